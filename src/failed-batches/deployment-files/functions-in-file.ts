/** The functions that a file of the workspace deploys: SAM, CloudFormation, the CDK's output, the Serverless Framework. */
import { isJsonObject } from '../../engine/events/json-object';
import type { DeploymentFunction } from './deployment-function';
import { parsedFile } from './parsed-file';
import { isServerless, serverlessFunctions } from './serverless-functions';
import { templateFunctions } from './template-functions';

/** @param text YAML or JSON, of any file. @returns none for a file that is nothing of the kind */
export function functionsInFile(text: string): readonly DeploymentFunction[] {
  const file = parsedFile(text);
  if (file === undefined) return [];
  if (isJsonObject(file['Resources'])) return templateFunctions(file);
  return isServerless(file) ? serverlessFunctions(file) : [];
}

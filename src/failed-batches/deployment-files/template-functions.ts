/** Functions of a template of CloudFormation: written by hand, of SAM, or made by the CDK. */
import type { JsonObject } from '../../engine/events/json-object';
import { isJsonObject } from '../../engine/events/json-object';
import type { DeploymentFunction } from './deployment-function';
import { textParts, wholeText } from './intrinsic-text';
import { namePattern } from './name-pattern';

export function templateFunctions(template: JsonObject): readonly DeploymentFunction[] {
  const defaults = member(member(template, 'Globals'), 'Function');
  return Object.entries(member(template, 'Resources')).flatMap(([logicalName, resource]) => {
    if (!isJsonObject(resource)) return [];
    if (resource['Type'] === 'AWS::Serverless::Function')
      return [samFunction(logicalName, resource, defaults)];
    return resource['Type'] === 'AWS::Lambda::Function' ? [lambdaFunction(logicalName, resource)] : [];
  });
}

function samFunction(logicalName: string, resource: JsonObject, defaults: JsonObject): DeploymentFunction {
  const properties = { ...defaults, ...member(resource, 'Properties') };
  const metadata = member(resource, 'Metadata');
  const entryPoints = member(metadata, 'BuildProperties')['EntryPoints'];
  const isBundled = metadata['BuildMethod'] === 'esbuild' && Array.isArray(entryPoints);
  return {
    ...shared('sam', logicalName, properties),
    ...folderOf(properties['CodeUri']),
    ...(isBundled && {
      entryPoints: entryPoints.filter((entry): entry is string => typeof entry === 'string'),
    }),
  };
}

/** What `aws:asset:path` names was made by the CDK, below the folder of the template. */
function lambdaFunction(logicalName: string, resource: JsonObject): DeploymentFunction {
  const properties = member(resource, 'Properties');
  const metadata = member(resource, 'Metadata');
  const asset = metadata['aws:asset:path'];
  const constructPath = metadata['aws:cdk:path'];
  const isOfCdk = typeof asset === 'string' || typeof constructPath === 'string';
  return {
    ...shared(isOfCdk ? 'cdk' : 'cloudFormation', logicalName, properties),
    ...folderOf(typeof asset === 'string' ? asset : properties['Code']),
    ...(metadata['aws:asset:is-bundled'] === true && { isBundle: true }),
    ...(typeof constructPath === 'string' && { constructPath }),
  };
}

function shared(
  tool: DeploymentFunction['tool'],
  logicalName: string,
  properties: JsonObject,
): DeploymentFunction {
  const { FunctionName, Handler, Runtime } = properties;
  const name = FunctionName === undefined ? undefined : (namePattern(textParts(FunctionName)) ?? ANY_NAME);
  const handler = wholeText(Handler);
  const runtime = wholeText(Runtime);
  return {
    tool,
    logicalName,
    ...(name !== undefined && { name }),
    ...(handler !== undefined && { handler }),
    ...(runtime !== undefined && { runtime }),
  };
}

/** It has a name of its own, of which nothing is known. */
const ANY_NAME = ['', ''] as const;

/** A path as `sam package` takes it; what is uploaded already is an object or an address. */
function folderOf(code: unknown): Pick<DeploymentFunction, 'codeFolder'> {
  const path = wholeText(code);
  if (path === undefined || /^[a-z0-9]+:\/\//i.test(path) || /[.](zip|jar)$/i.test(path)) return {};
  return { codeFolder: path.replaceAll('\\', '/').replace(/^[.]\/(?=.)|(?<=[^/])\/+$/g, '') || '.' };
}

function member(value: JsonObject, name: string): JsonObject {
  const inner = value[name];
  return isJsonObject(inner) ? inner : {};
}

/** Functions as they are deployed, and invoking them. */
import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import * as l10n from '@vscode/l10n';
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { StreamConnection } from '../../engine/streams/stream-connection';
import type { DeployedFunction, DeployedFunctions } from '../../failed-batches/ports/deployed-functions';
import { ServiceError } from '../../triggers/ports/service-error';
import { askService } from '../access/ask-service';
import type { AwsAccess } from '../access/aws-access';
import { aboutFunction } from '../triggers/function-catalog';
import { invokeFunction } from './invoked-function';
import { splitQualifier } from './qualified-function';

export function awsDeployedFunctions(access: AwsAccess): DeployedFunctions {
  return {
    describe: async (connection, functionArn, stop) =>
      readFunction(functionArn, await configuration(access, connection, functionArn, stop)),
    environmentValues: async (connection, functionArn, stop) =>
      readEnvironment(functionArn, await configuration(access, connection, functionArn, stop)),
    invoke: (connection, functionArn, event, timeoutInSeconds, stop) =>
      invokeFunction(access, connection, { functionArn, event, timeoutInSeconds }, stop),
  };
}

function configuration(
  access: AwsAccess,
  connection: StreamConnection,
  functionArn: string,
  stop: StopSignal,
): Promise<FunctionConfiguration> {
  const question = aboutFunction(DESCRIBE, connection, functionArn);
  return askService(access, question, stop, async (client, options) => {
    const { GetFunctionConfigurationCommand } = await import('@aws-sdk/client-lambda');
    return client.send(new GetFunctionConfigurationCommand(splitQualifier(functionArn)), options);
  });
}

function readFunction(asked: string, answer: FunctionConfiguration): DeployedFunction {
  const { Qualifier } = splitQualifier(asked);
  const parts = (answer.FunctionArn ?? asked).split(':');
  // arn:partition:lambda:region:account:function:name, and perhaps a qualifier.
  const unqualified = parts.slice(0, 7).join(':');
  const lastModifiedMs = Date.parse(answer.LastModified ?? '');
  return {
    functionName: answer.FunctionName ?? parts[6] ?? asked,
    functionArn: Qualifier === undefined ? unqualified : `${unqualified}:${Qualifier}`,
    version: answer.Version ?? '$LATEST',
    ...(answer.Runtime !== undefined && { runtime: answer.Runtime }),
    ...(answer.Handler !== undefined && { handler: answer.Handler }),
    // Lambda's defaults.
    timeoutInSeconds: answer.Timeout ?? 3,
    memorySizeInMB: answer.MemorySize ?? 128,
    environmentNames: Object.keys(answer.Environment?.Variables ?? {}).sort(),
    ...(Number.isFinite(lastModifiedMs) && { lastModifiedMs }),
  };
}

/** Lambda answers without the values, and with this error, where it may not decrypt them for whoever asks. */
function readEnvironment(
  functionArn: string,
  { Environment: { Variables = {}, Error: error } = {} }: FunctionConfiguration,
): Readonly<Record<string, string>> {
  if (error === undefined) return Variables;
  const { ErrorCode: code = '', Message = code } = error;
  const reason = Message.replace(/[.\s]+$/, '');
  throw new ServiceError(
    'accessDenied',
    l10n.t(
      'Lambda could not decrypt the environment of function "{0}" for the credentials in use: {1}. Allow kms:Decrypt on the function\'s key, or replay without its values.',
      functionArn,
      reason,
    ),
    { action: 'kms:Decrypt', code, serviceMessage: reason },
  );
}

const DESCRIBE = 'lambda:GetFunctionConfiguration';

/** Functions and their aliases, asked from Lambda. */
import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import * as l10n from '@vscode/l10n';
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { StreamConnection } from '../../engine/streams/stream-connection';
import type { FunctionCatalog, FunctionDetails, ListedFunction } from '../../triggers/ports/function-catalog';
import type { Page } from '../../triggers/ports/page';
import type { AwsAccess } from '../access/aws-access';
import { type ServiceQuestion, askService } from '../access/ask-service';
import { iteratorAges } from './iterator-ages';
import { lambdaArnRegion } from './lambda-arn';

/** Lambda answers 50 of them at most. */
const ROWS = 100;

export function awsFunctionCatalog(access: AwsAccess): FunctionCatalog {
  return {
    listFunctions: (connection, after, stop) => listFunctions(access, connection, after, stop),
    listAliases: (connection, functionName, stop) => listAliases(access, connection, functionName, stop),
    describeFunction: (connection, functionName, stop) =>
      describeFunction(access, connection, functionName, stop),
    iteratorAges: (connection, functionNames, stop) => iteratorAges(access, connection, functionNames, stop),
  };
}

function listFunctions(
  access: AwsAccess,
  connection: StreamConnection,
  after: string | undefined,
  stop: StopSignal,
): Promise<Page<ListedFunction>> {
  const call = { action: 'lambda:ListFunctions', subject: l10n.t('the functions'), connection };
  return askService(access, { service: 'lambda', call }, stop, async (client, options) => {
    const { ListFunctionsCommand } = await import('@aws-sdk/client-lambda');
    const input = { MaxItems: ROWS, ...(after !== undefined && { Marker: after }) };
    const { Functions = [], NextMarker = '' } = await client.send(new ListFunctionsCommand(input), options);
    const rows = Functions.flatMap((answer) => readFunction(answer) ?? []);
    return NextMarker === '' ? { rows } : { rows, next: NextMarker };
  });
}

function listAliases(
  access: AwsAccess,
  connection: StreamConnection,
  functionName: string,
  stop: StopSignal,
): ReturnType<FunctionCatalog['listAliases']> {
  const subject = l10n.t('the aliases of function "{0}"', functionName);
  const question = aboutFunction('lambda:ListAliases', connection, functionName, subject);
  return askService(access, question, stop, async (client, options) => {
    const { ListAliasesCommand } = await import('@aws-sdk/client-lambda');
    const aliases: { readonly name: string; readonly version: string }[] = [];
    let after = '';
    do {
      const input = { FunctionName: functionName, MaxItems: ROWS, ...(after !== '' && { Marker: after }) };
      const { Aliases = [], NextMarker = '' } = await client.send(new ListAliasesCommand(input), options);
      for (const { Name: name, FunctionVersion: version = '' } of Aliases)
        if (name !== undefined) aliases.push({ name, version });
      after = NextMarker;
    } while (after !== '');
    return aliases;
  });
}

function describeFunction(
  access: AwsAccess,
  connection: StreamConnection,
  functionName: string,
  stop: StopSignal,
): Promise<FunctionDetails> {
  const question = aboutFunction('lambda:GetFunctionConfiguration', connection, functionName);
  return askService(access, question, stop, async (client, options) => {
    const { GetFunctionConfigurationCommand } = await import('@aws-sdk/client-lambda');
    const input = { FunctionName: functionName };
    const answer = await client.send(new GetFunctionConfigurationCommand(input), options);
    const listed = readFunction(answer);
    if (listed === undefined) throw new Error(l10n.t('the answer has no {0}', 'FunctionArn'));
    return {
      ...listed,
      roleArn: answer.Role ?? '',
      // Lambda's defaults.
      timeoutInSeconds: answer.Timeout ?? 3,
      memorySizeInMB: answer.MemorySize ?? 128,
      ...(answer.Handler !== undefined && { handler: answer.Handler }),
    };
  });
}

function readFunction({
  FunctionName,
  FunctionArn,
  Runtime,
}: FunctionConfiguration): ListedFunction | undefined {
  const parts = (FunctionArn ?? '').split(':');
  // arn:partition:lambda:region:account:function:name, and perhaps a qualifier.
  const functionName = FunctionName ?? parts[6];
  if (FunctionArn === undefined || functionName === undefined) return undefined;
  return {
    functionName,
    functionArn: parts.slice(0, 7).join(':'),
    ...(Runtime !== undefined && { runtime: Runtime }),
  };
}

export function aboutFunction(
  action: string,
  connection: StreamConnection,
  functionName: string,
  subject = l10n.t('function "{0}"', functionName),
): ServiceQuestion<'lambda'> {
  const isArn = functionName.startsWith('arn:');
  return {
    service: 'lambda',
    arnRegion: lambdaArnRegion(functionName),
    call: {
      action,
      subject,
      ...(isArn && { arn: functionName }),
      connection,
    },
  };
}

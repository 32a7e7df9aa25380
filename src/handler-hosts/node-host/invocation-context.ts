/**
 * The context object that a handler receives as its second argument
 * (reference section 5.7; LDG/nodejs-context).
 */
import { remainingTime } from './deadline';

export interface InvocationContext {
  callbackWaitsForEmptyEventLoop: boolean;
  readonly functionName: string | undefined;
  readonly functionVersion: string | undefined;
  /** Megabytes, as text. */
  readonly memoryLimitInMB: string | undefined;
  readonly logGroupName: string | undefined;
  readonly logStreamName: string | undefined;
  readonly clientContext: unknown;
  readonly identity: unknown;
  readonly invokedFunctionArn: string;
  readonly awsRequestId: string;
  readonly tenantId: string | undefined;
  getRemainingTimeInMillis(): number;
}

/** Also copies the trace id into the environment, where the X-Ray SDK looks for it. */
export function buildContext(
  headers: ReadonlyMap<string, string>,
  environment: NodeJS.ProcessEnv,
): InvocationContext {
  const traceId = headers.get('lambda-runtime-trace-id');
  if (traceId === undefined) delete environment['_X_AMZN_TRACE_ID'];
  else environment['_X_AMZN_TRACE_ID'] = traceId;
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionVersion: environment['AWS_LAMBDA_FUNCTION_VERSION'],
    functionName: environment['AWS_LAMBDA_FUNCTION_NAME'],
    memoryLimitInMB: environment['AWS_LAMBDA_FUNCTION_MEMORY_SIZE'],
    logGroupName: environment['AWS_LAMBDA_LOG_GROUP_NAME'],
    logStreamName: environment['AWS_LAMBDA_LOG_STREAM_NAME'],
    clientContext: json(headers.get('lambda-runtime-client-context')),
    identity: json(headers.get('lambda-runtime-cognito-identity')),
    invokedFunctionArn: headers.get('lambda-runtime-invoked-function-arn') ?? '',
    awsRequestId: headers.get('lambda-runtime-aws-request-id') ?? '',
    tenantId: headers.get('lambda-runtime-aws-tenant-id'),
    getRemainingTimeInMillis: remainingTime(Number(headers.get('lambda-runtime-deadline-ms'))),
  };
}

function json(text: string | undefined): unknown {
  return text === undefined || text === '' ? undefined : (JSON.parse(text) as unknown);
}

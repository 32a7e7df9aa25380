/** A deployed function invoked once, and what is known afterwards: it ran, it did not, or nobody can tell. */
import type { InvokeCommandOutput } from '@aws-sdk/client-lambda';
import * as l10n from '@vscode/l10n';
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { StreamConnection } from '../../engine/streams/stream-connection';
import { parseFunctionError } from '../../engine/invocations/function-error-body';
import type { DeployedAnswer } from '../../failed-batches/ports/deployed-functions';
import { ServiceError } from '../../triggers/ports/service-error';
import { askAws } from '../access/ask-aws';
import type { AwsAccess } from '../access/aws-access';
import { serviceError } from '../access/aws-error';
import { awsFailure } from '../access/aws-failure';
import { aboutFunction } from '../triggers/function-catalog';
import { splitQualifier } from './qualified-function';

export interface Invocation {
  readonly functionArn: string;
  /** UTF-8 JSON. */
  readonly event: Uint8Array;
  readonly timeoutInSeconds: number;
}

const ACTION = 'lambda:InvokeFunction';
/** Of the event of a synchronous invocation: 6 MB. Lambda closes the connection on one that is far larger. */
const MOST_BYTES = 6 * 1024 * 1024;
/** For a cold start and for the way there and back. */
const MARGIN_S = 30;

/**
 * Not sent again, whatever happens. What Lambda refuses before the function is started is an error: 4xx, and those of
 * its 5xx that say so (a network interface, a KMS key, a runtime that can't be had: see `aws-failure.ts`). So is a
 * connection that was never made. Everything else after which the function may have run is `unknown`: a cut
 * connection, no answer in time, any other 5xx, an answer that can't be read, EFSIOException (a file system that fails
 * while the function runs).
 *
 * @throws ServiceError: the function surely did not run; the stop signal's reason, which tells nothing about that
 */
export async function invokeFunction(
  access: AwsAccess,
  connection: StreamConnection,
  { functionArn, event, timeoutInSeconds }: Invocation,
  stop: StopSignal,
): Promise<DeployedAnswer> {
  if (event.byteLength > MOST_BYTES) return tooLarge(functionArn, event);
  const question = {
    ...aboutFunction(ACTION, connection, functionArn),
    repeated: 'askedAgainByCaller' as const,
    requestTimeoutMs: Math.round((timeoutInSeconds + MARGIN_S) * 1000),
  };
  const input = {
    ...splitQualifier(functionArn),
    InvocationType: 'RequestResponse' as const,
    LogType: 'Tail' as const,
    Payload: event,
  };
  let wasSent = false as boolean;
  const ask = askAws(
    access,
    question,
    stop,
    async (client, options) => {
      const { InvokeCommand } = await import('@aws-sdk/client-lambda');
      const command = new InvokeCommand(input);
      command.middlewareStack.add(
        (next) => (args) => {
          wasSent = true;
          // One that was kept open may be closed by the other side while it is used, and nobody could tell what was done.
          (args.request as { readonly headers: Record<string, string> }).headers['connection'] = 'close';
          return next(args);
        },
        // Nearest to the connection: after the request has been signed.
        { name: 'sendOnce', step: 'deserialize', priority: 'low' },
      );
      return client.send(command, options);
    },
    serviceError,
  );
  try {
    return answerOf(await ask);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const answer = wasSent ? refusalOf(error) : undefined;
    if (answer === undefined) throw error;
    return answer;
  }
}

function answerOf({ $metadata, ...answer }: InvokeCommandOutput): DeployedAnswer {
  const { ExecutedVersion, FunctionError, LogResult, Payload } = answer;
  const text = Payload?.transformToString() ?? '';
  const answered = {
    requestId: $metadata.requestId ?? '',
    ...(ExecutedVersion !== undefined && { executedVersion: ExecutedVersion }),
    ...(LogResult !== undefined && { logTail: Buffer.from(LogResult, 'base64').toString() }),
  };
  if (FunctionError === undefined)
    return { outcome: 'succeeded', ...answered, payload: text === '' ? 'null' : text };
  return { outcome: 'functionError', ...answered, ...parseFunctionError(text, FunctionError) };
}

/** @returns undefined if the function surely did not run, for a reason that the caller need not tell from others */
function refusalOf(error: ServiceError): DeployedAnswer | undefined {
  const { kind, message } = error;
  const { status, retryAfter } = httpAnswerOf(error.cause);
  const { code, wasSent } = awsFailure(error.cause, ACTION);
  if (status === 413) return { outcome: 'tooLarge', message };
  if (kind === 'throttled') {
    const seconds = Number.parseFloat(retryAfter);
    return { outcome: 'throttled', message, ...(seconds >= 0 && { retryAfterMs: seconds * 1000 }) };
  }
  const isUnknown =
    status === 0
      ? wasSent && kind !== 'credentials'
      : status < 300 || kind === 'unavailable' || code === 'EFSIOException';
  return isUnknown ? { outcome: 'unknown', message } : undefined;
}

/** @returns a status of 0 for no answer */
function httpAnswerOf(error: unknown): { readonly status: number; readonly retryAfter: string } {
  const { $metadata, $response } = error as {
    readonly $metadata?: { readonly httpStatusCode?: number };
    readonly $response?: { readonly headers?: Readonly<Record<string, string>> };
  };
  return {
    status: $metadata?.httpStatusCode ?? 0,
    retryAfter: $response?.headers?.['retry-after'] ?? '',
  };
}

function tooLarge(functionArn: string, event: Uint8Array): DeployedAnswer {
  const megabytes = (event.byteLength / 1024 / 1024).toFixed(1);
  return {
    outcome: 'tooLarge',
    message: l10n.t(
      'The event for function "{0}" has {1} MB, and Lambda takes 6 MB at most, so it was not sent. Send its records in smaller parts.',
      functionArn,
      megabytes,
    ),
  };
}

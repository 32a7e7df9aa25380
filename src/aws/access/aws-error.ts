/**
 * What went wrong with a call of AWS, in the kinds that the engine knows and in a sentence for people
 * that names what was asked for, with whose credentials, and the fix.
 */
import { parseStreamArn } from '../../engine/events/stream-arn';
import { StreamSourceError, type StreamSourceErrorKind } from '../../engine/ports/stream-source-error';
import type { StreamConnection } from '../../engine/streams/stream-connection';

/** What was asked for. */
export interface AwsCall {
  /** As IAM names it, for example `dynamodb:GetRecords`. */
  readonly action: string;
  /** For example `the stream of table "Orders"`. */
  readonly subject: string;
  readonly arn?: string;
  /** What to do if it does not exist, as a sentence; by default what helps with a stream. */
  readonly ifMissing?: string;
  readonly connection: StreamConnection;
}

const KINDS: Readonly<Record<string, StreamSourceErrorKind>> = {
  ExpiredIteratorException: 'expiredIterator',
  TrimmedDataAccessException: 'trimmedData',
  LimitExceededException: 'throttled',
  ThrottlingException: 'throttled',
  Throttling: 'throttled',
  RequestLimitExceeded: 'throttled',
  ProvisionedThroughputExceededException: 'throttled',
  TooManyRequestsException: 'throttled',
  InternalServerError: 'unavailable',
  InternalFailure: 'unavailable',
  ServiceException: 'unavailable',
  ServiceUnavailable: 'unavailable',
  TimeoutError: 'unavailable',
  AccessDeniedException: 'accessDenied',
  AccessDenied: 'accessDenied',
  AuthorizationError: 'accessDenied',
  CredentialsProviderError: 'credentials',
  TokenProviderError: 'credentials',
  ExpiredToken: 'credentials',
  ExpiredTokenException: 'credentials',
  InvalidClientTokenId: 'credentials',
  InvalidSignatureException: 'credentials',
  MissingAuthenticationTokenException: 'credentials',
  RequestExpired: 'credentials',
  RequestTimeTooSkewed: 'credentials',
  SignatureDoesNotMatch: 'credentials',
  UnrecognizedClientException: 'credentials',
};

const STREAM_IF_MISSING =
  'Correct the ARN, "region" or "endpointUrl", or name the table instead, which finds its present stream.';

/** Of Node's sockets and name look-up, all of which may be over in a moment. */
const NETWORK_CODES = [
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'ENETDOWN',
];

/** For sentences. */
export function streamSubject(streamArn: string): string {
  const parsed = parseStreamArn(streamArn);
  return parsed === undefined ? `the stream ${streamArn}` : `the stream of table "${parsed.tableName}"`;
}

export function streamSourceError(error: unknown, call: AwsCall): StreamSourceError {
  if (error instanceof StreamSourceError) return error;
  const kind = kindOf(error, call);
  return new StreamSourceError(kind, sentence(kind, error, call), { cause: error });
}

function kindOf(error: unknown, { arn }: AwsCall): StreamSourceErrorKind {
  if (!(error instanceof Error)) return 'failed';
  if (error.name === 'ResourceNotFoundException') return whatIsNotFound(error.message, arn);
  const kind = KINDS[error.name];
  if (kind !== undefined) return kind;
  const status = statusCode(error);
  if (status === 429) return 'throttled';
  if (NETWORK_CODES.includes(codeOf(error)) || status >= 500) return 'unavailable';
  return 'failed';
}

/** `Requested resource not found: Stream: <arn> not found` (IT-10); of a shard every service has words of its own. */
function whatIsNotFound(message: string, arn = ''): StreamSourceErrorKind {
  return /shard/i.test(message.replaceAll(arn, '')) ? 'shardNotFound' : 'streamNotFound';
}

function sentence(kind: StreamSourceErrorKind, error: unknown, call: AwsCall): string {
  const { action, subject, arn, connection, ifMissing = STREAM_IF_MISSING } = call;
  const { awsProfile } = connection;
  const reason = reasonOf(error);
  switch (kind) {
    case 'expiredIterator':
      return `An iterator of ${subject} is older than 15 minutes: ${reason}. A new one continues after the last record.`;
    case 'trimmedData':
      return `Records of ${subject} are older than 24 hours and gone: ${reason}. Reading goes on with the oldest that is left.`;
    case 'throttled':
      return `${capital(subject)} is asked too often: ${reason}. DynamoDB serves two readers a shard; if this goes on, disable one of its triggers.`;
    case 'unavailable':
      return unreachable(error, reason, call);
    case 'shardNotFound':
      return `A shard of ${subject} is gone: ${reason}. Its records are older than 24 hours.`;
    case 'streamNotFound':
      return `${capital(subject)} was not found ${place(connection)}: ${reason}. ${ifMissing}`;
    case 'accessDenied':
      return `${who(awsProfile)} may not call ${action} on ${subject}: ${reason}. Allow ${action} on ${arn ?? '*'}, or choose another "awsProfile".`;
    case 'credentials':
      return awsProfile === undefined
        ? `No valid AWS credentials for ${subject}: ${reason}. Sign in, or name a profile as "awsProfile".`
        : `AWS profile "${awsProfile}" has no valid credentials for ${subject}: ${reason}. Sign in again (for example "aws sso login --profile ${awsProfile}"), or correct "awsProfile".`;
    case 'failed':
      return reason === 'Region is missing'
        ? `No AWS region is known for ${subject}. Add "region", or give the profile one.`
        : `${action} failed for ${subject} ${place(connection)}: ${reason}. Check "endpointUrl", "region" and the name.`;
  }
}

function unreachable(error: unknown, reason: string, { subject, connection }: AwsCall): string {
  const { endpointUrl } = connection;
  const code = codeOf(error);
  if (endpointUrl !== undefined && (code === 'ECONNREFUSED' || code === 'ENOTFOUND'))
    return `Nothing answers at ${endpointUrl} for ${subject}: ${reason}. Start it, or correct "endpointUrl".`;
  return `${capital(subject)} can't be reached ${place(connection)} at the moment: ${reason}. Check the network if this goes on.`;
}

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  // What the SDK adds for programmers stands on a line of its own.
  const [first = ''] = message.split('\n');
  const text = first.replace(/[.\s]+$/, '');
  return text === '' && error instanceof Error ? error.name : text;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function statusCode(error: Error): number {
  if (!('$metadata' in error)) return 0;
  const { httpStatusCode } = error.$metadata as { readonly httpStatusCode?: number };
  return httpStatusCode ?? 0;
}

function place({ endpointUrl, region }: StreamConnection): string {
  if (endpointUrl !== undefined) return `at ${endpointUrl}`;
  return region === undefined ? 'on AWS' : `in ${region}`;
}

function who(awsProfile: string | undefined): string {
  return awsProfile === undefined ? 'The AWS credentials in use' : `AWS profile "${awsProfile}"`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

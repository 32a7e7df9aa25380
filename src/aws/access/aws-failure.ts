/** What went wrong with a call of AWS: the kind, by the service's code, the status or the network; and its own words. */
import * as l10n from '@vscode/l10n';
import type { ServiceErrorKind } from '../../triggers/ports/service-error';

export type AwsFailureKind = ServiceErrorKind | 'expiredIterator' | 'trimmedData';

export interface AwsFailure {
  readonly kind: AwsFailureKind;
  /** The service's; empty if no service answered. */
  readonly code: string;
  /** Of Node's sockets and name look-up; else empty. */
  readonly networkCode: string;
  /** False only where the connection surely was not made: no host of that name, nothing listens, no route. */
  readonly wasSent: boolean;
  /** One line without a full stop. */
  readonly reason: string;
  /** Whose browser sign-in would help. */
  readonly signInProfile?: string;
}

const KINDS: Readonly<Record<string, AwsFailureKind>> = {
  ExpiredIteratorException: 'expiredIterator',
  TrimmedDataAccessException: 'trimmedData',
  NoSuchBucket: 'notFound',
  NoSuchEntityException: 'notFound',
  NotFoundException: 'notFound',
  QueueDoesNotExist: 'notFound',
  ResourceNotFoundException: 'notFound',
  TableNotFoundException: 'notFound',
  EntityAlreadyExistsException: 'alreadyExists',
  ResourceConflictException: 'alreadyExists',
  CodeArtifactUserPendingException: 'inUse',
  ConcurrentModificationException: 'inUse',
  ENINotReadyException: 'inUse',
  PreconditionFailedException: 'inUse',
  ResourceInUseException: 'inUse',
  ResourceNotReadyException: 'inUse',
  SnapStartNotReadyException: 'inUse',
  EC2AccessDeniedException: 'invalid',
  EC2UnexpectedException: 'invalid',
  ENILimitReachedException: 'invalid',
  InvalidObjectState: 'invalid',
  InvalidRuntimeException: 'invalid',
  InvalidSecurityGroupIDException: 'invalid',
  InvalidSubnetIDException: 'invalid',
  InvalidZipFileException: 'invalid',
  KMSDisabledException: 'invalid',
  KMSInvalidStateException: 'invalid',
  KMSNotFoundException: 'invalid',
  SubnetIPAddressLimitReachedException: 'invalid',
  EC2ThrottledException: 'throttled',
  KmsThrottled: 'throttled',
  LimitExceededException: 'throttled',
  OverLimit: 'throttled',
  PriorRequestNotComplete: 'throttled',
  ProvisionedThroughputExceededException: 'throttled',
  RequestLimitExceeded: 'throttled',
  RequestThrottled: 'throttled',
  SlowDown: 'throttled',
  Throttling: 'throttled',
  ThrottlingException: 'throttled',
  TooManyRequestsException: 'throttled',
  InternalFailure: 'unavailable',
  InternalServerError: 'unavailable',
  ServiceException: 'unavailable',
  ServiceFailureException: 'unavailable',
  ServiceUnavailable: 'unavailable',
  TimeoutError: 'unavailable',
  AccessDenied: 'accessDenied',
  AccessDeniedException: 'accessDenied',
  AuthorizationError: 'accessDenied',
  AuthorizationErrorException: 'accessDenied',
  KMSAccessDeniedException: 'accessDenied',
  KmsAccessDenied: 'accessDenied',
  CredentialsProviderError: 'credentials',
  ExpiredToken: 'credentials',
  ExpiredTokenException: 'credentials',
  IncompleteSignature: 'credentials',
  InvalidAccessKeyId: 'credentials',
  InvalidClientTokenId: 'credentials',
  InvalidSignatureException: 'credentials',
  MissingAuthenticationTokenException: 'credentials',
  RequestExpired: 'credentials',
  RequestTimeTooSkewed: 'credentials',
  SignatureDoesNotMatch: 'credentials',
  TokenProviderError: 'credentials',
  UnrecognizedClientException: 'credentials',
  InvalidAction: 'unsupported',
  NotImplemented: 'unsupported',
  UnknownOperationException: 'unsupported',
  UnsupportedOperationException: 'unsupported',
};

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

/** What DynamoDB makes of a request that is not for it. */
const FOREIGN_KINDS: readonly AwsFailureKind[] = ['unavailable', 'invalid', 'credentials'];

/** In the SDK's message for HTML, a redirect page, another protocol. */
const UNREADABLE = 'Deserialization error';

/** What a gateway in front of a service answers in HTML while the service is away. */
const GATEWAY_STATUSES = [502, 503, 504];

/** @param action as IAM names it: LimitExceededException is a rate in one service and a quota in another */
export function awsFailure(error: unknown, action: string): AwsFailure {
  const networkCode = memberOf(error, 'code');
  const signInProfile = memberOf(error, 'signInProfile');
  return {
    kind: kindOf(error, action),
    code: codeOf(error),
    networkCode: NETWORK_CODES.includes(networkCode) ? networkCode : '',
    wasSent: !isUnconnected(error),
    reason: reasonOf(error),
    ...(signInProfile !== '' && { signInProfile }),
  };
}

function kindOf(error: unknown, action: string): AwsFailureKind {
  if (!(error instanceof Error)) return 'failed';
  const { status, contentType } = answerOf(error);
  // Also of an answer that was cut, which the SDK could not read either.
  if (NETWORK_CODES.includes(memberOf(error, 'code'))) return 'unavailable';
  if (isUnreadable(error)) return GATEWAY_STATUSES.includes(status) ? 'unavailable' : 'unsupported';
  if (error.name === 'LimitExceededException' && action.startsWith('iam:')) return 'invalid';
  // Nothing is made: the function is being made or changed.
  if (error.name === 'ResourceConflictException' && action === 'lambda:InvokeFunction') return 'inUse';
  const kind = KINDS[error.name] ?? kindOfStatus(status, codeOf(error) !== '');
  if (kind === undefined) return 'failed';
  // DynamoDB Local answers each path that it does not know with an InternalFailure in its own protocol.
  const isDynamoDb = action.startsWith('lambda:') && contentType.startsWith('application/x-amz-json');
  return isDynamoDb && FOREIGN_KINDS.includes(kind) ? 'unsupported' : kind;
}

/** For codes that are not listed above. */
function kindOfStatus(status: number, hasCode: boolean): AwsFailureKind | undefined {
  if (status === 429) return 'throttled';
  if (status === 501) return 'unsupported';
  if (status >= 500) return 'unavailable';
  if (!hasCode) return status >= 200 ? 'unsupported' : undefined;
  if (status === 401 || status === 403) return 'accessDenied';
  if (status === 404) return 'notFound';
  return status >= 400 ? 'invalid' : undefined;
}

/** Of Node: looking up a name and connecting, where each address that was tried has an error of its own; and the SDK's. */
function isUnconnected(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(isUnconnected);
  if ('syscall' in error) return error.syscall === 'connect' || error.syscall === 'getaddrinfo';
  return error.name === 'TimeoutError' && error.message.includes('did not establish a connection');
}

function isUnreadable(error: Error): boolean {
  return error.message.includes(UNREADABLE);
}

function answerOf(error: unknown): { readonly status: number; readonly contentType: string } {
  if (!(error instanceof Error)) return { status: 0, contentType: '' };
  const { $metadata, $response } = error as {
    readonly $metadata?: { readonly httpStatusCode?: number };
    readonly $response?: { readonly headers?: Readonly<Record<string, string>> };
  };
  return {
    status: $metadata?.httpStatusCode ?? 0,
    contentType: $response?.headers?.['content-type'] ?? '',
  };
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error) || answerOf(error).status === 0 || isUnreadable(error)) return '';
  return ['Error', 'Unknown', 'UnknownError'].includes(error.name) ? '' : error.name;
}

function reasonOf(error: unknown): string {
  const { status, contentType } = answerOf(error);
  const message = error instanceof Error ? error.message : String(error);
  if (status !== 0 && message.includes(UNREADABLE) && memberOf(error, 'code') === '')
    return contentType === ''
      ? l10n.t('it answered with what is none of its answers and status {0}', status)
      : l10n.t('it answered with {0} and status {1}', contentType, status);
  // What the SDK adds for programmers stands on a line of its own, or names the package before the sentence.
  const [first = ''] = message.split('\n');
  const text = first.replace(/^@[\w-]+\/\S+ - (\[\w+\] )?/, '').replace(/[.\s]+$/, '');
  if (error instanceof Error && (text === '' || text === 'UnknownError'))
    return codeOf(error) === '' ? l10n.t('it answered with status {0} without a reason', status) : error.name;
  return text;
}

function memberOf(error: unknown, member: 'code' | 'signInProfile'): string {
  const value: unknown = error instanceof Error ? (error as unknown as Record<string, unknown>)[member] : '';
  return typeof value === 'string' ? value : '';
}

/** A call of AWS that failed, as the error of the port that it was made for. */
import { StreamSourceError, type StreamSourceErrorKind } from '../../engine/ports/stream-source-error';
import { ServiceError } from '../../triggers/ports/service-error';
import type { AwsCall } from './aws-call';
import { type AwsFailureKind, awsFailure } from './aws-failure';
import { serviceSentence } from './service-sentence';
import { streamSourceSentence } from './stream-source-sentence';

export function streamSourceError(error: unknown, call: AwsCall): StreamSourceError {
  if (error instanceof StreamSourceError) return error;
  const failure = awsFailure(error, call.action);
  const kind =
    failure.kind === 'notFound' ? whatIsNotFound(failure.reason, call.arn) : streamKind(failure.kind);
  return new StreamSourceError(kind, streamSourceSentence(kind, failure, call), { cause: error });
}

export function serviceError(error: unknown, call: AwsCall): ServiceError {
  if (error instanceof ServiceError) return error;
  const failure = awsFailure(error, call.action);
  const { code, reason, signInProfile } = failure;
  // Those two are of GetRecords, which no port of services asks for.
  const kind = failure.kind === 'expiredIterator' || failure.kind === 'trimmedData' ? 'failed' : failure.kind;
  const details = { action: call.action, code, serviceMessage: reason };
  return new ServiceError(
    kind,
    serviceSentence(kind, failure, call),
    signInProfile === undefined ? details : { ...details, signInProfile },
    { cause: error },
  );
}

/** `Requested resource not found: Stream: <arn> not found` (IT-10); of a shard every service has words of its own. */
function whatIsNotFound(reason: string, arn = ''): StreamSourceErrorKind {
  return /shard/i.test(reason.replaceAll(arn, '')) ? 'shardNotFound' : 'streamNotFound';
}

function streamKind(kind: Exclude<AwsFailureKind, 'notFound'>): StreamSourceErrorKind {
  switch (kind) {
    case 'alreadyExists':
    case 'inUse':
    case 'invalid':
    case 'unsupported':
      return 'failed';
    default:
      return kind;
  }
}

/** What went wrong with a stream, as a sentence for whoever debugs, records or looks at it. */
import type { StreamSourceErrorKind } from '../../engine/ports/stream-source-error';
import type { AwsCall } from './aws-call';
import type { AwsFailure } from './aws-failure';
import { capital, placeOf, whoseCredentials } from './sentence-parts';

const STREAM_IF_MISSING =
  'Correct the ARN, the region or the endpoint, or name the table instead, which finds its present stream.';

export function streamSourceSentence(
  kind: StreamSourceErrorKind,
  failure: AwsFailure,
  call: AwsCall,
): string {
  const { reason } = failure;
  const { action, subject, arn, connection, ifMissing = STREAM_IF_MISSING } = call;
  const { awsProfile } = connection;
  switch (kind) {
    case 'expiredIterator':
      return `An iterator of ${subject} is older than 15 minutes: ${reason}. A new one continues after the last record.`;
    case 'trimmedData':
      return `Records of ${subject} are older than 24 hours and gone: ${reason}. Reading goes on with the oldest that is left.`;
    case 'throttled':
      return `${capital(subject)} is asked too often: ${reason}. DynamoDB serves two readers a shard; if this goes on, disable one of its triggers.`;
    case 'unavailable':
      return unreachable(failure, call);
    case 'shardNotFound':
      return `A shard of ${subject} is gone: ${reason}. Its records are older than 24 hours.`;
    case 'streamNotFound':
      return `${capital(subject)} was not found ${placeOf(connection)}: ${reason}. ${ifMissing}`;
    case 'accessDenied':
      return `${whoseCredentials(connection)} may not call ${action} on ${subject}: ${reason}. Allow ${action} on ${arn ?? '*'}, or choose another AWS profile.`;
    case 'credentials':
      return awsProfile === undefined
        ? `No valid AWS credentials for ${subject}: ${reason}. Sign in, or choose an AWS profile.`
        : `AWS profile "${awsProfile}" has no valid credentials for ${subject}: ${reason}. Sign in again (for example "aws sso login --profile ${failure.signInProfile ?? awsProfile}"), or choose another profile.`;
    case 'failed':
      return reason === 'Region is missing'
        ? `No AWS region is known for ${subject}. Set one, or give the profile one.`
        : `${action} failed for ${subject} ${placeOf(connection)}: ${reason}. Check the endpoint, the region and the name.`;
  }
}

function unreachable({ reason, networkCode }: AwsFailure, { subject, connection }: AwsCall): string {
  const { endpointUrl } = connection;
  if (endpointUrl !== undefined && (networkCode === 'ECONNREFUSED' || networkCode === 'ENOTFOUND'))
    return `Nothing answers at ${endpointUrl} for ${subject}: ${reason}. Start it, or correct the endpoint.`;
  return `${capital(subject)} can't be reached ${placeOf(connection)} at the moment: ${reason}. Check the network if this goes on.`;
}

/** What went wrong with a stream, as a sentence for whoever debugs, records or looks at it. */
import * as l10n from '@vscode/l10n';
import type { StreamSourceErrorKind } from '../../engine/ports/stream-source-error';
import type { AwsCall } from './aws-call';
import type { AwsFailure } from './aws-failure';
import { capital, placeOf, whoseCredentials } from './sentence-parts';

export function streamSourceSentence(
  kind: StreamSourceErrorKind,
  failure: AwsFailure,
  call: AwsCall,
): string {
  const { reason } = failure;
  const { action, subject, arn, connection } = call;
  switch (kind) {
    case 'expiredIterator':
      return l10n.t(
        'An iterator of {0} is older than 15 minutes: {1}. A new one continues after the last record.',
        subject,
        reason,
      );
    case 'trimmedData':
      return l10n.t(
        'Records of {0} are older than 24 hours and gone: {1}. Reading goes on with the oldest that is left.',
        subject,
        reason,
      );
    case 'throttled':
      return l10n.t(
        '{0} is asked too often: {1}. DynamoDB serves two readers a shard; if this goes on, disable one of its triggers.',
        capital(subject),
        reason,
      );
    case 'unavailable':
      return unreachable(failure, call);
    case 'shardNotFound':
      return l10n.t('A shard of {0} is gone: {1}. Its records are older than 24 hours.', subject, reason);
    case 'streamNotFound':
      return l10n.t(
        '{0} was not found {1}: {2}. {3}',
        capital(subject),
        placeOf(connection),
        reason,
        call.ifMissing ??
          l10n.t(
            'Correct the ARN, the region or the endpoint, or name the table instead, which finds its present stream.',
          ),
      );
    case 'accessDenied':
      return l10n.t(
        '{0} may not call {1} on {2}: {3}. Allow {1} on {4}, or choose another AWS profile.',
        whoseCredentials(connection),
        action,
        subject,
        reason,
        arn ?? '*',
      );
    case 'credentials':
      return withoutCredentials(failure, call);
    case 'failed':
      return reason === 'Region is missing'
        ? l10n.t('No AWS region is known for {0}. Set one, or give the profile one.', subject)
        : l10n.t(
            '{0} failed for {1} {2}: {3}. Check the endpoint, the region and the name.',
            action,
            subject,
            placeOf(connection),
            reason,
          );
  }
}

function unreachable({ reason, networkCode }: AwsFailure, { subject, connection }: AwsCall): string {
  const { endpointUrl } = connection;
  if (endpointUrl !== undefined && (networkCode === 'ECONNREFUSED' || networkCode === 'ENOTFOUND'))
    return l10n.t(
      'Nothing answers at {0} for {1}: {2}. Start it, or correct the endpoint.',
      endpointUrl,
      subject,
      reason,
    );
  return l10n.t(
    "{0} can't be reached {1} at the moment: {2}. Check the network if this goes on.",
    capital(subject),
    placeOf(connection),
    reason,
  );
}

function withoutCredentials({ reason, signInProfile }: AwsFailure, { subject, connection }: AwsCall): string {
  const { awsProfile } = connection;
  return awsProfile === undefined
    ? l10n.t('No valid AWS credentials for {0}: {1}. Sign in, or choose an AWS profile.', subject, reason)
    : l10n.t(
        'AWS profile "{0}" has no valid credentials for {1}: {2}. Sign in again (for example "aws sso login --profile {3}"), or choose another profile.',
        awsProfile,
        subject,
        reason,
        signInProfile ?? awsProfile,
      );
}

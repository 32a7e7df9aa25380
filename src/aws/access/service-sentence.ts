/** Why a service did not do what it was asked, as a sentence: action, resource, with whose credentials, where, the fix. */
import * as l10n from '@vscode/l10n';
import type { ServiceErrorKind } from '../../triggers/ports/service-error';
import type { AwsCall } from './aws-call';
import type { AwsFailure } from './aws-failure';
import { capital, placeOf, whoseCredentials } from './sentence-parts';

/** AWS's own form of a refusal; it names the role behind a session as well. S3 quotes the resource. */
const DENIED =
  /^User: (\S+) is not authorized to perform: (\S+)(?: on resource: "?(.+?)"?)?(?: (because|with an explicit deny) (.*))?$/;

const READING = /:(Batch)?(Describe|Get|List|Simulate)/;

const SERVICES: Readonly<Record<string, string>> = {
  cloudwatch: 'CloudWatch',
  dynamodb: 'DynamoDB',
  iam: 'IAM',
  kms: 'KMS',
  lambda: 'Lambda',
  s3: 'S3',
  sns: 'SNS',
  sqs: 'SQS',
  sts: 'STS',
};

export function serviceSentence(kind: ServiceErrorKind, failure: AwsFailure, call: AwsCall): string {
  const { reason } = failure;
  const { action, subject, connection } = call;
  const service = serviceOf(action);
  const place = placeOf(connection);
  switch (kind) {
    case 'notFound':
      return l10n.t(
        '{0} was not found {1}: {2}. {3}',
        capital(subject),
        place,
        reason,
        call.ifMissing ??
          l10n.t('It may have been deleted meanwhile: refresh, or check the region of the connection.'),
      );
    case 'alreadyExists':
      return l10n.t(
        '{0} has it already, so {1} was refused for {2}: {3}. Change the existing one instead.',
        service,
        action,
        subject,
        reason,
      );
    case 'inUse':
      return l10n.t(
        '{0} is being changed at the moment, so {1} was refused: {2}. Wait until that change has settled, then try again.',
        capital(subject),
        action,
        reason,
      );
    case 'invalid':
      return l10n.t(
        '{0} refused {1} for {2}: {3}. Correct what it names, then try again.',
        service,
        action,
        subject,
        reason,
      );
    case 'throttled':
      return l10n.t(
        '{0} {1} is asked too often, so {2} had to give way for {3}: {4}. Try again in a moment.',
        service,
        place,
        action,
        subject,
        reason,
      );
    case 'unavailable':
      return unreachable(failure, call);
    case 'accessDenied':
      return denied(reason, call);
    case 'credentials':
      return withoutCredentials(failure, call);
    case 'unsupported':
      return notOffered(reason, call);
    case 'failed':
      return reason === 'Region is missing'
        ? l10n.t(
            'No AWS region is known for {0}. Choose one for the connection, or give the profile one.',
            subject,
          )
        : l10n.t(
            "{0} failed for {1} {2}: {3}. Check the connection's profile, region and endpoints.",
            action,
            subject,
            place,
            reason,
          );
  }
}

function unreachable({ reason, networkCode, code, wasSent }: AwsFailure, call: AwsCall): string {
  const { action, subject, connection } = call;
  const { endpointUrl } = connection;
  if (endpointUrl !== undefined && (networkCode === 'ECONNREFUSED' || networkCode === 'ENOTFOUND'))
    return l10n.t(
      "Nothing answers at {0} to {1} for {2}: {3}. Start it, or correct the connection's endpoint.",
      endpointUrl,
      action,
      subject,
      reason,
    );
  const service = serviceOf(action);
  const place = placeOf(connection);
  const fix =
    !wasSent || READING.test(action)
      ? l10n.t('try again')
      : (call.ifUnanswered ?? l10n.t('look whether it was done before you try again: that is not known'));
  return code === ''
    ? l10n.t(
        "{0} {1} can't be reached to {2} for {3}: {4}. Check the network, then {5}.",
        service,
        place,
        action,
        subject,
        reason,
        fix,
      )
    : l10n.t(
        '{0} {1} could not answer to {2} for {3}: {4}. Wait a moment, then {5}.',
        service,
        place,
        action,
        subject,
        reason,
        fix,
      );
}

function notOffered(reason: string, { action, subject, connection }: AwsCall): string {
  const service = serviceOf(action);
  return connection.endpointUrl === undefined
    ? l10n.t(
        '{0} {1} does not offer {2} ({3}). Choose another region for the connection.',
        service,
        placeOf(connection),
        action,
        reason,
      )
    : l10n.t(
        '{0} does not offer {1} for {2} ({3}). If {4} is elsewhere, give it an endpoint of its own in the connection.',
        connection.endpointUrl,
        action,
        subject,
        reason,
        service,
      );
}

function denied(reason: string, { action, subject, arn, connection }: AwsCall): string {
  const parsed = DENIED.exec(reason);
  const [, principal, deniedAction = action, named = '*', because = '', why = ''] = parsed ?? [];
  // IAM names a role without its ARN.
  const resource = named.startsWith('arn:') ? named : (arn ?? named);
  const isForbidden = because.includes('explicit deny') || why.includes('explicit deny');
  const who = whoseCredentials(connection);
  const place = placeOf(connection);
  const remedy = isForbidden
    ? remedyOfDeny(deniedAction, resource, principal)
    : remedyOfMissing(deniedAction, resource, principal);
  // Of AWS's own form who, what and on what is said here already, so that only its why is new.
  const whyText = parsed === null ? reason : because === 'because' ? why : `${because} ${why}`.trim();
  return whyText === ''
    ? l10n.t('{0} may not call {1} on {2} {3}. {4}', who, deniedAction, subject, place, remedy)
    : l10n.t('{0} may not call {1} on {2} {3}: {4}. {5}', who, deniedAction, subject, place, whyText, remedy);
}

function remedyOfDeny(action: string, resource: string, principal: string | undefined): string {
  return principal === undefined
    ? l10n.t(
        'A policy denies it, and no other can allow what one denies: have {0} on {1} taken out of it, or choose another profile for the connection.',
        action,
        resource,
      )
    : l10n.t(
        'A policy denies it, and no other can allow what one denies: have {0} on {1} taken out of it for {2}, or choose another profile for the connection.',
        action,
        resource,
        principal,
      );
}

function remedyOfMissing(action: string, resource: string, principal: string | undefined): string {
  return principal === undefined
    ? l10n.t('Allow {0} on {1}, or choose another profile for the connection.', action, resource)
    : l10n.t(
        'Allow {0} on {1} for {2}, or choose another profile for the connection.',
        action,
        resource,
        principal,
      );
}

function withoutCredentials({ reason, signInProfile, code }: AwsFailure, call: AwsCall): string {
  const { action, subject, connection } = call;
  if (signInProfile !== undefined)
    return l10n.t(
      'The sign-in of AWS profile "{0}" has expired, so {1} was not called for {2}: {3}. Sign in again.',
      signInProfile,
      action,
      subject,
      reason,
    );
  const { awsProfile } = connection;
  const place = placeOf(connection);
  const isClockWrong =
    /TooSkewed|RequestExpired/.test(code) || /Signature (expired|not yet current)/i.test(reason);
  const clockRemedy = isClockWrong ? l10n.t('Set the clock of this computer.') : undefined;
  return awsProfile === undefined
    ? l10n.t(
        'There are no valid credentials for {0} on {1} {2}: {3}. {4}',
        action,
        subject,
        place,
        reason,
        clockRemedy ??
          l10n.t('Choose a profile for the connection, or renew the credentials in the environment.'),
      )
    : l10n.t(
        'AWS profile "{0}" has no valid credentials for {1} on {2} {3}: {4}. {5}',
        awsProfile,
        action,
        subject,
        place,
        reason,
        clockRemedy ?? l10n.t('Renew them, or choose another profile for the connection.'),
      );
}

function serviceOf(action: string): string {
  const [prefix = ''] = action.split(':');
  return SERVICES[prefix] ?? prefix;
}

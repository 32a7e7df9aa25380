/** Why a service did not do what it was asked, as a sentence: action, resource, with whose credentials, where, the fix. */
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
  const place = placeOf(connection);
  switch (kind) {
    case 'notFound':
      return `${capital(subject)} was not found ${place}: ${reason}. ${call.ifMissing ?? 'It may have been deleted meanwhile: refresh, or check the region of the connection.'}`;
    case 'alreadyExists':
      return `${serviceOf(action)} has it already, so ${action} was refused for ${subject}: ${reason}. Change the existing one instead.`;
    case 'inUse':
      return `${capital(subject)} is being changed at the moment, so ${action} was refused: ${reason}. Wait until that change has settled, then try again.`;
    case 'invalid':
      return `${serviceOf(action)} refused ${action} for ${subject}: ${reason}. Correct what it names, then try again.`;
    case 'throttled':
      return `${serviceOf(action)} ${place} is asked too often, so ${action} had to give way for ${subject}: ${reason}. Try again in a moment.`;
    case 'unavailable':
      return unreachable(failure, call);
    case 'accessDenied':
      return denied(reason, call);
    case 'credentials':
      return withoutCredentials(failure, call);
    case 'unsupported':
      return connection.endpointUrl === undefined
        ? `${serviceOf(action)} ${place} does not offer ${action} (${reason}). Choose another region for the connection.`
        : `${connection.endpointUrl} does not offer ${action} for ${subject} (${reason}). If ${serviceOf(action)} is elsewhere, give it an endpoint of its own in the connection.`;
    case 'failed':
      return reason === 'Region is missing'
        ? `No AWS region is known for ${subject}. Choose one for the connection, or give the profile one.`
        : `${action} failed for ${subject} ${place}: ${reason}. Check the connection's profile, region and endpoints.`;
  }
}

function unreachable({ reason, networkCode, code, wasSent }: AwsFailure, call: AwsCall): string {
  const { action, subject, connection } = call;
  const { endpointUrl } = connection;
  if (endpointUrl !== undefined && (networkCode === 'ECONNREFUSED' || networkCode === 'ENOTFOUND'))
    return `Nothing answers at ${endpointUrl} to ${action} for ${subject}: ${reason}. Start it, or correct the connection's endpoint.`;
  const service = `${serviceOf(action)} ${placeOf(connection)}`;
  const fix =
    !wasSent || READING.test(action)
      ? 'try again'
      : (call.ifUnanswered ?? 'look whether it was done before you try again: that is not known');
  return code === ''
    ? `${service} can't be reached to ${action} for ${subject}: ${reason}. Check the network, then ${fix}.`
    : `${service} could not answer to ${action} for ${subject}: ${reason}. Wait a moment, then ${fix}.`;
}

function denied(reason: string, { action, subject, arn, connection }: AwsCall): string {
  const [, principal, deniedAction = action, named = '*', because = '', why = ''] = DENIED.exec(reason) ?? [];
  // IAM names a role without its ARN.
  const resource = named.startsWith('arn:') ? named : (arn ?? named);
  const whom = principal === undefined ? '' : ` for ${principal}`;
  const isForbidden = `${because} ${why}`.includes('explicit deny');
  const fix = isForbidden
    ? `A policy denies it, and no other can allow what one denies: have ${deniedAction} on ${resource} taken out of it${whom}`
    : `Allow ${deniedAction} on ${resource}${whom}`;
  return `${whoseCredentials(connection)} may not call ${deniedAction} on ${subject} ${placeOf(connection)}: ${reason}. ${fix}, or choose another profile for the connection.`;
}

function withoutCredentials({ reason, signInProfile, code }: AwsFailure, call: AwsCall): string {
  const { action, subject, connection } = call;
  if (signInProfile !== undefined)
    return `The sign-in of AWS profile "${signInProfile}" has expired, so ${action} was not called for ${subject}: ${reason}. Sign in again.`;
  const { awsProfile } = connection;
  const holder = awsProfile === undefined ? 'There are' : `AWS profile "${awsProfile}" has`;
  const beginning = `${holder} no valid credentials for ${action} on ${subject} ${placeOf(connection)}: ${reason}.`;
  if (/TooSkewed|RequestExpired/.test(code) || /Signature (expired|not yet current)/i.test(reason))
    return `${beginning} Set the clock of this computer.`;
  return awsProfile === undefined
    ? `${beginning} Choose a profile for the connection, or renew the credentials in the environment.`
    : `${beginning} Renew them, or choose another profile for the connection.`;
}

function serviceOf(action: string): string {
  const [prefix = ''] = action.split(':');
  return SERVICES[prefix] ?? prefix;
}

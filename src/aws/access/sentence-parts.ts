/** What the sentences about AWS's refusals share. */
import type { StreamConnection } from '../../engine/streams/stream-connection';

export function placeOf({ endpointUrl, region }: StreamConnection): string {
  if (endpointUrl !== undefined) return `at ${endpointUrl}`;
  return region === undefined ? 'on AWS' : `in ${region}`;
}

export function whoseCredentials({ awsProfile }: StreamConnection): string {
  return awsProfile === undefined ? 'The AWS credentials in use' : `AWS profile "${awsProfile}"`;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

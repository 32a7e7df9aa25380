/** What the sentences about AWS's refusals share. */
import * as l10n from '@vscode/l10n';
import type { StreamConnection } from '../../engine/streams/stream-connection';

export function placeOf({ endpointUrl, region }: StreamConnection): string {
  if (endpointUrl !== undefined) return l10n.t('at {0}', endpointUrl);
  return region === undefined ? l10n.t('on AWS') : l10n.t('in {0}', region);
}

export function whoseCredentials({ awsProfile }: StreamConnection): string {
  return awsProfile === undefined
    ? l10n.t('The AWS credentials in use')
    : l10n.t('AWS profile "{0}"', awsProfile);
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Which documents are triggers as JSON, and which trigger one of our own scheme stands for. */
import * as vscode from 'vscode';
import type { AwsConnection } from '../../triggers/connections/aws-connection';
import type { DocumentPurpose } from '../../triggers/options/check-trigger-document';
import type { Trigger } from '../../triggers/trigger';
import { TRIGGER_SCHEME } from '../contributions';
import { triggerLabel } from '../triggers/trigger-label';

/** What the editor's JSON schema is bound to as well (`contributes.jsonValidation`). */
export const DOCUMENT_ENDING = '.trigger.json';

/** What is taken for a file of somebody's, and not for one side of a comparison in its history. */
const FILE_SCHEMES = new Set([
  'file',
  'untitled',
  'vscode-remote',
  'vscode-userdata',
  'vscode-vfs',
  'vscode-test-web',
]);

export interface DeployedAddress {
  readonly connectionId: string;
  readonly uuid: string;
}

/** For example `stream-triggers-document:/0e5f…/Orders → project-order.trigger.json?<connection>`. */
export function deployedUri(connection: AwsConnection, trigger: Trigger): vscode.Uri {
  const name = triggerLabel(trigger).replaceAll('/', '∕');
  return vscode.Uri.from({
    scheme: TRIGGER_SCHEME,
    path: `/${trigger.uuid}/${name}${DOCUMENT_ENDING}`,
    query: connection.id,
  });
}

/** @returns undefined for a document that is no deployed trigger, one side of a comparison among them */
export function deployedAddress({ scheme, path, query }: vscode.Uri): DeployedAddress | undefined {
  if (scheme !== TRIGGER_SCHEME || !path.endsWith(DOCUMENT_ENDING)) return undefined;
  const uuid = path.split('/')[1];
  return uuid === undefined ? undefined : { connectionId: query, uuid };
}

/** @returns undefined for a document that is no trigger */
export function purposeOf(uri: vscode.Uri): DocumentPurpose | undefined {
  if (!uri.path.endsWith(DOCUMENT_ENDING)) return undefined;
  if (uri.scheme === TRIGGER_SCHEME) return 'update';
  return FILE_SCHEMES.has(uri.scheme) ? 'create' : undefined;
}

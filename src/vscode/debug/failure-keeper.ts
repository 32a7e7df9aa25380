/**
 * What Lambda would tell an on-failure destination is always kept on this machine; where the configuration
 * names a destination it is really told as well.
 */
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { FailureDestination } from '../../engine/ports/failure-destination';
import { capturesFolder, keepCapturesOutOfGit } from '../settings';
import type { SessionTools } from './session-tools';

export function failureKeeper(tools: SessionTools, mappingUuid: string): FailureDestination {
  const { parts, folder, connection, write } = tools;
  const { onFailureDestination: arn } = tools.configuration;
  const destination =
    arn === undefined ? undefined : parts.streams.openDestination(arn, mappingUuid, connection);
  // Beside the captures and not among them, or the next replay of them all would replay these as well.
  const kept = {
    path: path.join(capturesFolder(folder), '..', 'discarded'),
    keepOutOfGit: keepCapturesOutOfGit(folder),
  };
  return {
    async send(document, payload) {
      const file = await parts.keepFailure(kept, document, payload);
      write({
        category: 'console',
        text: `${vscode.l10n.t('A discarded batch is kept in {0}.', vscode.workspace.asRelativePath(file))}\n`,
        source: { file, line: 1, column: 1 },
      });
      await destination?.send(document, payload);
      if (arn !== undefined)
        write({ category: 'console', text: `${vscode.l10n.t('{0} was told of it.', arn)}\n` });
    },
  };
}

/** How recordings look in the tree of captured batches: running with their size, interrupted with their way on. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { CaptureEntry } from '../../../captures/library/capture-library';
import { treeItems } from '../../contributions';
import { recordCountText } from '../../debug/debug-console';
import { sizeText } from '../../size-text';
import type { RunningRecording } from './recordings-model';

export function recordingItem(recording: RunningRecording): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('Recording {0}', recording.tableName));
  const progress = progressText(recording);
  item.id = recording.id;
  item.contextValue = treeItems.recording;
  item.iconPath = new vscode.ThemeIcon('loading~spin');
  item.description = progress;
  item.tooltip = [recording.request.streamArn, progress, recording.file].join('\n');
  item.accessibilityInformation = {
    label: [vscode.l10n.t('Recording {0}', recording.tableName), progress].join(', '),
  };
  return item;
}

/** It can be looked into like any capture. */
export function interruptedItem(capture: CaptureEntry): vscode.TreeItem {
  const isReadable = capture.kind === 'capture';
  const name = isReadable ? vscode.l10n.t('Recording {0}', capture.tableName) : path.basename(capture.file);
  const item = new vscode.TreeItem(
    name,
    isReadable ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None,
  );
  const parts = [
    vscode.l10n.t('interrupted'),
    ...(isReadable
      ? [recordCountText(capture.summary.recordCount), sizeText(capture.summary.sizeBytes)]
      : [capture.error.reason]),
  ];
  item.id = capture.file;
  item.contextValue = treeItems.interruptedRecording;
  item.iconPath = new vscode.ThemeIcon(
    'debug-disconnect',
    new vscode.ThemeColor('problemsWarningIcon.foreground'),
  );
  item.description = parts.join(' · ');
  item.tooltip = [
    path.basename(capture.file),
    vscode.l10n.t(
      'This recording was not ended: the window closed before. Resume it where it stopped, or keep it as it is.',
    ),
  ].join('\n');
  item.accessibilityInformation = { label: [name, ...parts].join(', ') };
  return item;
}

/** For example `12,345 records, 8.1 MB`. */
export function progressText({ phase, recordCount, sizeBytes, obstacle }: RunningRecording): string {
  const written = [recordCountText(recordCount), sizeText(sizeBytes)].join(', ');
  if (phase === 'finishing') return vscode.l10n.t('{0}, finishing', written);
  return obstacle === undefined ? written : vscode.l10n.t('{0}, {1}', written, obstacle);
}

/** How tables, captures and records look in the tree: label, description, icon, words for a screen reader. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import { commandIds, treeItems } from '../../contributions';
import { recordCountText } from '../../debug/debug-console';
import type { LastOutcome } from '../../replay-outcomes';
import { sizeText } from '../../size-text';
import type {
  BrokenCapture,
  CapturedRecordEntry,
  ReadableCapture,
} from '../../../captures/library/capture-library';

export function tableItem(
  folder: vscode.WorkspaceFolder,
  tableName: string,
  captureCount: number,
): vscode.TreeItem {
  const item = new vscode.TreeItem(
    tableName || vscode.l10n.t('Unknown table'),
    vscode.TreeItemCollapsibleState.Expanded,
  );
  item.id = `${folder.uri.toString()}#${tableName}`;
  item.contextValue = treeItems.captureTable;
  item.iconPath = new vscode.ThemeIcon('table');
  item.description =
    captureCount === 1 ? vscode.l10n.t('1 capture') : vscode.l10n.t('{0} captures', captureCount);
  return item;
}

export function captureItem(capture: ReadableCapture, outcome: LastOutcome | undefined): vscode.TreeItem {
  const item = new vscode.TreeItem(path.basename(capture.file), vscode.TreeItemCollapsibleState.Collapsed);
  const { summary } = capture;
  const parts = [
    summary.counted
      ? recordCountText(summary.recordCount)
      : vscode.l10n.t('about {0} records', summary.recordCount),
    ...(summary.firstRecordTimeMs === undefined ? [] : [timeText(summary.firstRecordTimeMs)]),
    keyRangeText(summary.keyRange),
    sizeText(summary.sizeBytes),
    ...(outcome ? [outcomeText(outcome)] : []),
  ];
  item.id = capture.file;
  item.contextValue = treeItems.capture;
  item.resourceUri = vscode.Uri.file(capture.file);
  item.iconPath = outcomeIcon(outcome);
  item.description = parts.join(' · ');
  item.tooltip = captureTooltip(capture, outcome);
  item.accessibilityInformation = {
    label: [path.basename(capture.file), ...parts, outcome ? '' : vscode.l10n.t('not replayed yet')].join(
      ', ',
    ),
  };
  return item;
}

export function brokenCaptureItem({ file, error }: BrokenCapture): vscode.TreeItem {
  const { message, reason, line } = error;
  const item = new vscode.TreeItem(path.basename(file), vscode.TreeItemCollapsibleState.None);
  item.id = file;
  item.contextValue = treeItems.brokenCapture;
  item.iconPath = new vscode.ThemeIcon('error', new vscode.ThemeColor('problemsErrorIcon.foreground'));
  item.description = reason;
  item.tooltip = message;
  item.accessibilityInformation = { label: message };
  item.command = openAt(file, line);
  return item;
}

export function recordItem(record: CapturedRecordEntry, node: unknown): vscode.TreeItem {
  const item = new vscode.TreeItem(
    `${record.eventName} ${record.keyText}`,
    vscode.TreeItemCollapsibleState.None,
  );
  item.id = `${record.file}#${record.shardId}#${String(record.index)}`;
  item.contextValue = treeItems.capturedRecord;
  item.iconPath = new vscode.ThemeIcon(recordIcons[record.eventName] ?? 'circle-outline');
  item.description = record.sequenceNumber;
  const json = JSON.stringify(record.plainJson, null, 2);
  const tooltip = new vscode.MarkdownString();
  tooltip.appendCodeblock(json.length > 4000 ? `${json.slice(0, 4000)}…` : json, 'json');
  item.tooltip = tooltip;
  item.command = { command: commandIds.showRecord, title: vscode.l10n.t('Show Record'), arguments: [node] };
  item.accessibilityInformation = {
    label: vscode.l10n.t(
      '{0} of {1}, sequence number {2}',
      record.eventName,
      record.keyText,
      record.sequenceNumber,
    ),
  };
  return item;
}

export function messageItem(text: string, isError: boolean): vscode.TreeItem {
  const item = new vscode.TreeItem(text, vscode.TreeItemCollapsibleState.None);
  item.iconPath = new vscode.ThemeIcon(isError ? 'error' : 'info');
  item.tooltip = text;
  return item;
}

const recordIcons: Readonly<Record<string, string>> = {
  INSERT: 'diff-added',
  MODIFY: 'diff-modified',
  REMOVE: 'diff-removed',
};

function openAt(file: string, line = 1): vscode.Command {
  const position = new vscode.Position(Math.max(0, line - 1), 0);
  const options: vscode.TextDocumentShowOptions = { selection: new vscode.Range(position, position) };
  return {
    command: 'vscode.open',
    title: vscode.l10n.t('Open'),
    arguments: [vscode.Uri.file(file), options],
  };
}

function outcomeIcon(outcome: LastOutcome | undefined): vscode.ThemeIcon {
  if (outcome === undefined) return new vscode.ThemeIcon('package');
  return outcome.outcome === 'succeeded'
    ? new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed'))
    : new vscode.ThemeIcon('error', new vscode.ThemeColor('testing.iconFailed'));
}

function outcomeText({ outcome }: LastOutcome): string {
  switch (outcome) {
    case 'succeeded':
      return vscode.l10n.t('succeeded');
    case 'functionError':
      return vscode.l10n.t('failed');
    case 'timedOut':
      return vscode.l10n.t('timed out');
  }
}

function captureTooltip(capture: ReadableCapture, outcome: LastOutcome | undefined): vscode.MarkdownString {
  const { firstRecordTimeMs, lastRecordTimeMs, keyRange, shards } = capture.summary;
  const times = [firstRecordTimeMs, lastRecordTimeMs].flatMap((timeMs) =>
    timeMs === undefined ? [] : [new Date(timeMs).toISOString()],
  );
  const lines = [
    `**${path.basename(capture.file)}**`,
    ...(times.length > 0
      ? [vscode.l10n.t('Records from {0} to {1}', times[0] ?? '', times.at(-1) ?? '')]
      : []),
    keyRangeText(keyRange),
    ...(shards.length > 1 ? [vscode.l10n.t('{0} shards', shards.length)] : []),
    outcome
      ? vscode.l10n.t('Last replay: {0}, {1}', outcomeText(outcome), new Date(outcome.atMs).toLocaleString())
      : vscode.l10n.t('Not replayed yet.'),
  ];
  return new vscode.MarkdownString(lines.join('\n\n'));
}

function timeText(timeMs: number): string {
  return new Date(timeMs).toLocaleString(vscode.env.language, {
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
}

function keyRangeText({ first, last }: { readonly first: string; readonly last: string }): string {
  return first === last ? first : `${first} … ${last}`;
}

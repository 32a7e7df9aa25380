/** The view "Captured Batches": folder (if several), table, capture, record. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import { capturesFolder } from '../../settings';
import { sentenceOf } from '../../notifications';
import type { ReplayOutcomes } from '../../replay-outcomes';
import type {
  BrokenCapture,
  CaptureEntry,
  CaptureLibrary,
  CapturedRecordEntry,
  ReadableCapture,
} from '../../../captures/library/capture-library';
import { interruptedItem, recordingItem } from '../recordings/recording-items';
import type { RecordingsModel, RunningRecording } from '../recordings/recordings-model';
import { brokenCaptureItem, captureItem, messageItem, recordItem, tableItem } from './captured-batch-items';

export type CapturedBatchesNode =
  | { readonly kind: 'folder'; readonly folder: vscode.WorkspaceFolder }
  | {
      readonly kind: 'table';
      readonly folder: vscode.WorkspaceFolder;
      readonly tableName: string;
      readonly captures: readonly ReadableCapture[];
    }
  | { readonly kind: 'capture'; readonly folder: vscode.WorkspaceFolder; readonly capture: ReadableCapture }
  | { readonly kind: 'broken'; readonly folder: vscode.WorkspaceFolder; readonly capture: BrokenCapture }
  | { readonly kind: 'record'; readonly folder: vscode.WorkspaceFolder; readonly record: CapturedRecordEntry }
  | {
      readonly kind: 'recording';
      readonly folder: vscode.WorkspaceFolder;
      readonly recording: RunningRecording;
    }
  | {
      readonly kind: 'interrupted';
      readonly folder: vscode.WorkspaceFolder;
      readonly capture: CaptureEntry;
    }
  | { readonly kind: 'message'; readonly text: string; readonly isError: boolean };

/** Records of a capture shown in the tree; a longer one says how to see the rest. */
const MOST_RECORDS_SHOWN = 1000;

/** How often a recording's size is drawn anew. */
const GROWTH_SHOWN_MS = 400;

export class CapturedBatchesTree implements vscode.TreeDataProvider<CapturedBatchesNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<CapturedBatchesNode | undefined>();
  private readonly watchers = new Map<string, vscode.Disposable>();
  private readonly subscriptions: readonly { dispose(): unknown }[];
  /** VS Code knows a node by its identity, and only this one of it is drawn anew while it grows. */
  private readonly recordingNodes = new WeakMap<RunningRecording, CapturedBatchesNode>();
  private readonly grown = new Set<CapturedBatchesNode>();
  private pendingRefresh: NodeJS.Timeout | undefined;
  private pendingGrowth: NodeJS.Timeout | undefined;

  readonly onDidChangeTreeData = this.changed.event;

  constructor(
    private readonly library: CaptureLibrary,
    private readonly outcomes: ReplayOutcomes,
    private readonly recordings: RecordingsModel,
  ) {
    this.subscriptions = [
      recordings.onChange((recording) => this.refreshRecording(recording)),
      outcomes.onChange(() => this.refreshSoon()),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.refresh()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('streamTriggers')) this.refresh();
      }),
    ];
  }

  refresh(): void {
    this.changed.fire(undefined);
  }

  getTreeItem(node: CapturedBatchesNode): vscode.TreeItem {
    switch (node.kind) {
      case 'folder': {
        const item = new vscode.TreeItem(node.folder.name, vscode.TreeItemCollapsibleState.Expanded);
        item.iconPath = vscode.ThemeIcon.Folder;
        return item;
      }
      case 'table':
        return tableItem(node.folder, node.tableName, node.captures.length);
      case 'capture':
        return captureItem(node.capture, this.outcomes.get(node.capture.file));
      case 'broken':
        return brokenCaptureItem(node.capture);
      case 'record':
        return recordItem(node.record, node);
      case 'recording':
        return recordingItem(node.recording);
      case 'interrupted':
        return interruptedItem(node.capture);
      case 'message':
        return messageItem(node.text, node.isError);
    }
  }

  async getChildren(node?: CapturedBatchesNode): Promise<CapturedBatchesNode[]> {
    try {
      return await this.childrenOf(node);
    } catch (error) {
      return [{ kind: 'message', text: sentenceOf(error), isError: true }];
    }
  }

  dispose(): void {
    clearTimeout(this.pendingRefresh);
    clearTimeout(this.pendingGrowth);
    vscode.Disposable.from(...this.subscriptions, ...this.watchers.values(), this.changed).dispose();
  }

  private async childrenOf(node?: CapturedBatchesNode): Promise<CapturedBatchesNode[]> {
    if (node === undefined) return this.roots();
    switch (node.kind) {
      case 'folder':
        return this.capturesOf(node.folder);
      case 'table':
        return node.captures.map((capture) => ({ kind: 'capture', folder: node.folder, capture }));
      case 'capture':
        return this.recordsOf(node.folder, node.capture);
      case 'interrupted':
        return node.capture.kind === 'capture' ? this.recordsOf(node.folder, node.capture) : [];
      default:
        return [];
    }
  }

  private async roots(): Promise<CapturedBatchesNode[]> {
    const folders = vscode.workspace.workspaceFolders ?? [];
    if (folders.length === 1 && folders[0]) return this.capturesOf(folders[0]);
    const withCaptures = await Promise.all(
      folders.map(async (folder) => ((await this.capturesOf(folder)).length > 0 ? [folder] : [])),
    );
    return withCaptures.flat().map((folder) => ({ kind: 'folder', folder }));
  }

  private async capturesOf(folder: vscode.WorkspaceFolder): Promise<CapturedBatchesNode[]> {
    const directory = capturesFolder(folder);
    this.watch(directory);
    const running = new Set(this.recordings.running.map(({ file }) => file));
    const listed = await this.library.list(directory, running);
    const interrupted = listed.filter(({ file }) => this.library.isUnfinished(file));
    const entries = listed.filter(({ file }) => !this.library.isUnfinished(file));
    const broken = entries.flatMap((entry) =>
      entry.kind === 'broken'
        ? [{ kind: 'broken', folder, capture: entry } satisfies CapturedBatchesNode]
        : [],
    );
    return [
      ...this.recordingsOf(folder),
      ...interrupted.map((capture): CapturedBatchesNode => ({ kind: 'interrupted', folder, capture })),
      ...groupByTable(entries, folder),
      ...broken,
    ];
  }

  private recordingsOf(folder: vscode.WorkspaceFolder): CapturedBatchesNode[] {
    const running = this.recordings.running.filter((recording) => recording.folder === folder.uri.toString());
    return running.map((recording) => {
      const node = this.recordingNodes.get(recording) ?? { kind: 'recording', folder, recording };
      this.recordingNodes.set(recording, node);
      return node;
    });
  }

  private async recordsOf(
    folder: vscode.WorkspaceFolder,
    capture: ReadableCapture,
  ): Promise<CapturedBatchesNode[]> {
    const { records, hasMore } = await this.library.records(capture, MOST_RECORDS_SHOWN);
    const nodes = records.map((record): CapturedBatchesNode => ({ kind: 'record', folder, record }));
    if (hasMore) {
      const text = vscode.l10n.t('The first {0} records; open the file to see all.', MOST_RECORDS_SHOWN);
      nodes.push({ kind: 'message', text, isError: false });
    }
    return nodes;
  }

  private watch(directory: string): void {
    if (this.watchers.has(directory)) return;
    const pattern = new vscode.RelativePattern(vscode.Uri.file(directory), '**/*');
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    const refresh = (): void => this.refreshSoon();
    watcher.onDidCreate(refresh);
    watcher.onDidChange(({ fsPath }) => {
      // A recording tells itself how it grows, and what is hidden beside it is no capture.
      if (!this.library.isUnfinished(fsPath) && !path.basename(fsPath).startsWith('.')) refresh();
    });
    watcher.onDidDelete(refresh);
    this.watchers.set(directory, watcher);
  }

  private refreshRecording(recording: RunningRecording): void {
    const node = this.recordingNodes.get(recording);
    if (node === undefined || !this.recordings.running.includes(recording)) {
      this.refreshSoon();
      return;
    }
    this.grown.add(node);
    this.pendingGrowth ??= setTimeout(() => {
      this.pendingGrowth = undefined;
      for (const grown of this.grown) this.changed.fire(grown);
      this.grown.clear();
    }, GROWTH_SHOWN_MS);
  }

  /** Many files change at once when a capture is imported or a branch is switched. */
  private refreshSoon(): void {
    clearTimeout(this.pendingRefresh);
    this.pendingRefresh = setTimeout(() => this.refresh(), 100);
  }
}

function groupByTable(
  entries: readonly CaptureEntry[],
  folder: vscode.WorkspaceFolder,
): CapturedBatchesNode[] {
  const tables = new Map<string, ReadableCapture[]>();
  for (const entry of entries) {
    if (entry.kind !== 'capture') continue;
    const captures = tables.get(entry.tableName) ?? [];
    captures.push(entry);
    tables.set(entry.tableName, captures);
  }
  return [...tables]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([tableName, captures]) => ({ kind: 'table', folder, tableName, captures: captures.sort(byTime) }));
}

function byTime(a: ReadableCapture, b: ReadableCapture): number {
  const difference = (a.summary.firstRecordTimeMs ?? 0) - (b.summary.firstRecordTimeMs ?? 0);
  return difference || path.basename(a.file).localeCompare(path.basename(b.file));
}

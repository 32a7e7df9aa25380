/** Which failed batches have been saved as captured batches in the folders of this workspace. */
import * as vscode from 'vscode';
import type { FoundBatch } from '../../../failed-batches/failed-batch';
import type { FailedBatchStore, SavedBatch } from '../../../failed-batches/ports/failed-batch-store';

type ReadableStore = Pick<FailedBatchStore, 'find' | 'list'>;

export class SavedBatches {
  private readonly known = new Map<string, SavedBatch>();
  private reading: Promise<void> | undefined;

  /** @param changed others are known to be saved than before */
  constructor(
    private readonly storeOf: (folder: vscode.WorkspaceFolder) => ReadableStore,
    private readonly changed: () => void,
    private readonly report: (error: unknown) => void,
  ) {}

  /** By the batch's id. */
  get(id: string): SavedBatch | undefined {
    return this.known.get(id);
  }

  /** Reads the folders unless that was done. Never rejects: what can't be read is reported. */
  load(): Promise<void> {
    return (this.reading ??= this.read());
  }

  /**
   * What nobody has asked for is not read; a reading that is under way is waited for, since it may have passed what this
   * one is about.
   */
  async reload(): Promise<void> {
    this.reading = this.reading?.then(() => this.read());
    await this.reading;
  }

  /** One was saved just now. A reading that is under way may not have seen it, and forgets what it has not seen. */
  async saved({ batch }: FoundBatch): Promise<void> {
    await this.reading;
    await this.readFolders(async (store) => {
      const saved = await store.find(batch.id);
      if (saved !== undefined) this.known.set(batch.id, saved);
    });
    this.changed();
  }

  private async read(): Promise<void> {
    const found: SavedBatch[] = [];
    await this.readFolders(async (store) => void found.push(...(await store.list())));
    this.known.clear();
    for (const saved of found) this.known.set(saved.batch.id, saved);
    this.changed();
  }

  private async readFolders(read: (store: ReadableStore) => Promise<void>): Promise<void> {
    await Promise.all(
      (vscode.workspace.workspaceFolders ?? []).map(async (folder) => {
        try {
          await read(this.storeOf(folder));
        } catch (error) {
          this.report(error);
        }
      }),
    );
  }
}

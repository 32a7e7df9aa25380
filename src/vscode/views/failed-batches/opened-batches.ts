/** Failed batches that were opened from a text or a file. They stay for the window, and small ones over a reload. */
import type * as vscode from 'vscode';
import { readFailedBatches } from '../../../failed-batches/documents/read-failed-batches';
import type { FailedBatch } from '../../../failed-batches/failed-batch';
import type { AwsConnection } from '../../../triggers/connections/aws-connection';
import type { FailedBatchNode } from './failed-batches-node';
import { rowId } from './failures-rows';

const KEY = 'failedBatches.opened';

/** The workspace's state is read whole when a window opens. */
const LONGEST_KEPT = 64 * 1024;
const MOST_KEPT = 100;

interface Kept {
  readonly connectionId: string;
  readonly text: string;
}

export class OpenedBatches {
  private readonly nodes = new Map<string, FailedBatchNode>();
  /** Of connections that the window does not have at the moment. */
  private waiting: readonly Kept[];

  constructor(private readonly state: vscode.Memento) {
    this.waiting = keptIn(state);
  }

  list(connections: readonly AwsConnection[]): readonly FailedBatchNode[] {
    this.restore(connections);
    return [...this.nodes.values()];
  }

  async add(nodes: readonly FailedBatchNode[]): Promise<void> {
    for (const node of nodes.map(atRoot)) {
      const id = rowId(node);
      // What is opened again is kept longer.
      this.nodes.delete(id);
      this.nodes.set(id, node);
    }
    await this.keep();
  }

  /** @returns whether there was such a one */
  async remove(batchId: string): Promise<boolean> {
    const gone = [...this.nodes].filter(([, { batch }]) => batch.id === batchId);
    for (const [id] of gone) this.nodes.delete(id);
    if (gone.length > 0) await this.keep();
    return gone.length > 0;
  }

  private restore(connections: readonly AwsConnection[]): void {
    const left: Kept[] = [];
    for (const kept of this.waiting) {
      const connection = connections.find(({ id }) => id === kept.connectionId);
      if (connection === undefined) left.push(kept);
      else
        for (const batch of batchesIn(kept.text)) {
          const node: FailedBatchNode = { kind: 'awsFailedBatch', connection, batch, at: { kind: 'text' } };
          if (!this.nodes.has(rowId(node))) this.nodes.set(rowId(node), node);
        }
    }
    this.waiting = left;
  }

  private async keep(): Promise<void> {
    const texts = [...this.nodes.values()]
      .filter(({ at }) => at.kind === 'text')
      .map(({ connection, batch }): Kept => ({ connectionId: connection.id, text: textOf(batch) }))
      .filter(({ text }) => text.length <= LONGEST_KEPT);
    await this.state.update(KEY, [...this.waiting, ...texts].slice(-MOST_KEPT));
  }
}

/** Whatever row it was before: this one stands beside that. */
function atRoot({ kind, connection, trigger, batch, at }: FailedBatchNode): FailedBatchNode {
  return { kind, connection, ...(trigger !== undefined && { trigger }), batch, at };
}

/** With its payload, as an object in S3 has it. */
function textOf({ documentText, payload }: FailedBatch): string {
  if (payload === undefined) return documentText;
  return JSON.stringify({ ...(JSON.parse(documentText) as object), payload });
}

function batchesIn(text: string): readonly FailedBatch[] {
  const read = readFailedBatches(text);
  return read.kind === 'refused' ? [] : read.batches;
}

/** Another version of this extension may have written anything. */
function keptIn(state: vscode.Memento): readonly Kept[] {
  const kept = state.get<unknown>(KEY);
  if (!Array.isArray(kept)) return [];
  return kept.filter(
    (one): one is Kept =>
      typeof one === 'object' &&
      one !== null &&
      typeof (one as Kept).connectionId === 'string' &&
      typeof (one as Kept).text === 'string',
  );
}

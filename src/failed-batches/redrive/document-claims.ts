/** The documents of a redrive's batches: held while their batch is worked at, dealt with when it has succeeded. */
import type { StopSignal } from '../../engine/ports/stop-signal';
import { StopSwitch } from '../../engine/stopping/stop-switch';
import { QueueClaims } from './queue-claims';
import type { PlannedBatch, PlannedDocument } from './redrive-plan';
import type { RedriveParts } from './redrive-run';

export class DocumentClaims {
  private readonly queues = new Map<string, QueueClaims>();

  constructor(
    private readonly parts: RedriveParts,
    batches: readonly PlannedBatch[],
  ) {
    const wanted = new Map<string, Set<string>>();
    for (const { at } of batches.flatMap(({ documents }) => documents)) {
      if (at.kind !== 'queue') continue;
      const messages = wanted.get(at.queueArn) ?? new Set();
      wanted.set(at.queueArn, messages.add(at.messageId));
    }
    for (const [queueArn, messages] of wanted)
      this.queues.set(queueArn, new QueueClaims(parts, queueArn, messages));
  }

  /** @returns the documents that can't be held now. @throws ServiceError */
  async hold(documents: readonly PlannedDocument[], stop: StopSignal): Promise<readonly PlannedDocument[]> {
    const missing: PlannedDocument[] = [];
    for (const document of documents) {
      const { at } = document;
      if (at.kind !== 'queue') continue;
      if (!(await this.queueOf(at.queueArn).hold(at.messageId, stop))) missing.push(document);
    }
    return missing;
  }

  async release(documents: readonly PlannedDocument[]): Promise<void> {
    for (const { at } of documents)
      if (at.kind === 'queue') await this.queueOf(at.queueArn).release(at.messageId);
  }

  /**
   * Only after all records of its batch have succeeded.
   *
   * @returns false if it could not be had: it may be gone already
   * @throws ServiceError
   */
  async settle({ at, treatment }: PlannedDocument, stop: StopSignal): Promise<boolean> {
    const { buckets, connection } = this.parts;
    const unstopped = new StopSwitch();
    switch (treatment.kind) {
      case 'keep':
        await this.release([{ at, treatment }]);
        return true;
      case 'delete':
        return at.kind !== 'queue' || this.queueOf(at.queueArn).delete(at.messageId, stop);
      case 'mark':
        if (at.kind === 'bucket')
          await buckets.mark(connection, at.bucketArn, at.key, treatment.tag, unstopped);
        return true;
      case 'move':
        if (at.kind === 'bucket')
          await buckets.move(connection, at.bucketArn, at.key, treatment.to, unstopped);
        return true;
    }
  }

  /** Gives back what is still held. @param done batches that have succeeded: theirs must not be handled by others */
  async close(done: readonly PlannedBatch[]): Promise<void> {
    for (const [queueArn, queue] of this.queues) {
      const kept = done.flatMap(({ documents }) =>
        documents.flatMap(({ at }) => (at.kind === 'queue' && at.queueArn === queueArn ? at.messageId : [])),
      );
      await queue.close(new Set(kept));
    }
  }

  private queueOf(queueArn: string): QueueClaims {
    const queue = this.queues.get(queueArn);
    if (queue === undefined) throw new Error(`The redrive's plan does not name the queue ${queueArn}.`);
    return queue;
  }
}

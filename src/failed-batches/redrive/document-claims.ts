/** The documents of a redrive's batches: held while their batch is worked at, dealt with when it has succeeded. */
import type { StopSignal } from '../../engine/ports/stop-signal';
import { StopSwitch } from '../../engine/stopping/stop-switch';
import { ServiceError } from '../../triggers/ports/service-error';
import { QueueClaims } from './queue-claims';
import type { PlannedBatch, PlannedDocument } from './redrive-plan';
import type { RedriveParts } from './redrive-run';

export interface MissingDocument {
  readonly document: PlannedDocument;
  readonly because: 'hidden' | 'gone';
}

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

  /** @returns the first that can't be held now, and why. @throws ServiceError */
  async hold(documents: readonly PlannedDocument[], stop: StopSignal): Promise<MissingDocument | undefined> {
    for (const document of documents) {
      const { at } = document;
      if (at.kind !== 'queue') continue;
      const holding = await this.queueOf(at.queueArn).hold(at.messageId, stop);
      if (holding !== 'held') return { document, because: holding };
    }
    return undefined;
  }

  async release(documents: readonly PlannedDocument[]): Promise<void> {
    for (const { at } of documents)
      if (at.kind === 'queue') await this.queueOf(at.queueArn).release(at.messageId);
  }

  /**
   * Only after all records of its batch have succeeded.
   *
   * @returns `hidden` if it is still where it was; `gone` if somebody else has taken it, or a run before this one
   * @throws ServiceError
   */
  async settle({ at, treatment }: PlannedDocument, stop: StopSignal): Promise<'treated' | 'gone' | 'hidden'> {
    const { buckets, connection } = this.parts;
    const unstopped = new StopSwitch();
    switch (treatment.kind) {
      case 'keep':
        await this.release([{ at, treatment }]);
        return 'treated';
      case 'delete': {
        const deleted =
          at.kind === 'queue' ? await this.queueOf(at.queueArn).delete(at.messageId, stop) : 'gone';
        return deleted === 'deleted' ? 'treated' : deleted;
      }
      case 'mark':
        if (at.kind !== 'bucket') return 'gone';
        return unlessGone(buckets.mark(connection, at.bucketArn, at.key, treatment.tag, unstopped));
      case 'move':
        if (at.kind !== 'bucket') return 'gone';
        return unlessGone(buckets.move(connection, at.bucketArn, at.key, treatment.to, unstopped));
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

/** An object that somebody has taken away is like a message that is gone: else its batch would be left for ever. */
async function unlessGone(treating: Promise<void>): Promise<'treated' | 'gone'> {
  try {
    await treating;
    return 'treated';
  } catch (error) {
    if (error instanceof ServiceError && error.kind === 'notFound') return 'gone';
    throw error;
  }
}

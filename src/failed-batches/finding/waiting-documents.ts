/** The documents among what waits at a destination, and why the rest are none. */
import * as l10n from '@vscode/l10n';
import { readFailedBatches } from '../documents/read-failed-batches';
import type { FailedBatch, FoundAt, FoundBatch } from '../failed-batch';
import type { QueuedMessage } from '../ports/failure-queue';

export interface UnreadableDocument {
  /** A message's id or an object's key. */
  readonly name: string;
  /** A sentence. */
  readonly reason: string;
  /** As it came, cut to what a person looks at. */
  readonly beginning: string;
}

export interface WaitingDocuments {
  readonly found: readonly FoundBatch[];
  readonly unreadable: readonly UnreadableDocument[];
}

const SHOWN_CHARACTERS = 500;

export function documentsOf(queueArn: string, messages: readonly QueuedMessage[]): WaitingDocuments {
  const found: FoundBatch[] = [];
  const unreadable: UnreadableDocument[] = [];
  for (const { messageId, body } of messages) {
    const read = readDocument(body);
    const at: FoundAt = { kind: 'queue', queueArn, messageId };
    if ('batch' in read) found.push({ batch: read.batch, at });
    else
      unreadable.push({ name: messageId, reason: read.reason, beginning: body.slice(0, SHOWN_CHARACTERS) });
  }
  return { found, unreadable };
}

/**
 * What one message or object holds. With several documents it counts as none: it would be deleted as a whole when only
 * one of them is redriven.
 */
export function readDocument(text: string): { readonly batch: FailedBatch } | { readonly reason: string } {
  const read = readFailedBatches(text);
  if (read.kind === 'refused') return { reason: read.reason };
  const [batch, ...more] = read.batches;
  if (more.length === 0) return { batch };
  return {
    reason: l10n.t(
      'It holds {0} on-failure documents, where Lambda writes one. Open them with "Open Failed Batch From Text…".',
      read.batches.length,
    ),
  };
}

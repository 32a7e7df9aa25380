/** All rows of the view "Failed Batches": what commands get, and what only the view itself knows. */
import type { AwsConnection } from '../../../triggers/connections/aws-connection';
import type { StoredDocument } from '../../../failed-batches/ports/failure-bucket';
import type { DestinationNode, FailedBatchNode, FailedBatchesNode } from './failed-batches-node';

export type FailuresRow = FailedBatchesNode | ConnectionRow | OthersRow | StoredRow;

export type MessageRow = Extract<FailedBatchesNode, { readonly kind: 'failuresMessage' }>;

/** There only beside others. */
export interface ConnectionRow {
  readonly kind: 'failuresConnection';
  readonly connection: AwsConnection;
}

/** Documents in a trigger's queue that other triggers have left there. */
export interface OthersRow {
  readonly kind: 'failuresOfOthers';
  readonly destination: DestinationNode;
}

/** An object that has not been read yet: it is when somebody opens it. */
export interface StoredRow {
  readonly kind: 'storedFailure';
  readonly destination: DestinationNode;
  readonly stored: StoredDocument;
}

/** Stays the same while what the row stands for does. */
export function rowId(row: FailuresRow): string {
  switch (row.kind) {
    case 'failuresConnection':
      return join(row.connection.id);
    case 'failureDestination':
      return join(row.connection.id, 'destination', row.trigger.uuid, row.destinationArn);
    case 'failuresOfOthers':
      return join(rowId(row.destination), 'others');
    case 'storedFailure':
      return join(rowId(row.destination), 'stored', row.stored.key);
    case 'awsFailedBatch':
      return join(row.connection.id, 'batch', row.below ?? '', row.batch.id, placeOf(row.at));
    case 'stuckTrigger':
      return join(row.connection.id, 'stuck', row.trigger.uuid);
    case 'failuresMessage':
      return row.id;
  }
}

/** A document's own place; two that were pasted are one if they say the same. */
export function placeOf(at: FailedBatchNode['at']): string {
  switch (at.kind) {
    case 'queue':
      return join(at.queueArn, at.messageId);
    case 'bucket':
      return join(at.bucketArn, at.key);
    case 'stuckTrigger':
      return join('stuck', at.triggerUuid);
    case 'text':
      return 'text';
  }
}

/** Whether a row with the same id also stands for the same state of it. */
export function isSameRow(known: FailuresRow, row: FailuresRow): boolean {
  switch (row.kind) {
    case 'failuresConnection':
      return known.kind === row.kind && known.connection === row.connection;
    case 'failuresOfOthers':
      return known.kind === row.kind && known.destination.trigger === row.destination.trigger;
    case 'failureDestination':
    case 'stuckTrigger':
      return known.kind === row.kind && known.trigger === row.trigger;
    case 'storedFailure':
      return known.kind === row.kind && known.stored.sizeBytes === row.stored.sizeBytes;
    case 'awsFailedBatch':
      return known.kind === row.kind && known.batch === row.batch && known.trigger === row.trigger;
    case 'failuresMessage':
      return false;
  }
}

/** What a menu of this view passes; the palette and other extensions can pass anything. */
export function isFailuresRow(argument: unknown): argument is FailuresRow {
  if (typeof argument !== 'object' || argument === null || !('kind' in argument)) return false;
  const kinds: readonly unknown[] = [
    ...['failuresConnection', 'failureDestination', 'failuresOfOthers', 'storedFailure'],
    ...['awsFailedBatch', 'stuckTrigger', 'failuresMessage'],
  ];
  return kinds.includes(argument.kind);
}

function join(...parts: readonly string[]): string {
  return parts.join('\n');
}

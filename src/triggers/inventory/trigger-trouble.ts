/** What is wrong with a trigger, from what is known of its stream, its function and the other readers. */
import type { ListedStream, TableDetails } from '../ports/table-catalog';
import type { Trigger } from '../trigger';

/** DS-5: a record may be trimmed at any moment after that. */
export const RETENTION_MS = 24 * 3_600_000;

/** So many readers a shard serves at the same time; of a global table AWS advises one (DS-8). */
export function mostReaders(isGlobal: boolean): number {
  return isGlobal ? 1 : 2;
}

/** A quarter of the retention: whoever reads along normally is seconds behind. */
export const BEHIND_MS = RETENTION_MS / 4;

/** Three quarters: a working day's rest until records are lost unread. */
export const NEARLY_LOST_MS = (RETENTION_MS * 3) / 4;

export type TriggerTrouble =
  /** Nothing is left to read; `currentStreamArn` if the table has another stream. */
  | { readonly kind: 'streamGone'; readonly currentStreamArn?: string }
  /** The table has a newer stream: what is written now does not reach the function. */
  | { readonly kind: 'streamReplaced'; readonly currentStreamArn: string }
  /** The table's stream is off; what it holds can be read for 24 hours more. */
  | { readonly kind: 'streamOff' }
  | { readonly kind: 'tableGone' }
  | { readonly kind: 'functionGone' }
  /** It is the `position`th reader of the same shards (DS-8); readers outside Lambda can't be seen. */
  | {
      readonly kind: 'tooManyReaders';
      readonly position: number;
      readonly limit: number;
      readonly isGlobal: boolean;
    }
  /** ST-6; the whole text. */
  | { readonly kind: 'lastResult'; readonly result: string }
  /** Of the function's triggers the one that is furthest behind; which one, the metric does not say. */
  | { readonly kind: 'behind'; readonly ageMs: number; readonly isNearlyLost: boolean }
  /** `trimsFromMs`: when the oldest unread record may be gone. Times are epoch milliseconds. */
  | { readonly kind: 'disabled'; readonly sinceMs: number; readonly trimsFromMs: number };

export interface TriggerSurroundings {
  readonly nowMs: number;
  /** Of its table, the newest first; absent while it is not known which there are. */
  readonly streams?: readonly ListedStream[];
  /** As described; `gone` if there is no such table any more. */
  readonly table?: Pick<TableDetails, 'latestStreamArn' | 'viewType' | 'isGlobal'> | 'gone';
  /** The triggers on the same stream, itself among them. */
  readonly readers: readonly Trigger[];
  readonly isFunctionGone: boolean;
  /** IteratorAge of its function. */
  readonly iteratorAgeMs?: number;
}

/** @returns the worst first */
export function troubleOf(trigger: Trigger, surroundings: TriggerSurroundings): readonly TriggerTrouble[] {
  return [
    ...streamTrouble(trigger, surroundings),
    ...(surroundings.isFunctionGone ? [{ kind: 'functionGone' } as const] : []),
    ...resultTrouble(trigger),
    ...ageTrouble(trigger, surroundings),
    ...readerTrouble(trigger, surroundings),
    ...disabledTrouble(trigger, surroundings),
  ];
}

export function severityOf(trouble: TriggerTrouble): 'error' | 'warning' | 'note' {
  switch (trouble.kind) {
    case 'streamGone':
    case 'functionGone':
    case 'lastResult':
      return 'error';
    case 'behind':
      return trouble.isNearlyLost ? 'error' : 'warning';
    case 'streamReplaced':
    case 'streamOff':
    case 'tableGone':
    case 'tooManyReaders':
      return 'warning';
    case 'disabled':
      return 'note';
  }
}

/** The stream that takes up what is written now. */
export function currentStreamOf({
  streams,
  table,
}: Pick<TriggerSurroundings, 'streams' | 'table'>): string | undefined {
  if (table === 'gone') return undefined;
  if (table !== undefined) return table.viewType === undefined ? undefined : table.latestStreamArn;
  return streams?.[0]?.streamArn;
}

function streamTrouble(trigger: Trigger, surroundings: TriggerSurroundings): TriggerTrouble[] {
  const { streams, table } = surroundings;
  const currentStreamArn = currentStreamOf(surroundings);
  const isListed = streams?.some(({ streamArn }) => streamArn === trigger.streamArn);
  if (trigger.streamArn === currentStreamArn) return [];
  if (isListed === false || isTrimmed(currentStreamArn, surroundings))
    return [{ kind: 'streamGone', ...(currentStreamArn !== undefined && { currentStreamArn }) }];
  if (currentStreamArn !== undefined) return [{ kind: 'streamReplaced', currentStreamArn }];
  if (table === 'gone') return [{ kind: 'tableGone' }];
  return table === undefined ? [] : [{ kind: 'streamOff' }];
}

/** A stream is closed before the next one begins: a day after that nothing of it is left, even if it is listed. */
function isTrimmed(currentStreamArn: string | undefined, { nowMs }: TriggerSurroundings): boolean {
  const beginMs = currentStreamArn === undefined ? Number.NaN : streamBeginMs(currentStreamArn);
  return nowMs - beginMs > RETENTION_MS;
}

/** By its label, in UTC; NaN if that is no time. */
export function streamBeginMs(streamArn: string): number {
  return Date.parse(`${streamArn.slice(streamArn.lastIndexOf('/') + 1)}Z`);
}

function resultTrouble({ lastProcessingResult }: Trigger): TriggerTrouble[] {
  return lastProcessingResult.startsWith('PROBLEM:')
    ? [{ kind: 'lastResult', result: lastProcessingResult }]
    : [];
}

function ageTrouble(trigger: Trigger, { iteratorAgeMs }: TriggerSurroundings): TriggerTrouble[] {
  if (iteratorAgeMs === undefined || iteratorAgeMs < BEHIND_MS || !isReading(trigger)) return [];
  return [{ kind: 'behind', ageMs: iteratorAgeMs, isNearlyLost: iteratorAgeMs >= NEARLY_LOST_MS }];
}

/** Who came last is the one too many; a mapping tells no creation time, so the last change stands for it. */
function readerTrouble(trigger: Trigger, { readers, table }: TriggerSurroundings): TriggerTrouble[] {
  if (!isReading(trigger)) return [];
  const isGlobal = table !== undefined && table !== 'gone' && table.isGlobal;
  const limit = mostReaders(isGlobal);
  const inOrder = readers.filter(isReading).sort(byAge);
  const position = 1 + inOrder.findIndex(({ uuid }) => uuid === trigger.uuid);
  return position > limit ? [{ kind: 'tooManyReaders', position, limit, isGlobal }] : [];
}

function byAge(one: Trigger, other: Trigger): number {
  return one.lastModifiedMs - other.lastModifiedMs || (one.uuid < other.uuid ? -1 : 1);
}

function disabledTrouble(trigger: Trigger, { iteratorAgeMs = 0 }: TriggerSurroundings): TriggerTrouble[] {
  if (trigger.state !== 'Disabled') return [];
  const sinceMs = trigger.lastModifiedMs;
  return [{ kind: 'disabled', sinceMs, trimsFromMs: sinceMs + RETENTION_MS - iteratorAgeMs }];
}

/** Of what Lambda reads, or will in a moment. */
export function isReading({ state }: Trigger): boolean {
  return state !== 'Disabled' && state !== 'Disabling' && state !== 'Deleting';
}

/** What no invocation may break: sizes, company, concurrency (PR-3, PR-9, PR-11, TW-1, 3.2). */
import { LARGEST_EVENT_BYTES, windowStartOf } from './batch-content';
import type { StreamIndex } from './stream-index';
import type { Entry, ModelOptions, WorldRecord } from './trace';

type Invoked = Extract<Entry, { is: 'invoked' }>;

/** @param others invocations that are going on */
export function limitViolations(
  entry: Invoked,
  others: readonly Invoked[],
  index: StreamIndex,
  options: ModelOptions,
): readonly string[] {
  const records = entry.sequenceNumbers.map(index.record);
  return [
    ...sizeViolations(entry, records, options),
    ...(options.tumblingMs > 0 ? windowViolations(entry, records, index, options) : []),
    ...concurrencyViolations(entry, records, others, index, options),
  ];
}

function sizeViolations(
  { window, eventBytes }: Invoked,
  records: readonly WorldRecord[],
  { batchSize, tumblingMs }: ModelOptions,
): readonly string[] {
  const isFinal = window?.isFinal === true;
  const shards = new Set(records.map(({ shardId }) => shardId));
  const rules: readonly (readonly [boolean, string])[] = [
    [records.length === 0 && !isFinal, 'an invocation without records'],
    [records.length > 0 && isFinal, 'a final invocation with records'],
    [tumblingMs > 0 !== (window !== undefined), 'the event has not the members of its mapping'],
    [records.length > batchSize, `${records.length} records in a batch of ${batchSize}`],
    [eventBytes > LARGEST_EVENT_BYTES && records.length > 1, `an event of ${eventBytes} bytes`],
    [shards.size > 1, 'two shards in one batch'],
    [records.length > 1 && records.some(({ travelsAlone }) => travelsAlone), 'an isolated record in company'],
  ];
  return rules.flatMap(([isBroken, violation]) => (isBroken ? [violation] : []));
}

/** Late records go into the open window; nothing of a later one does. */
function windowViolations(
  { window, shardId }: Invoked,
  records: readonly WorldRecord[],
  index: StreamIndex,
  options: ModelOptions,
): readonly string[] {
  const startMs = Date.parse(String(window?.start));
  const later = records.find((record) => windowStartOf(record, options) > startMs);
  const isKnown = index.shards
    .get(shardId)
    ?.records.some((record) => windowStartOf(record, options) === startMs);
  return [
    ...(Date.parse(String(window?.end)) - startMs === options.tumblingMs
      ? []
      : ['a window of another length']),
    ...(later === undefined ? [] : [`${later.sequenceNumber} is of a later window`]),
    ...(isKnown === true ? [] : [`no record was ever of the window ${String(window?.start)}`]),
  ];
}

function concurrencyViolations(
  { shardId }: Invoked,
  records: readonly WorldRecord[],
  others: readonly Invoked[],
  index: StreamIndex,
  { factor, concurrentInvocations }: ModelOptions,
): readonly string[] {
  const items = new Set(records.map(({ item }) => item));
  const shared = others
    .flatMap(({ sequenceNumbers }) => sequenceNumbers.map(index.record))
    .find(({ item }) => items.has(item));
  const ofShard = others.filter((other) => other.shardId === shardId).length;
  return [
    ...(others.length < concurrentInvocations ? [] : ['more invocations at the same time than allowed']),
    ...(ofShard < factor ? [] : [`more than ${factor} batches of ${shardId} in flight`]),
    ...(shared === undefined ? [] : [`item ${shared.item} is in two batches at the same time`]),
  ];
}

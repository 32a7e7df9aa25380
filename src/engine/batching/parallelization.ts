/**
 * Which of a shard's concurrent batches a record goes to. Order is kept per item (LDG/with-ddb), so
 * records of the same keys share a lane. How Lambda chooses it is unknown (reference section 3.2);
 * here it is a stable hash of the keys, whatever the order of their members.
 */
import type { EncodedRecord } from '../events/encoded-record';

const decoder = new TextDecoder();

/** @returns 0 to `parallelizationFactor` - 1 */
export function laneOf(record: EncodedRecord, parallelizationFactor: number): number {
  if (parallelizationFactor === 1) return 0;
  const keys = JSON.parse(decoder.decode(record.keysJson)) as Readonly<Record<string, unknown>>;
  const members = Object.keys(keys)
    .sort()
    .map((name) => [name, keys[name]]);
  return fnv1a(JSON.stringify(members)) % parallelizationFactor;
}

/** A 32 bit hash (FNV-1a over UTF-16 units), mixed so that its low digits depend on all of it. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash ^ (hash >>> 15)) >>> 0;
}

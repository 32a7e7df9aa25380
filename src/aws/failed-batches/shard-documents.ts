/** The documents of one shard, the newest first, as far as they are asked for. */
import type { StoredDocument } from '../../failed-batches/ports/failure-bucket';
import type { BucketQuestions } from './bucket-questions';
import {
  type OrderedKey,
  type ShardFolder,
  earliestOf,
  newestFirst,
  placeOfDocument,
} from './document-order';
import { allKeysIn, firstKeysIn, foldersIn } from './listed-keys';

export interface PlacedDocument {
  readonly place: OrderedKey;
  readonly row: StoredDocument;
}

/** Where a year ends within a key, a month, a day, an hour, a minute and a second (reference DE-10). */
const DELIMITERS = ['/', '/', '/', '.', '.', '-'] as const;

/**
 * All at once if S3 lists them in one call; else by years, months, days and so on backwards, until one call is enough.
 *
 * @param mark only what comes after it
 */
export function documentsOfShard(
  questions: BucketQuestions,
  shard: ShardFolder,
  mark: OrderedKey | undefined,
): AsyncGenerator<PlacedDocument, void> {
  return below(shard.prefix, 0);

  async function* below(prefix: string, depth: number): AsyncGenerator<PlacedDocument, void> {
    const delimiter = DELIMITERS[depth];
    const { objects, isAll } = await firstKeysIn(questions, prefix);
    if (isAll || delimiter === undefined) {
      const all = isAll ? objects : await allKeysIn(questions, prefix);
      yield* all.flatMap((object) => placed(object) ?? []).reverse();
      return;
    }
    for (const folder of [...(await foldersIn(questions, prefix, delimiter))].reverse())
      if (mayHold(folder)) yield* below(folder, depth + 1);
  }

  function placed(object: Awaited<ReturnType<typeof allKeysIn>>[number]): PlacedDocument | undefined {
    const { Key = '', Size = 0, LastModified } = object;
    const place = placeOfDocument(shard, Key);
    if (place === undefined || (mark !== undefined && newestFirst(mark, place) >= 0)) return undefined;
    return { place, row: { key: Key, sizeBytes: Size, lastModifiedMs: LastModified?.getTime() ?? 0 } };
  }

  /** Not if it has no year, or only what comes before the mark. */
  function mayHold(folder: string): boolean {
    const earliestMs = earliestOf(shard, folder.slice(shard.prefix.length));
    return !Number.isNaN(earliestMs) && (mark === undefined || earliestMs <= mark.timeMs);
  }
}

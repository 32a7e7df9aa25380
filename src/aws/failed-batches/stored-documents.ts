/** The documents of a mapping in a bucket, the newest first, which is not the order in which S3 lists. */
import * as l10n from '@vscode/l10n';
import type { StoredDocument } from '../../failed-batches/ports/failure-bucket';
import type { Page } from '../../triggers/ports/page';
import type { BucketQuestions } from './bucket-questions';
import { type OrderedKey, type ShardFolder, latestOf, newestFirst, shardFolder } from './document-order';
import { foldersIn } from './listed-keys';
import { type PlacedDocument, documentsOfShard } from './shard-documents';

/** Shards that are looked into at the same time. */
const SHARDS_AT_ONCE = 8;
const MOST_DOCUMENTS = 1_000;

/** A shard that is being looked through. */
interface OpenShard {
  readonly documents: AsyncIterator<PlacedDocument, void>;
  readonly head: PlacedDocument;
}

/**
 * What a page costs: one call for each 1,000 shards that have left documents behind, one for each shard that may have
 * left some between the page's newest and its oldest one (that is, created in the three days before, see
 * `document-order.ts`), and for a shard with more than 1,000 documents some 12 more, which find the newest second. The
 * mark in `next` says which document was the last: it holds for ever, and newer documents are not after it.
 */
export async function listNewestFirst(
  questions: BucketQuestions,
  mappingUuid: string,
  { after, most }: { readonly after: string | undefined; readonly most: number },
): Promise<Page<StoredDocument>> {
  const mark = after === undefined ? undefined : readMark(questions, after);
  const wanted = Math.min(most, MOST_DOCUMENTS);
  const prefixes = await foldersIn(questions, `aws/lambda/${mappingUuid}/`, '/');
  const shards = prefixes
    .map(shardFolder)
    .filter(({ createdMs }) => mark === undefined || createdMs === undefined || createdMs <= mark.timeMs)
    .sort((left, right) => latestOf(right) - latestOf(left) || (left.prefix < right.prefix ? 1 : -1));
  const found: PlacedDocument[] = [];
  let open: OpenShard[] = [];
  let unopened = shards;
  while (found.length < wanted) {
    open.sort((left, right) => newestFirst(left.head.place, right.head.place));
    const [newest, ...others] = open;
    const [next] = unopened;
    if (next !== undefined && (newest === undefined || latestOf(next) >= newest.head.place.timeMs)) {
      open.push(...(await openShards(questions, unopened.slice(0, SHARDS_AT_ONCE), mark)));
      unopened = unopened.slice(SHARDS_AT_ONCE);
      continue;
    }
    if (newest === undefined) break;
    found.push(newest.head);
    open = [...others, ...(await opened(newest.documents))];
  }
  const rows = found.map(({ row }) => row);
  const last = found.at(-1);
  const isMore = open.length > 0 || unopened.length > 0;
  return last === undefined || !isMore ? { rows } : { rows, next: JSON.stringify(last.place) };
}

async function openShards(
  questions: BucketQuestions,
  shards: readonly ShardFolder[],
  mark: OrderedKey | undefined,
): Promise<readonly OpenShard[]> {
  const documents = shards.map((shard) => opened(documentsOfShard(questions, shard, mark)));
  return (await Promise.all(documents)).flat();
}

/** @returns none for one that is exhausted */
async function opened(documents: AsyncIterator<PlacedDocument, void>): Promise<readonly OpenShard[]> {
  const { done, value } = await documents.next();
  return done === true ? [] : [{ documents, head: value }];
}

function readMark({ refusal }: BucketQuestions, text: string): OrderedKey {
  try {
    const { timeMs, key } = JSON.parse(text) as Partial<OrderedKey>;
    if (typeof timeMs === 'number' && typeof key === 'string') return { timeMs, key };
  } catch {
    // Told below.
  }
  throw refusal(
    's3:ListBucket',
    l10n.t(
      '"{0}" is no mark of a page of documents in a bucket, so the next page can\'t be found. List from the first one.',
      text,
    ),
  );
}

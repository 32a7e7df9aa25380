/** Whatever happens between click and saved capture: what the stream still has of the batch is saved, in order, once. */
import * as assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import * as fc from 'fast-check';
import { FailedBatchFolder } from '../../../../src/captures/failed-batches/failed-batch-folder';
import {
  StreamSourceError,
  type StreamSourceErrorKind,
} from '../../../../src/engine/ports/stream-source-error';
import { StopSwitch } from '../../../../src/engine/stopping/stop-switch';
import type { FailedBatch } from '../../../../src/failed-batches/failed-batch';
import { fetchBatch } from '../../../../src/failed-batches/fetching/fetch-batch';
import type { FetchedBatch } from '../../../../src/failed-batches/fetching/fetched-batch';
import type { Answer, SourceCall } from '../../../support/in-memory-stream';
import { temporaryFolder } from '../../captures/temporary-folder';
import { FetchingScene, NO_FILTERS, failedBatch, numbersOf, range } from './fetching-scene';

/** What happens at one call. */
type Happening =
  | { readonly kind: 'nothing' | 'killed' | 'forgotten' }
  | { readonly kind: 'fails'; readonly with: StreamSourceErrorKind }
  | { readonly kind: 'page'; readonly atMost: number }
  | { readonly kind: 'trimmed'; readonly records: number };

const SHARD_RECORDS = 60;
const FIRST_OF_SHARD = 1001;

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ kind: 'nothing' } as const) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('fails' as const),
      with: fc.constantFrom<StreamSourceErrorKind[]>('throttled', 'unavailable', 'expiredIterator'),
    }),
  },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('page' as const), atMost: fc.nat(6) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('trimmed' as const), records: fc.nat(12) }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'killed' } as const) },
  { weight: 1, arbitrary: fc.constant({ kind: 'forgotten' } as const) },
);

const batches = fc
  .tuple(fc.nat(SHARD_RECORDS - 1), fc.nat(SHARD_RECORDS - 1))
  .map(([one, other]) =>
    failedBatch(FIRST_OF_SHARD + Math.min(one, other), FIRST_OF_SHARD + Math.max(one, other)),
  );

class Story {
  readonly scene = new FetchingScene(range(FIRST_OF_SHARD, FIRST_OF_SHARD + SHARD_RECORDS - 1));
  stop = new StopSwitch();
  faults = 0;
  private next = 0;

  constructor(
    private readonly happenings: readonly Happening[],
    isClosed: boolean,
  ) {
    if (isClosed) this.scene.shard.closedAtMs = 0;
    this.scene.answer = (call) => this.answer(call);
  }

  /** @returns `killed` where the process would have been */
  async fetch(batch: FailedBatch): Promise<FetchedBatch | 'killed'> {
    this.stop = new StopSwitch();
    const { source, time: clock } = this.scene;
    try {
      const work = fetchBatch(batch, { source, clock, filters: NO_FILTERS }, this.stop);
      const fetched = await clock.passUntil(work);
      return fetched === 'stopped' ? 'killed' : fetched;
    } catch (error) {
      // Refused for too long: the user is told, and tries again.
      if (error instanceof StreamSourceError) return 'killed';
      throw error;
    }
  }

  /** Of the batch, what the stream has at the end. */
  left({ startSequenceNumber, endSequenceNumber }: FailedBatch): readonly number[] {
    const { shard } = this.scene;
    if (shard.forgottenAtMs === 0) return [];
    const from = Math.max(Number(startSequenceNumber), FIRST_OF_SHARD + shard.trimmedBelow);
    return Number(endSequenceNumber) < from ? [] : range(from, Number(endSequenceNumber));
  }

  private answer({ operation }: SourceCall): Answer | undefined {
    const happens = this.happenings[this.next];
    this.next += 1;
    if (happens === undefined || happens.kind === 'nothing') return undefined;
    this.faults += 1;
    switch (happens.kind) {
      case 'killed':
        this.stop.abort();
        return undefined;
      case 'forgotten':
        this.scene.shard.forgottenAtMs = 0;
        return undefined;
      case 'trimmed':
        this.scene.shard.trimmedBelow += happens.records;
        return undefined;
      case 'page':
        return { atMost: happens.atMost };
      case 'fails': {
        const isIterator = operation === 'getShardIterator' && happens.with === 'expiredIterator';
        return { fail: isIterator ? 'throttled' : happens.with };
      }
    }
  }
}

describe('fetching and saving a failed batch under faults', () => {
  const temporary = temporaryFolder();

  it('has all that is left, in order, once, for a call a page and few for each fault', async function () {
    this.timeout(60_000); // A disk may take its time over what is synced.
    const schedules = fc.array(happening, { maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(batches, schedules, fc.boolean(), async (batch, happenings, isClosed) => {
        await rm(temporary.path, { recursive: true, force: true });
        const folder = new FailedBatchFolder(temporary.path, { gitignore: false });
        const story = new Story(happenings, isClosed);
        let fetched: FetchedBatch | 'killed';
        do fetched = await story.fetch(batch);
        while (fetched === 'killed');

        const numbers = numbersOf(fetched);
        const all = range(Number(batch.startSequenceNumber), Number(batch.endSequenceNumber));
        assert.deepEqual(
          numbers,
          all.filter((number) => numbers.includes(number)),
          'in order, once',
        );
        const missed = story.left(batch).filter((number) => !numbers.includes(number));
        assert.deepEqual(missed, [], 'what is left is there');
        const lost = all.length - numbers.length;
        const told = fetched.differences.map((difference) =>
          difference.kind === 'trimmed' ? difference.lostAtMost : 0,
        );
        assert.deepEqual([...new Set(told)], lost === 0 ? [] : [lost], 'what is lost is told');

        // An iterator and a page; a fault costs the call itself, an iterator and, of a trimmed shard, five looks.
        const mostCalls = 2 + 8 * story.faults;
        assert.ok(fetched.calls <= mostCalls, `${fetched.calls} calls for ${story.faults} faults`);

        if (fetched.records.length === 0) return;
        const saved = await folder.save({ batch, at: { kind: 'text' } }, fetched);
        assert.equal(saved.incomplete === undefined, lost === 0);
        assert.deepEqual(await folder.find(batch.id), saved);
        const read = await folder.read(batch.id);
        assert.deepEqual(read && numbersOf(read), numbers);
      }),
      { numRuns: 300 },
    );
  });
});

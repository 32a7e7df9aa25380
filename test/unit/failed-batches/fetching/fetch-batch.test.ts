/** A failed batch's records, out of a shard in memory that behaves by the reference. */
import * as assert from 'node:assert/strict';
import { serializeEvent } from '../../../../src/engine/events/dynamodb-event';
import { incompleteText } from '../../../../src/failed-batches/fetching/difference-sentences';
import { StreamSourceError } from '../../../../src/engine/ports/stream-source-error';
import {
  FetchingScene,
  digits,
  failedBatch,
  filterFor,
  numbersOf,
  orderRecord,
  range,
} from './fetching-scene';

describe('the records of a failed batch, read from its shard', () => {
  it('are those from the first number to the last, both included, for one call and one page', async () => {
    const scene = new FetchingScene(range(1, 5000));
    const fetched = await scene.fetched(failedBatch(2001, 2100));
    assert.deepEqual(numbersOf(fetched), range(2001, 2100));
    assert.deepEqual([fetched.calls, fetched.filteredOut, fetched.differences], [2, 0, []]);
    assert.deepEqual(scene.limits, [100]);
  });

  it('cost one page for each thousand of them, wherever they stand in the shard', async () => {
    const scene = new FetchingScene(range(1, 20_000));
    const fetched = await scene.fetched(failedBatch(9001, 11_500));
    assert.deepEqual(numbersOf(fetched), range(9001, 11_500));
    assert.deepEqual(scene.limits, [1000, 1000, 500]);
    assert.equal(fetched.calls, 4);
  });

  it('are the whole of one, which is one record', async () => {
    const fetched = await new FetchingScene(range(1, 10)).fetched(failedBatch(4, 4));
    assert.deepEqual([numbersOf(fetched), fetched.calls], [[4], 2]);
  });

  it('end with the shard, if it is closed right after them', async () => {
    const scene = new FetchingScene(range(1, 10));
    scene.shard.closedAtMs = 0;
    const fetched = await scene.fetched(failedBatch(4, 10));
    assert.deepEqual([numbersOf(fetched), fetched.differences], [range(4, 10), []]);
  });

  it('that the filters hold back are left out and counted', async () => {
    const scene = new FetchingScene(range(1, 3000));
    const fetched = await scene.fetched(failedBatch(100, 2500, 3), filterFor(100, 1200, 2500));
    assert.deepEqual([numbersOf(fetched), fetched.filteredOut], [[100, 1200, 2500], 2398]);
    assert.deepEqual([fetched.differences, scene.limits], [[], [1000, 1000, 1000]]);
  });

  it('are all that were sent, where the filters of today cannot have been in force', async () => {
    const fetched = await new FetchingScene(range(1, 10)).fetched(failedBatch(3, 6), filterFor(4, 5));
    assert.deepEqual([numbersOf(fetched), fetched.differences], [range(3, 6), []]);
  });

  it('whose number is another one under the filters of today are explained', async () => {
    const batch = failedBatch(3, 9, 3);
    const fetched = await new FetchingScene(range(1, 10)).fetched(batch, filterFor(3, 9));
    assert.deepEqual(numbersOf(fetched), [3, 9]);
    assert.equal(
      incompleteText(batch, fetched),
      "Lambda has sent 3 records of this range, and the trigger's filters of today let 2 pass and hold back 5: they were changed since.",
    );
  });

  it('are all of the range where the filters are not known', async () => {
    const batch = failedBatch(3, 9, 3);
    const fetched = await new FetchingScene(range(1, 10)).fetched(batch, { known: false });
    assert.deepEqual(numbersOf(fetched), range(3, 9));
    assert.equal(
      incompleteText(batch, fetched),
      "Lambda has sent 3 records of this range and it holds 7: the trigger's filters, which can't be read, have held some back.",
    );
  });
});

describe('a failed batch that is trimmed', () => {
  it('in part keeps the rest and says what is lost', async () => {
    const scene = new FetchingScene(range(1, 20));
    scene.shard.trimmedBelow = 7;
    const batch = failedBatch(5, 14);
    const fetched = await scene.fetched(batch);
    assert.deepEqual(numbersOf(fetched), range(8, 14));
    assert.deepEqual(fetched.differences, [{ kind: 'trimmed', until: digits(8), lostAtMost: 3 }]);
    assert.equal(
      incompleteText(batch, fetched),
      `3 of 10 records are lost: the stream has trimmed those before ${digits(8)}.`,
    );
  });

  it('as a whole has no records and says so', async () => {
    const scene = new FetchingScene(range(1, 20));
    scene.shard.trimmedBelow = 18;
    const batch = failedBatch(5, 14);
    const fetched = await scene.fetched(batch);
    assert.deepEqual(numbersOf(fetched), []);
    assert.deepEqual(fetched.differences, [{ kind: 'trimmed', lostAtMost: 10 }]);
    assert.equal(
      incompleteText(batch, fetched),
      'All 10 records are lost: the stream keeps records for 24 hours.',
    );
  });

  it('with its shard has no records', async () => {
    const scene = new FetchingScene(range(1, 20));
    scene.shard.forgottenAtMs = 0;
    const fetched = await scene.fetched(failedBatch(5, 14));
    assert.deepEqual(
      [fetched.records.length, fetched.differences],
      [0, [{ kind: 'trimmed', lostAtMost: 10 }]],
    );
  });

  it('while it is read has a hole, and both its sides', async () => {
    const scene = new FetchingScene(range(1, 4000));
    scene.answer = ({ operation }) => {
      if (operation === 'getRecords' && scene.reads() === 2) scene.shard.trimmedBelow = 2000;
      return undefined;
    };
    const fetched = await scene.fetched(failedBatch(501, 3000));
    assert.deepEqual(numbersOf(fetched), [...range(501, 1500), ...range(2001, 3000)]);
    assert.deepEqual(fetched.differences, [
      { kind: 'trimmed', after: digits(1500), until: digits(2001), lostAtMost: 500 },
    ]);
  });

  it('while it is read, to behind its end, has lost the rest', async () => {
    const scene = new FetchingScene(range(1, 4000));
    scene.answer = ({ operation }) => {
      if (operation === 'getRecords' && scene.reads() === 2) scene.shard.trimmedBelow = 3500;
      return undefined;
    };
    const fetched = await scene.fetched(failedBatch(501, 3000));
    assert.deepEqual(numbersOf(fetched), range(501, 1500));
    assert.deepEqual(fetched.differences, [{ kind: 'trimmed', after: digits(1500), lostAtMost: 1500 }]);
  });

  it('without a word of the stream is noticed by its first number', async () => {
    const fetched = await new FetchingScene(range(8, 20)).fetched(failedBatch(5, 14));
    assert.deepEqual(fetched.differences, [{ kind: 'trimmed', until: digits(8), lostAtMost: 3 }]);
  });

  it('is no loss where a trim had nothing of it', async () => {
    const scene = new FetchingScene(range(1, 4000));
    scene.answer = ({ operation }) => {
      if (operation !== 'getRecords' || scene.reads() !== 2) return undefined;
      scene.shard.trimmedBelow = 1500;
      return { fail: 'trimmedData' };
    };
    const fetched = await scene.fetched(failedBatch(501, 3000));
    assert.deepEqual([fetched.records.length, fetched.differences], [2500, []]);
  });
});

describe('reading a failed batch', () => {
  it('says that the shard ends before the batch', async () => {
    const scene = new FetchingScene(range(1, 10));
    scene.shard.closedAtMs = 0;
    const fetched = await scene.fetched(failedBatch(6, 15));
    assert.deepEqual(numbersOf(fetched), range(6, 10));
    assert.deepEqual(fetched.differences, [{ kind: 'shardEnded', lastSequenceNumber: digits(10) }]);
  });

  it('does not wait for records that an open shard does not give', async () => {
    const fetched = await new FetchingScene(range(1, 10)).fetched(failedBatch(30, 40));
    assert.deepEqual(fetched.differences, [{ kind: 'shardEnded' }]);
  });

  it('waits, tells of it and goes on after the last record when it is refused', async () => {
    const scene = new FetchingScene(range(1, 4000));
    const faults = [
      'throttled',
      'throttled',
      undefined,
      'expiredIterator',
      undefined,
      'unavailable',
    ] as const;
    let reads = 0;
    scene.answer = ({ operation }) => {
      if (operation !== 'getRecords') return undefined;
      const fault = faults[reads];
      reads += 1;
      return fault && { fail: fault };
    };
    const fetched = await scene.fetched(failedBatch(501, 3000));
    assert.deepEqual([numbersOf(fetched), fetched.differences], [range(501, 3000), []]);
    // Two iterators; three pages and four faults.
    assert.equal(fetched.calls, 9);
    const retried = scene.events.flatMap((event) => (event.type === 'readRetried' ? [event.kind] : []));
    assert.deepEqual(retried, ['throttled', 'throttled', 'expiredIterator', 'unavailable']);
  });

  it('goes on over empty pages', async () => {
    const scene = new FetchingScene(range(1, 100));
    scene.answer = ({ operation }) =>
      operation === 'getRecords' && scene.reads() <= 5 ? { atMost: 0 } : undefined;
    assert.deepEqual(numbersOf(await scene.fetched(failedBatch(5, 9))), range(5, 9));
  });

  it('gives up with the reason when the stream goes on refusing', async () => {
    const scene = new FetchingScene(range(1, 100));
    scene.answer = () => ({ fail: 'throttled' });
    await assert.rejects(
      scene.fetch(failedBatch(5, 9)),
      (error) => error instanceof StreamSourceError && error.kind === 'throttled',
    );
  });

  it('ends when it is stopped', async () => {
    const scene = new FetchingScene(range(1, 100));
    scene.answer = ({ operation }) => {
      if (operation === 'getRecords') scene.stop.abort();
      return undefined;
    };
    assert.equal(await scene.fetch(failedBatch(5, 9)), 'stopped');
  });
});

describe('a document that carries its records', () => {
  const records = range(5, 7).map(orderRecord);
  const event = serializeEvent(records);

  for (const [form, payload] of [
    ['an event', event],
    ['a text that holds an event', JSON.stringify(event)],
  ] as const)
    it(`as ${form} costs no call`, async () => {
      const scene = new FetchingScene([]);
      const fetched = await scene.fetched({ ...failedBatch(5, 7), payload });
      assert.deepEqual(numbersOf(fetched), range(5, 7));
      assert.deepEqual([fetched.calls, fetched.differences, fetched.eventText], [0, [], event]);
      assert.equal(scene.calls.length, 0);
    });

  it('of another number, beginning or end is used and says so', async () => {
    const batch = { ...failedBatch(5, 8, 3), payload: event };
    const fetched = await new FetchingScene([]).fetched(batch);
    assert.equal(
      incompleteText(batch, fetched),
      `The records in the document end at ${digits(7)}, and the document says ${digits(8)}.`,
    );
    const smaller = { ...failedBatch(5, 8), payload: event };
    assert.match(
      incompleteText(smaller, await new FetchingScene([]).fetched(smaller)) ?? '',
      /are 3, and the document speaks of 4\.$/,
    );
  });

  for (const [what, payload] of [
    ['cut off', event.slice(0, -10)],
    ['no event', '{"hello":1}'],
    ['empty', '{"Records":[]}'],
    ['with a record of Kinesis', '{"Records":[{"eventSource":"aws:kinesis"}]}'],
    ['nothing', 'null'],
  ] as const)
    it(`that is ${what} is read from the stream instead, and says so`, async () => {
      const batch = { ...failedBatch(5, 7), payload };
      const fetched = await new FetchingScene(range(1, 10)).fetched(batch);
      assert.deepEqual(numbersOf(fetched), range(5, 7));
      assert.equal(fetched.eventText, undefined);
      assert.match(incompleteText(batch, fetched) ?? '', /^The records in the document can't be used: they /);
    });
});

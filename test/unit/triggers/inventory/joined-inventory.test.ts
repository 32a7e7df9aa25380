/** Tables, streams and triggers that are joined in memory: each is somewhere once, whatever the lists say. */
import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { type ListedRows, joinInventory } from '../../../../src/triggers/inventory/joined-inventory';
import { aTrigger, functionArn, listedStream, streamArn } from './listed-account';

const LATER = '2026-11-22T08:00:00.000';

function join(rows: Partial<ListedRows>): ReturnType<typeof joinInventory> {
  return joinInventory({
    ...{ tableNames: [], allTables: true, streams: [], triggers: [], isSettled: true },
    ...rows,
  });
}

describe('the joined lists of a connection', () => {
  it('have the newest stream of a table first, and triggers by their functions', () => {
    const { tables } = join({
      tableNames: ['Orders'],
      streams: [listedStream('Orders'), listedStream('Orders', LATER)],
      triggers: [
        aTrigger('2', { functionArn: functionArn('b') }),
        aTrigger('1', { functionArn: functionArn('a') }),
      ],
    });
    const orders = tables.get('Orders');
    assert.deepEqual(
      orders?.streams.map(({ label }) => label),
      [LATER, listedStream('Orders').label],
    );
    assert.deepEqual(
      orders.triggers.map(({ uuid }) => uuid),
      ['1', '2'],
    );
  });

  it('keep the trigger of a stream that is not listed with its table', () => {
    const { tables, strays } = join({ tableNames: ['Orders'], triggers: [aTrigger('1')] });
    assert.equal(tables.get('Orders')?.triggers.length, 1);
    assert.deepEqual(strays, []);
  });

  it('have the triggers of a table that no list has beside the tables, once all tables are known', () => {
    assert.equal(join({ triggers: [aTrigger('1')] }).strays.length, 1);
    assert.equal(join({ triggers: [aTrigger('1')], isSettled: false }).strays.length, 0);
  });

  it("do not give a trigger on another account's stream to the table of that name", () => {
    const foreign = aTrigger('1', { streamArn: streamArn('Orders', LATER, '999999999999') });
    const { tables, strays } = join({
      tableNames: ['Orders'],
      streams: [listedStream('Orders')],
      triggers: [foreign],
    });
    assert.deepEqual(tables.get('Orders')?.triggers, []);
    assert.deepEqual(strays, [foreign]);
  });

  it('show the streams of a deleted table, which can still be read', () => {
    const rows = { tableNames: [], streams: [listedStream('Orders')] };
    assert.equal(join(rows).tables.get('Orders')?.existence, 'deleted');
    assert.equal(join({ ...rows, allTables: false }).tables.get('Orders')?.existence, 'unknown');
  });

  it('lose no row and have none twice', () => {
    const name = fc.constantFrom('A', 'B', 'C', 'D', 'E');
    const label = fc.constantFrom('2026-11-20T08:00:00.000', LATER);
    fc.assert(
      fc.property(
        fc.uniqueArray(name),
        fc.uniqueArray(fc.tuple(name, label), { selector: (pair) => pair.join() }),
        fc.array(fc.tuple(name, label)),
        (tableNames, streamParts, triggerParts) => {
          const streams = streamParts.map(([table, time]) => listedStream(table, time));
          const triggers = triggerParts.map(([table, time], index) =>
            aTrigger(String(index), { streamArn: streamArn(table, time) }),
          );
          const { tables, strays } = join({ tableNames, streams, triggers });
          const all = [...tables.values()];
          const placed = [...all.flatMap((table) => table.triggers), ...strays];
          assert.deepEqual(sorted(placed.map(({ uuid }) => uuid)), sorted(triggers.map(({ uuid }) => uuid)));
          const placedStreams = all.flatMap((table) => table.streams.map((stream) => stream.streamArn));
          assert.deepEqual(sorted(placedStreams), sorted(streams.map((stream) => stream.streamArn)));
          for (const tableName of tableNames) assert.equal(tables.get(tableName)?.existence, 'listed');
          for (const { streamArn: arn } of strays)
            assert.ok(![...tables.keys()].some((table) => arn.includes(`table/${table}/`)));
          assert.deepEqual([...tables.keys()], sorted([...tables.keys()]));
        },
      ),
    );
  });
});

function sorted(texts: readonly string[]): readonly string[] {
  return [...texts].sort((one, other) => (one < other ? -1 : one > other ? 1 : 0));
}

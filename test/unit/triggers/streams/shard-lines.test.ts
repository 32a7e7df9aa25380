import * as assert from 'node:assert/strict';
import { shardLevels } from '../../../../src/triggers/streams/shard-lines';

const ids = (shards: Parameters<typeof shardLevels>[0]): string[][] =>
  shardLevels(shards).map((level) => level.map(({ shardId }) => shardId));

describe('the shards of a stream by their lineage', () => {
  it('has parents before their children, whatever order the service gives', () => {
    assert.deepEqual(
      ids([
        { shardId: 'd', parentShardId: 'b' },
        { shardId: 'c', parentShardId: 'a' },
        { shardId: 'b', parentShardId: 'a' },
        { shardId: 'a' },
      ]),
      [['a'], ['b', 'c'], ['d']],
    );
  });

  it('makes a root of a child whose parent is not listed any more (SH-4)', () => {
    assert.deepEqual(ids([{ shardId: 'a', parentShardId: 'gone' }, { shardId: 'b' }]), [['a', 'b']]);
  });

  it('still has every shard if parents name each other in a circle', () => {
    const circle = [
      { shardId: 'a', parentShardId: 'b' },
      { shardId: 'b', parentShardId: 'a' },
      { shardId: 'c' },
    ];
    assert.deepEqual(ids(circle), [['c'], ['a', 'b']]);
  });
});

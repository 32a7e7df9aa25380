import * as assert from 'node:assert/strict';
import { VIEW_TYPES, imagesOf, isViewType } from '../../../../src/triggers/streams/view-types';

describe('the view types of a stream', () => {
  it('hold the images that DynamoDB writes (RE-6)', () => {
    const table = VIEW_TYPES.map((viewType) =>
      (['INSERT', 'MODIFY', 'REMOVE'] as const)
        .map((change) => imagesOf(viewType, change))
        .map(({ hasNew, hasOld }) => `${hasNew ? 'new' : ''}${hasOld ? 'old' : ''}`)
        .join(' '),
    );
    assert.deepEqual(table, ['new newold old', 'new new ', ' old old', '  ']);
  });

  it('are four', () => {
    assert.ok(VIEW_TYPES.every(isViewType));
    assert.ok(!isViewType('BOTH'));
    assert.equal(new Set(VIEW_TYPES).size, 4);
  });
});

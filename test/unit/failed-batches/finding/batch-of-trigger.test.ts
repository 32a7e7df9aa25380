/** Which trigger has given a batch up. */
import assert from 'node:assert/strict';
import { isOfTrigger } from '../../../../src/failed-batches/finding/batch-of-trigger';

const FUNCTION = 'arn:aws:lambda:eu-west-1:111122223333:function:orders';
const STREAM = 'arn:aws:dynamodb:eu-west-1:111122223333:table/Orders/stream/2026-11-23T21:00:00.000';

describe('a failed batch', () => {
  const isOf = (functionArn: string, ofTrigger: string, streamArn = STREAM): boolean =>
    isOfTrigger({ functionArn, streamArn }, { functionArn: ofTrigger, streamArn: STREAM });

  it('is of the trigger on its function, alias and table', () => {
    assert.equal(isOf(FUNCTION, FUNCTION), true);
    assert.equal(isOf(`${FUNCTION}:live`, `${FUNCTION}:live`), true);
    assert.equal(isOf(`${FUNCTION}:live`, FUNCTION), false);
    assert.equal(isOf(FUNCTION, `${FUNCTION}-2`), false);
    assert.equal(isOf(FUNCTION, FUNCTION, STREAM.replace('Orders', 'Carts')), false);
  });

  it('is of the trigger that was re-pointed to the next stream of its table', () => {
    assert.equal(isOf(FUNCTION, FUNCTION, STREAM.replace('21:00', '03:00')), true);
  });

  it('of a function without a qualifier may be named with $LATEST', () => {
    assert.equal(isOf(`${FUNCTION}:$LATEST`, FUNCTION), true);
    assert.equal(isOf(FUNCTION, `${FUNCTION}:$LATEST`), true);
  });
});

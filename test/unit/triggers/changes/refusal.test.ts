import assert from 'node:assert/strict';
import { existingUuidIn, isInUse, isRoleRefusal } from '../../../../src/triggers/changes/refusal';
import { STREAM_ARN, UUID, refusal } from './trigger-stand-in';

describe('Refusals of Lambda', () => {
  it('name the mapping that exists already, in the words recorded on AWS', () => {
    const words = `The event source arn (" ${STREAM_ARN} ") and function (" orders ") provided mapping already exists. Please update or delete the existing mapping with UUID ${UUID}`;
    assert.equal(existingUuidIn(words), UUID);
  });

  it('name none in other words', () => {
    assert.equal(existingUuidIn('The mapping already exists.'), undefined);
    assert.equal(existingUuidIn(`Function orders was deleted, UUID ${UUID}`), undefined);
  });

  it('are about the role where the stream or the destination may not be used', () => {
    const stream = `Cannot access stream ${STREAM_ARN}. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM.`;
    const queue = 'The provided execution role does not have permissions to call SendMessage on SQS';
    assert.ok(isRoleRefusal(refusal('invalid', stream)));
    assert.ok(isRoleRefusal(refusal('invalid', queue)));
    assert.ok(isRoleRefusal(refusal('invalid', queue.replace('provided', 'function'))));
  });

  it('are not about the role where the caller is denied, the stream is gone or something else failed', () => {
    assert.ok(!isRoleRefusal(refusal('accessDenied', 'User dev is not authorized')));
    assert.ok(!isRoleRefusal(refusal('invalid', `Stream not found: ${STREAM_ARN}`)));
    assert.ok(!isRoleRefusal(new Error('Cannot access stream x')));
  });

  it('pass where a change is under way', () => {
    assert.ok(isInUse(refusal('inUse', 'Cannot delete the event source mapping because it is in use.')));
    assert.ok(!isInUse(refusal('alreadyExists')));
  });
});

import assert from 'node:assert/strict';
import { readWireRecords } from '../../../../src/engine/events/wire-records';

const ARN = 'arn:aws:dynamodb:eu-west-1:111122223333:table/T/stream/2025-11-25T15:45:36.123';

/** One record as GetRecords answers, with the given members. */
function handedOn(members: object, dynamodb: object = {}): Readonly<Record<string, unknown>> {
  const record = {
    eventID: 'e',
    eventName: 'INSERT',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'eu-west-1',
    dynamodb: {
      ApproximateCreationDateTime: 1_764_085_500,
      Keys: { id: { S: 'a' } },
      SequenceNumber: '100000000000000000001',
      SizeBytes: 3,
      StreamViewType: 'KEYS_ONLY',
      ...dynamodb,
    },
    ...members,
  };
  const page = readWireRecords(new TextEncoder().encode(JSON.stringify({ Records: [record] })), ARN);
  assert.ok('records' in page);
  return page.records[0]?.record as unknown as Readonly<Record<string, unknown>>;
}

describe('Records of the stream', () => {
  it('are handed on whatever their event version, members of later versions included (RE-2)', () => {
    for (const eventVersion of ['1.0', '1.1', '2.7'])
      assert.equal(handedOn({ eventVersion })['eventVersion'], eventVersion);
    assert.deepEqual(handedOn({ eventVersion: '2.7', newMember: { a: [1] } })['newMember'], { a: [1] });
  });

  it('keep their event id, AWS’s 32 digits as well as the UUID of DynamoDB Local (RE-3)', () => {
    for (const eventID of ['c81e728d9d4c2f636f067f89cc14862c', '0a6c0d2e-4d1c-4a43-bd1f-8dd8cbd4cc6f'])
      assert.equal(handedOn({ eventID })['eventID'], eventID);
  });

  it('keep the SizeBytes that the service has counted, and get none if it gave none (RE-8)', () => {
    const sizeOf = (dynamodb: object) =>
      (handedOn({}, dynamodb)['dynamodb'] as { readonly SizeBytes?: number }).SizeBytes;
    assert.equal(sizeOf({ SizeBytes: 999_999 }), 999_999);
    assert.equal(sizeOf({ SizeBytes: undefined }), undefined);
  });
});

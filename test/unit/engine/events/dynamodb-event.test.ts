import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { StreamRecord } from '../../../../src/engine/events/dynamodb-event';
import { serializeEvent, serializeRecord } from '../../../../src/engine/events/dynamodb-event';
import { streamRecords } from '../../captures/arbitrary-records';

function recordAt(seconds: number): StreamRecord {
  return {
    eventName: 'INSERT',
    eventSource: 'aws:dynamodb',
    dynamodb: { ApproximateCreationDateTime: seconds, Keys: { id: { S: 'a' } }, SequenceNumber: '1' },
  };
}

describe('the text of an event', () => {
  it('parses back to its records, indented or not', () => {
    fc.assert(
      fc.property(fc.array(streamRecords, { maxLength: 3 }), fc.nat({ max: 4 }), (records, indent) => {
        const text = serializeEvent(records, indent);
        assert.equal(JSON.stringify(JSON.parse(text)), JSON.stringify({ Records: records }));
      }),
    );
  });

  it('has a fraction at every whole second, as Lambda writes it, and nowhere else', () => {
    fc.assert(
      fc.property(streamRecords, fc.nat({ max: 4 }), (record, indent) => {
        const plain = JSON.stringify({ Records: [record] }, undefined, indent);
        const whole = Number.isInteger(record.dynamodb.ApproximateCreationDateTime);
        assert.equal(serializeEvent([record], indent).length, plain.length + (whole ? 2 : 0));
        assert.equal(serializeRecord(record).length, JSON.stringify(record).length + (whole ? 2 : 0));
      }),
    );
    assert.match(serializeEvent([recordAt(1732549200)]), /"ApproximateCreationDateTime":1732549200\.0,/);
    assert.match(
      serializeEvent([recordAt(1732549200)], 2),
      /"ApproximateCreationDateTime": 1732549200\.0,\n/,
    );
    assert.match(serializeEvent([recordAt(0.25)]), /"ApproximateCreationDateTime":0\.25,/);
  });

  it('is one line without indentation', () => {
    assert.ok(!serializeEvent([recordAt(1), recordAt(2)]).includes('\n'));
    assert.ok(!serializeRecord(recordAt(1)).includes('\n'));
  });
});

/** Records of about 620 bytes, as a table of orders would stream them, in an event and in a capture. */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

const streamArn = 'arn:aws:dynamodb:eu-central-1:000000000000:table/orders/stream/2026-01-01T00:00:00.000';
const shardId = 'shardId-00000001767225600000-00000001';

/** @param {number} index from 0, also the order of the sequence numbers */
export function benchRecord(index) {
  const id = `order-${String(index).padStart(8, '0')}`;
  const sequenceNumber = String(100_000_000_000_000_000_000n + BigInt(index));
  return {
    eventID: index.toString(16).padStart(32, '0'),
    eventName: 'MODIFY',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'eu-central-1',
    dynamodb: {
      ApproximateCreationDateTime: 1_767_225_600,
      Keys: { id: { S: id } },
      NewImage: { id: { S: id }, status: { S: 'shipped today' }, total: { N: String(index % 997) } },
      OldImage: { id: { S: id }, status: { S: 'packed' }, total: { N: String(index % 997) } },
      SequenceNumber: sequenceNumber,
      SizeBytes: 118,
      StreamViewType: 'NEW_AND_OLD_IMAGES',
    },
    eventSourceARN: streamArn,
  };
}

/**
 * @param {number} count
 * @returns {Uint8Array} an event of so many records in UTF-8
 */
export function benchEvent(count) {
  const { serializeEvent } = require('../../../out/src/engine/events/dynamodb-event.js');
  const records = Array.from({ length: count }, (_, index) => benchRecord(index));
  return new TextEncoder().encode(serializeEvent(records));
}

/**
 * @param {string} file
 * @param {number} count
 */
export async function writeBenchCapture(file, count) {
  const { serializeRecord } = require('../../../out/src/engine/events/dynamodb-event.js');
  const {
    RECORD_END,
    headerLine,
    recordStart,
  } = require('../../../out/src/captures/reading/json-lines-format.js');
  const out = createWriteStream(file);
  out.write(headerLine(streamArn));
  for (let index = 0; index < count; index += 1) {
    const line = `${recordStart({ shardId })}${serializeRecord(benchRecord(index))}${RECORD_END}`;
    if (!out.write(line)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
}

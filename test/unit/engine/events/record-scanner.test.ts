import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { serializeRecord } from '../../../../src/engine/events/dynamodb-event';
import type { StreamRecord } from '../../../../src/engine/events/dynamodb-event';
import { EncodedRecord } from '../../../../src/engine/events/encoded-record';
import { scanRecord } from '../../../../src/engine/events/record-scanner';
import { checkStreamRecord } from '../../../../src/engine/events/stream-record';
import { attributeValues, streamRecords } from '../../captures/arbitrary-records';

const minimal = {
  eventName: 'INSERT',
  eventSource: 'aws:dynamodb',
  dynamodb: { Keys: { id: { S: 'a' } }, SequenceNumber: '111' },
};

/** Attributes that are named as what the scanner looks for. */
const misleadingRecords = fc
  .tuple(
    streamRecords,
    fc.constantFrom('dynamodb', 'Keys', 'SequenceNumber', 'ApproximateCreationDateTime', 'eventSourceARN'),
    attributeValues,
  )
  .map(([record, name, value]) => ({
    [`later ${name}`]: { [name]: value },
    ...record,
    dynamodb: {
      Later: { [name]: [value, { [name]: '1' }] },
      ...record.dynamodb,
      NewImage: { [name]: { M: { [name]: value } } },
      Keys: { ...record.dynamodb.Keys, [name]: value },
    },
  }));

function scanned(json: string): EncodedRecord {
  const bytes = Buffer.from(`before${json}after`);
  const result = scanRecord(bytes, 6, bytes.length - 5);
  assert.ok(result instanceof EncodedRecord, `${json}: ${JSON.stringify(result)}`);
  return result;
}

function refusal(json: string | Uint8Array): string | undefined {
  const bytes = Buffer.from(json);
  const result = scanRecord(bytes, 0, bytes.length);
  return result instanceof EncodedRecord ? undefined : result.invalid;
}

/** Everything that is known of the scanned record against what JSON.parse knows. */
function assertAgreement(found: EncodedRecord, record: StreamRecord): void {
  const { Keys, SequenceNumber, ApproximateCreationDateTime: seconds } = record.dynamodb;
  assert.equal(found.sequenceNumber, SequenceNumber);
  assert.equal(found.approximateCreationMs, seconds === undefined ? undefined : Math.round(seconds * 1000));
  assert.equal(Buffer.from(found.keysJson).toString(), JSON.stringify(Keys));
  assert.equal(found.eventSourceArn, record.eventSourceARN);
  assert.deepEqual(found.record, JSON.parse(JSON.stringify(record)));
}

describe('a record scanned without parsing', () => {
  it('has the bytes of the one serialisation, the fraction of the time included (EV-4, EV-5)', () => {
    fc.assert(
      fc.property(fc.oneof(streamRecords, misleadingRecords), (record) => {
        const found = scanned(JSON.stringify(record));
        assert.equal(Buffer.from(found.json).toString(), serializeRecord(record));
        assertAgreement(found, record);
        assertAgreement(scanned(serializeRecord(record)), record);
      }),
    );
  });

  it('may have white space and any order of members', () => {
    fc.assert(
      fc.property(streamRecords, fc.infiniteStream(fc.boolean()), (record, flips) => {
        const text = JSON.stringify(shuffled(record, flips), null, 2);
        assertAgreement(scanned(text), record);
        assertAgreement(scanned(`\t ${text.replaceAll('\n', ' ')} \r\n`), record);
      }),
    );
  });

  it('is one line, however it was written', () => {
    assert.equal(scanned(JSON.stringify(minimal, null, 1)).json.includes(10), false);
  });

  it('may have names and texts written with escapes', () => {
    const text = JSON.stringify(minimal).replace('"dynamodb"', String.raw`"\u0064ynamodb"`);
    const escaped = text.replace('Keys', String.raw`\u004beys`).replace('INSERT', String.raw`INSER\u0054`);
    assertAgreement(scanned(escaped.replace('"a"', String.raw`"\u0061"`)), minimal);
  });

  it('keeps the last of two members of one name, as JSON.parse does', () => {
    const twice = JSON.stringify(minimal).replace(
      '"SequenceNumber"',
      '"SequenceNumber":"7","SequenceNumber"',
    );
    assertAgreement(scanned(twice), minimal);
    const changes = twice.replace('"dynamodb"', '"dynamodb":{"Keys":{},"SequenceNumber":"9"},"dynamodb"');
    assertAgreement(scanned(changes), minimal);
  });

  it('shares the bytes it was found in, unless the fraction had to be added (EV-5)', () => {
    const json = JSON.stringify(minimal);
    const bytes = Buffer.from(json);
    const result = scanRecord(bytes, 0, bytes.length);
    assert.ok(result instanceof EncodedRecord);
    assert.equal(result.json.buffer, bytes.buffer);
    for (const [written, inEvent] of [
      ['1732549200', '1732549200.0'],
      ['-1', '-1.0'],
      ['0', '0.0'],
      ['1732549200.0', '1732549200.0'],
      ['1732549200.25', '1732549200.25'],
      ['1.7325492E9', '1.7325492E9'],
    ] as const) {
      const timed = json.replace('"Keys"', `"ApproximateCreationDateTime":${written},"Keys"`);
      const found = scanned(timed);
      assert.equal(Buffer.from(found.json).toString(), timed.replace(written, inEvent));
      assert.equal(found.approximateCreationMs, Number(written) * 1000);
    }
  });
});

describe('bytes that are no record', () => {
  it('are refused with the same reason as when parsed, or scan as JSON.parse reads them', () => {
    fc.assert(
      fc.property(
        fc.oneof(streamRecords, misleadingRecords),
        fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 }), fc.constantFrom('set', 'cut', 'insert')), {
          minLength: 1,
          maxLength: 3,
        }),
        (record, damages) => {
          const bytes = damaged(Buffer.from(JSON.stringify(record)), damages);
          const result = scanRecord(bytes, 0, bytes.length);
          const expected = parsed(bytes);
          if (result instanceof EncodedRecord) {
            assert.ok(expected?.valid);
            assertAgreement(result, expected.record);
          } else if (expected === undefined) assert.equal(result.invalid, 'is not valid JSON in UTF-8');
          else assert.equal(result.invalid, expected.valid ? 'accepted' : expected.reason);
        },
      ),
      { numRuns: 2000 },
    );
  });

  for (const [json, reason] of [
    ['', 'is not valid JSON in UTF-8'],
    ['[]', 'is an array, not an object'],
    ['{"eventName":"INSERT"', 'is not valid JSON in UTF-8'],
    [`${JSON.stringify(minimal)},`, 'is not valid JSON in UTF-8'],
    [JSON.stringify({ ...minimal, dynamodb: { Keys: {} } }), 'has no dynamodb.SequenceNumber'],
    [JSON.stringify({ ...minimal, dynamodb: { SequenceNumber: '1' } }), 'has no dynamodb.Keys'],
    [JSON.stringify({ ...minimal, eventName: undefined }), 'has no eventName'],
    [JSON.stringify({ ...minimal, userIdentity: 1 }), 'has a number as userIdentity, not an object'],
  ] as const)
    it(`are refused: ${reason} (${json.slice(0, 40)})`, () => assert.equal(refusal(json), reason));

  it('are refused beyond a hundred levels, whatever stands in them', () => {
    const nested = (levels: number): string =>
      JSON.stringify(minimal).replace('{', `{"later":${'['.repeat(levels)}${']'.repeat(levels)},`);
    assert.equal(refusal(nested(99)), undefined);
    assert.equal(refusal(nested(100)), 'is nested deeper than DynamoDB allows');
    assert.equal(refusal('['.repeat(100_000)), 'is not valid JSON in UTF-8');
  });

  it('are refused where text is not UTF-8', () => {
    const [start, end] = JSON.stringify(minimal).split('a"}}');
    const before = Buffer.from(start ?? '');
    const after = Buffer.from(`"}}${end ?? ''}`);
    for (const broken of [[0x80], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80], [0xe2, 0x82]])
      assert.equal(
        refusal(Buffer.concat([before, Buffer.from(broken), after])),
        'is not valid JSON in UTF-8',
      );
    for (const good of ['é', '€', '🧾', '\u{10ffff}', '\ud7ff', '\ue000'])
      assert.equal(refusal(Buffer.concat([before, Buffer.from(good), after])), undefined);
  });
});

function parsed(bytes: Uint8Array): ReturnType<typeof checkStreamRecord> | undefined {
  try {
    return checkStreamRecord(
      JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)),
    );
  } catch {
    return undefined;
  }
}

function damaged(bytes: Buffer, damages: readonly (readonly [number, number, string])[]): Buffer {
  let result = bytes;
  for (const [place, byte, kind] of damages) {
    const at = place % (result.length + 1);
    result = Buffer.concat([
      result.subarray(0, at),
      Buffer.from(kind === 'cut' ? [] : [byte]),
      result.subarray(kind === 'insert' ? at : at + 1),
    ]);
  }
  return result;
}

/** The same record with its members in another order, but for the attributes. */
function shuffled(record: StreamRecord, flips: Iterator<boolean>): unknown {
  const flip = (object: object): object => {
    const entries = Object.entries(object);
    return Object.fromEntries(flips.next().value === true ? entries.reverse() : entries);
  };
  return flip({ ...record, dynamodb: flip(record.dynamodb) });
}

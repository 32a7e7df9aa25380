/**
 * Records spliced into event form against the slow way: what the SDK has parsed, converted as
 * section 1.6 of the reference says, in the order of EV-2. Byte for byte, through the real DynamoDB Local.
 */
import assert from 'node:assert/strict';
import type { AttributeValue, _Record as SdkRecord } from '@aws-sdk/client-dynamodb-streams';
import {
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams';
import { DynamoDbStreamSource } from '../../../src/aws/streams/dynamodb-stream-source';
import { readWireRecords } from '../../../src/engine/events/wire-records';
import { accessWithoutQuestions } from '../../support/aws-access';
import { type LocalDynamoDb, startLocalDynamoDb } from '../../support/local-dynamodb/local-dynamodb';
import { TestTable } from '../../support/local-dynamodb/test-table';
import { repositoryRoot } from '../../support/repository-root';

const never = new AbortController().signal;
const bytes = (text: string): Uint8Array => Buffer.from(text);
const ARN = 'arn:aws:dynamodb:eu-west-1:111122223333:table/T/stream/2025-11-25T15:45:36.123';

const items: Readonly<Record<string, Readonly<Record<string, AttributeValue>>>> = {
  S: {
    S: { S: 'text "quoted" \\ and\nlines\t\u0001\u2028' },
    empty: { S: '' },
    unicode: { S: 'é€🧾\u{10ffff}' },
  },
  N: {
    N: { N: '12345678901234567890123456789012345678' },
    small: { N: '-1E-130' },
    zero: { N: '0' },
    float: { N: '129.90' },
  },
  B: { B: { B: bytes('foobar') }, padded: { B: bytes('f') }, empty: { B: bytes('') } },
  'BOOL and NULL': { yes: { BOOL: true }, no: { BOOL: false }, null: { NULL: true } },
  SS: { SS: { SS: ['b', 'a', 'é'] } },
  NS: { NS: { NS: ['1', '2.50', '99999999999999999999999999999999999999'] } },
  BS: { BS: { BS: [bytes('foo'), bytes('bar')] } },
  L: { L: { L: [{ S: 'x' }, { L: [{ N: '1' }, { L: [] }] }, { M: {} }] } },
  M: { M: { M: { k: { M: { deep: { L: [{ B: bytes('x') }] } } } } } },
  'misleading names': {
    dynamodb: { M: { Keys: { S: 'x' }, SequenceNumber: { N: '1' } } },
    ApproximateCreationDateTime: { N: '7' },
    Records: { L: [] },
    userIdentity: { M: { PrincipalId: { S: 'x' }, Type: { S: 'x' } } },
  },
};

describe('a record in event form', function () {
  this.timeout(120_000);
  let local: LocalDynamoDb;
  let streams: DynamoDBStreamsClient;

  before(async () => {
    local = await startLocalDynamoDb(repositoryRoot());
    streams = new DynamoDBStreamsClient({
      endpoint: local.endpoint,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
  });
  after(() => local.stop());

  /** The first shard both ways. */
  async function bothWays({ streamArn }: TestTable): Promise<{ spliced: string[]; slow: string[] }> {
    const source = new DynamoDbStreamSource(
      streamArn,
      { endpointUrl: local.endpoint, region: 'eu-west-1' },
      accessWithoutQuestions(),
    );
    const { shards } = await source.listShards(never);
    const ShardId = shards[0]?.shardId;
    const { ShardIterator } = await streams.send(
      new GetShardIteratorCommand({ StreamArn: streamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' }),
    );
    const { records } = await source.getRecords(String(ShardIterator), 1000, never);
    const { Records = [] } = await streams.send(new GetRecordsCommand({ ShardIterator }));
    return {
      spliced: records.map(({ json }) => Buffer.from(json).toString()),
      slow: Records.map((record) => slowly(record, streamArn)),
    };
  }

  for (const [name, item] of Object.entries(items))
    it(`has the bytes of the slow way: ${name} (EV-1, EV-2, EV-4, EV-5, EV-6, EV-7, EV-8)`, async () => {
      const table = await TestTable.create(local.endpoint);
      await table.put('"key"\\\n/é', item);
      await table.put('"key"\\\n/é', { ...item, more: { N: '1' } });
      await table.delete('"key"\\\n/é');
      const { spliced, slow } = await bothWays(table);
      assert.equal(spliced.length, 3);
      assert.deepEqual(spliced, slow);
    });

  for (const [viewType, images] of [
    ['KEYS_ONLY', ['', '', '']],
    ['NEW_IMAGE', ['NewImage', 'NewImage', '']],
    ['OLD_IMAGE', ['', 'OldImage', 'OldImage']],
    ['NEW_AND_OLD_IMAGES', ['NewImage', 'NewImage OldImage', 'OldImage']],
  ] as const)
    it(`has the images of ${viewType}, and always the keys (RE-1, RE-6, EV-8)`, async () => {
      const table = await TestTable.create(local.endpoint, viewType);
      await table.put('a', { n: { N: '1' } });
      await table.put('a', { n: { N: '2' } });
      await table.delete('a');
      const { spliced, slow } = await bothWays(table);
      assert.deepEqual(spliced, slow);
      const changes = spliced.map((json) => JSON.parse(json) as { eventName: string; dynamodb: object });
      assert.deepEqual(
        changes.map(({ eventName }) => eventName),
        ['INSERT', 'MODIFY', 'REMOVE'],
      );
      assert.deepEqual(
        changes.map(({ dynamodb }) =>
          Object.keys(dynamodb)
            .filter((member) => member.endsWith('Image'))
            .join(' '),
        ),
        images,
      );
      assert.ok(changes.every(({ dynamodb }) => 'Keys' in dynamodb));
    });

  it('says who removed an item when its time to live was over, as the service writes it (RE-5, EV-3)', () => {
    const expected = `{"eventName":"REMOVE","userIdentity":{"principalId":"dynamodb.amazonaws.com","type":"Service"},"eventSource":"aws:dynamodb","dynamodb":{"ApproximateCreationDateTime":1732549200.0,"Keys":{"pk":{"S":"a"}},"OldImage":{"Type":{"S":"Type"},"PrincipalId":{"S":"x"}},"SequenceNumber":"111"},"eventSourceARN":"${ARN}"}`;
    for (const identity of [
      '{"PrincipalId":"dynamodb.amazonaws.com","Type":"Service"}',
      '{"principalId":"dynamodb.amazonaws.com","type":"Service"}',
    ])
      assert.deepEqual(
        texts(
          expected
            .replace(/\{"principalId.*?\}/, identity)
            .replace('.0', '')
            .replace(`,"eventSourceARN":"${ARN}"`, ''),
        ),
        [expected],
      );
  });

  for (const [written, inEvent] of [
    ['1732549200', '1732549200.0'],
    ['1732549200.000', '1732549200.0'],
    ['1.7325492E9', '1732549200.0'],
    ['1732549200.5', '1732549200.5'],
  ] as const)
    it(`has its time as a float, however the wire writes it: ${written} (RE-7, EV-4)`, () => {
      const record = (time: string): string =>
        `{"eventName":"INSERT","eventSource":"aws:dynamodb","dynamodb":{"SequenceNumber":"1","ApproximateCreationDateTime":${time},"Keys":{}}`;
      assert.deepEqual(texts(`${record(written)}}`), [`${record(inEvent)},"eventSourceARN":"${ARN}"}`]);
    });

  /** What becomes of records on the wire. */
  function texts(...records: string[]): string[] {
    const read = readWireRecords(Buffer.from(`{"Records":[${records.join()}]}`), ARN);
    assert.ok('records' in read, JSON.stringify(read));
    return read.records.map(({ json }) => Buffer.from(json).toString());
  }
});

/** Section 1.6, "SDK object → event JSON". */
function slowly(record: SdkRecord, eventSourceARN: string): string {
  const { ApproximateCreationDateTime: time, ...change } = record.dynamodb ?? {};
  const dynamodb = { ApproximateCreationDateTime: Number(time) / 1000, ...change };
  const text = JSON.stringify({ ...record, dynamodb, eventSourceARN }, (_name, value: unknown) => {
    if (!(value instanceof Object) || !Object.values(value).every((byte) => typeof byte === 'number'))
      return value;
    return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
  });
  return text
    .replace(/("ApproximateCreationDateTime":\d+)(?=,"Keys")/, '$1.0')
    .replace(/[\u{10000}-\u{10ffff}]/gu, escaped);
}

/** DynamoDB Local's JSON library escapes what lies beyond the basic plane; either way is the same text. */
function escaped(character: string): string {
  return Array.from({ length: 2 }, (_unit, index) => character.charCodeAt(index))
    .map((unit) => `\\u${unit.toString(16).toUpperCase()}`)
    .join('');
}

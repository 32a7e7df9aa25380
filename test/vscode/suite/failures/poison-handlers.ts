/** Handlers that fail in one way each, and a batch for them. Each is the whole text of a CommonJS module. */

/** So many records `item-0`…, each of them a change of its item from `old` to `new`. */
export function changesEvent(count: number): string {
  const records = Array.from({ length: count }, (_, index) => {
    const item = { id: { S: `item-${String(index)}` }, place: { N: String(index) } };
    return {
      eventID: String(index),
      eventName: 'MODIFY',
      eventSource: 'aws:dynamodb',
      awsRegion: 'eu-west-1',
      eventSourceARN: 'arn:aws:dynamodb:eu-west-1:111122223333:table/Items/stream/2026-11-23T00:00:00.000',
      dynamodb: {
        ApproximateCreationDateTime: 1_732_549_200,
        Keys: { id: item.id },
        OldImage: { ...item, status: { S: 'old' }, price: { N: '12' } },
        NewImage: { ...item, status: { S: 'new' } },
        SequenceNumber: (100 + index).toString().padStart(21, '0'),
      },
    };
  });
  return JSON.stringify({ Records: records });
}

const ids = 'const ids = event.Records.map((record) => record.dynamodb.Keys.id.S);';

export const poisonHandlers = {
  /** One record alone. */
  one: [
    'exports.handler = async (event) => {',
    '  for (const record of event.Records) {',
    '    const image = record.dynamodb.NewImage;',
    "    if (image.place.N === '13') image.price.N.trim();",
    '  }',
    '};',
  ],
  /** A record makes it wait for ever. */
  hanging: [
    'exports.handler = async (event) => {',
    `  ${ids}`,
    "  if (ids.includes('item-13')) await new Promise((resolve) => setTimeout(resolve, 3_600_000));",
    '};',
  ],
  pair: [
    'exports.handler = async (event) => {',
    `  ${ids}`,
    "  if (ids.includes('item-3') && ids.includes('item-11')) throw new RangeError('both at once');",
    '};',
  ],
  /** Remembered from one invocation to the next. */
  order: [
    'let isReserved = false;',
    'exports.handler = async (event) => {',
    `  ${ids}`,
    '  for (const id of ids) {',
    "    if (id === 'item-17' && isReserved) throw new Error('it is reserved');",
    "    if (id === 'item-5') isReserved = true;",
    '  }',
    '};',
  ],
  /** Fails at every other run, whichever process it is. */
  flaky: [
    "const fs = require('node:fs');",
    'exports.handler = async () => {',
    "  const file = __filename + '.runs';",
    "  fs.appendFileSync(file, '.');",
    "  if (fs.readFileSync(file, 'utf8').length % 2 === 1) throw new Error('not now');",
    '};',
  ],
  /** Refuses what it has seen before. */
  remembering: [
    'const seen = new Set();',
    'exports.handler = async (event) => {',
    '  for (const { eventID } of event.Records) {',
    "    if (seen.has(eventID)) throw new Error('twice');",
    '    seen.add(eventID);',
    '  }',
    '};',
  ],
  unloadable: ["require('./nowhere');", 'exports.handler = async () => {};'],
  passing: ['exports.handler = async () => {};'],
  /** Needs its environment, catches what goes wrong, and reports the record. */
  reporting: [
    'exports.handler = async (event) => {',
    '  const batchItemFailures = [];',
    '  for (const { dynamodb } of event.Records) {',
    '    if (dynamodb.Keys.id.S !== process.env.REFUSED) continue;',
    "    console.error('refused by the shop');",
    '    batchItemFailures.push({ itemIdentifier: dynamodb.SequenceNumber });',
    '  }',
    '  return { batchItemFailures };',
    '};',
  ],
} as const;

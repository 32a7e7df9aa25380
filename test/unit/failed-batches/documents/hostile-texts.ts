/** Texts that nobody has by accident: they must cost no more than others, and say no more. */
import { RECORDED } from '../../../support/failed-batches/recorded-documents';
import { rewritten, withMember } from './changed-document';
import type { RefusedText } from './refused-text';
import { AGAIN, DOCUMENT, WANTED } from './refused-text';

const MEGABYTES_10 = 10 * 1024 * 1024;
const deep = (levels: number, inner = '1'): string =>
  `${'{"a":'.repeat(levels)}${inner}${'}'.repeat(levels)}`;

export const hostileTexts: readonly RefusedText[] = [
  [
    'a member twice',
    rewritten('"batchSize":1', '"batchSize":1,"batchSize":2'),
    `${DOCUMENT} has the member "batchSize" twice: ${AGAIN}`,
  ],
  [
    'two batches in one document',
    rewritten('"version":"1.0"', '"DDBStreamBatchInfo":{},"version":"1.0"'),
    `${DOCUMENT} has the member "DDBStreamBatchInfo" twice: ${AGAIN}`,
  ],
  [
    'the member __proto__',
    rewritten('"batchSize":1', '"__proto__":{"batchSize":1}'),
    `${DOCUMENT} has the member "__proto__": ${AGAIN}`,
  ],
  [
    'a document that goes deep',
    rewritten('"1.0"', deep(100)),
    `${DOCUMENT} goes deeper than 20 levels: ${AGAIN}`,
  ],
  [
    'a document of 100,000 levels',
    rewritten('"1.0"', deep(100_000)),
    `${DOCUMENT} goes deeper than anything that Lambda writes: ${AGAIN}`,
  ],
  [
    'a payload that is no JSON',
    withMember('payload', 'AAAA'),
    `${DOCUMENT} has a "payload" that is no event with "Records": take that member out, and the records are read from the stream.`,
  ],
  [
    'a payload without records',
    withMember('payload', { orders: [] }),
    `${DOCUMENT} has a "payload" that is no event with "Records": take that member out, and the records are read from the stream.`,
  ],
  [
    'a payload that something has wrapped',
    RECORDED.payloadText.replace('should_fail', 'should\r\n_fail'),
    'Something has broken the lines within this document and its payload, so that its records are not known exactly: open the object in S3 itself.',
  ],
  [
    '10 MB of opening braces',
    '{'.repeat(MEGABYTES_10),
    'This is cut off before it tells of a failed batch: copy it from its first { to its last }.',
  ],
  ['10 MB of closing braces', '}'.repeat(MEGABYTES_10), `This text tells of no failed batch: ${WANTED}`],
  ['10 MB of quotation marks', '"'.repeat(MEGABYTES_10), `This text tells of no failed batch: ${WANTED}`],
  ['10 MB of backslashes', `{${'\\'.repeat(MEGABYTES_10)}`, `This text tells of no failed batch: ${WANTED}`],
  ['100,000 levels', deep(100_000), `This is JSON, but it tells of no failed batch: ${WANTED}`],
  [
    '100,000 levels that do not end',
    '{"a":'.repeat(100_000),
    'This is cut off before it tells of a failed batch: copy it from its first { to its last }.',
  ],
  [
    '100,000 lists',
    `{"a":${'['.repeat(100_000)}`,
    'This is cut off before it tells of a failed batch: copy it from its first { to its last }.',
  ],
];

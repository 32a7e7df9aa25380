/**
 * From the bytes of a record to an EncodedRecord: the fast way without parsing, and for what
 * looks unusual the slow way, which also knows what to say about bytes that are no record.
 */
import type { EncodedRecord } from './encoded-record';
import { encodeIfUsual, encodeRecord } from './encoded-record';
import { checkStreamRecord } from './stream-record';

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * The result's `json` is a part of `bytes`, not a copy, wherever nothing has to be added; whoever
 * uses the bytes again for something else must copy them.
 *
 * @param bytes UTF-8
 * @param start of one record in event form (reference section 1.6), in any order of members; white space is allowed
 * @param end exclusive
 * @returns the record, or a clause that says what is wrong, for example `has no dynamodb.Keys`
 */
export function scanRecord(
  bytes: Uint8Array,
  start: number,
  end: number,
): EncodedRecord | { readonly invalid: string } {
  return encodeIfUsual(bytes, start, end) ?? parseRecord(bytes.subarray(start, end));
}

function parseRecord(bytes: Uint8Array): EncodedRecord | { readonly invalid: string } {
  let value: unknown;
  try {
    value = JSON.parse(decoder.decode(bytes));
  } catch {
    // The engine's own message would quote the payload.
    return { invalid: 'is not valid JSON in UTF-8' };
  }
  const checked = checkStreamRecord(value);
  return checked.valid ? encodeRecord(checked.record) : { invalid: checked.reason };
}

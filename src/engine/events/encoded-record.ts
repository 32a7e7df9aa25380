/**
 * One record on its way from a source to a function: bytes in Lambda's event form, parsed
 * only when a filter, a view or a failure asks. What ordering, checkpoints and record age
 * need is found once, when the record is read.
 */
import type { StreamRecord } from './dynamodb-event';
import { serializeRecord } from './dynamodb-event';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export class EncodedRecord {
  private parsed: StreamRecord | undefined;

  /**
   * @param json one line of UTF-8: a record as it stands in an event, `eventSourceARN` and the time's
   *   fraction included (EV-1, EV-4)
   * @param sequenceNumber a text of digits
   * @param approximateCreationMs epoch milliseconds; undefined if the record does not tell
   * @param keys offsets in `json` of the value of `dynamodb.Keys`
   */
  constructor(
    readonly json: Uint8Array,
    readonly sequenceNumber: string,
    readonly approximateCreationMs: number | undefined,
    private readonly keys: { readonly start: number; readonly end: number },
  ) {}

  /** The value of `dynamodb.Keys` as JSON text in UTF-8: equal for records of the same item. */
  get keysJson(): Uint8Array {
    return this.json.subarray(this.keys.start, this.keys.end);
  }

  /** Parsed when first asked for, and kept. */
  get record(): StreamRecord {
    this.parsed ??= JSON.parse(decoder.decode(this.json)) as StreamRecord;
    return this.parsed;
  }
}

/** The slow way: from a parsed record. */
export function encodeRecord(record: StreamRecord): EncodedRecord {
  const text = serializeRecord(record);
  const keysText = JSON.stringify(record.dynamodb.Keys);
  // Keys stand in the text as they are stringified alone; a member of an image can't come before `dynamodb`.
  const keysAt = text.indexOf(`"Keys":${keysText}`) + '"Keys":'.length;
  const start = encoder.encode(text.slice(0, keysAt)).length;
  const time = record.dynamodb.ApproximateCreationDateTime;
  return new EncodedRecord(
    encoder.encode(text),
    record.dynamodb.SequenceNumber,
    time === undefined ? undefined : time * 1000,
    { start, end: start + encoder.encode(keysText).length },
  );
}

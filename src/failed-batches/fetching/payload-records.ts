/** The records that a document in S3 carries (reference DE-9), each checked: anybody may have written to a bucket. */
import * as l10n from '@vscode/l10n';
import type { EncodedRecord } from '../../engine/events/encoded-record';
import { encodeRecord } from '../../engine/events/encoded-record';
import { isJsonObject } from '../../engine/events/json-object';
import { compareSequenceNumbers } from '../../engine/events/sequence-number';
import { checkStreamRecord } from '../../engine/events/stream-record';
import type { FailedBatch } from '../failed-batch';

export type PayloadRecords =
  /** `differs`: a clause about what is not as the document's numbers say. */
  | { readonly records: readonly EncodedRecord[]; readonly eventText: string; readonly differs?: string }
  /** A clause about the records. */
  | { readonly refused: string };

type Range = Pick<FailedBatch, 'startSequenceNumber' | 'endSequenceNumber' | 'batchSize'>;

/** @param payload JSON text of an event, or of a text that holds one */
export function payloadRecords(payload: string, range: Range): PayloadRecords {
  const event = parsedEvent(payload);
  if (event === undefined) return { refused: l10n.t('are not a Lambda event in JSON') };
  const values = isJsonObject(event.value) ? event.value['Records'] : undefined;
  if (!Array.isArray(values)) return { refused: l10n.t('are not a Lambda event: it has no list of Records') };
  if (values.length === 0) return { refused: l10n.t('are none') };
  const records: EncodedRecord[] = [];
  for (const [index, value] of (values as readonly unknown[]).entries()) {
    const checked = checkStreamRecord(value);
    const [position, count] = [index + 1, values.length];
    if (!checked.valid)
      return { refused: l10n.t('hold one ({0} of {1}) that {2}', position, count, checked.reason) };
    try {
      records.push(encodeRecord(checked.record));
    } catch {
      return {
        refused: l10n.t('hold one ({0} of {1}) that is written in an unusual way', position, count),
      };
    }
  }
  const differs = differenceFrom(records, range);
  return { records, eventText: event.text, ...(differs !== undefined && { differs }) };
}

/** The recording on AWS leaves open whether the event is an object or a text (DE-9); a text in a text is unwrapped. */
function parsedEvent(payload: string): { readonly value: unknown; readonly text: string } | undefined {
  try {
    const value: unknown = JSON.parse(payload);
    return typeof value === 'string' ? { value: JSON.parse(value), text: value } : { value, text: payload };
  } catch {
    return undefined;
  }
}

function differenceFrom(records: readonly EncodedRecord[], range: Range): string | undefined {
  const first = records[0]?.sequenceNumber ?? '';
  const last = records.at(-1)?.sequenceNumber ?? '';
  if (records.length !== range.batchSize)
    return l10n.t('are {0}, and the document speaks of {1}', records.length, range.batchSize);
  if (compareSequenceNumbers(first, range.startSequenceNumber) !== 0)
    return l10n.t('begin at {0}, and the document says {1}', first, range.startSequenceNumber);
  if (compareSequenceNumbers(last, range.endSequenceNumber) !== 0)
    return l10n.t('end at {0}, and the document says {1}', last, range.endSequenceNumber);
  return undefined;
}

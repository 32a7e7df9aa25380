/**
 * Reads a partial batch response, `{"batchItemFailures":[{"itemIdentifier":"<SequenceNumber>"}]}`
 * (reference section 3.6).
 *
 * What AWS does not say (BI-11), decided here: one invalid identifier among valid ones fails the
 * whole batch; capitalised keys are not known, so such a response is a success, with a note; a
 * response that is no object (a text, a number) is a success, as the recorded `""` is.
 */
import { isJsonObject } from '../events/json-object';

export type PartialBatchResponse =
  | { readonly kind: 'success'; readonly note?: string }
  /** Index of the lowest failed record; everything from there is retried (BI-8). */
  | { readonly kind: 'failedFrom'; readonly index: number }
  /** Counts as a failure of the whole batch (BI-3 to BI-6). */
  | { readonly kind: 'invalid'; readonly reason: string };

/**
 * @param response the parsed answer of the function
 * @param sequenceNumbers of the batch, in its order
 */
export function readPartialBatchResponse(
  response: unknown,
  sequenceNumbers: readonly string[],
): PartialBatchResponse {
  if (!isJsonObject(response)) return { kind: 'success' };
  const failures = response['batchItemFailures'];
  if (failures === undefined || failures === null) return successWithout(response);
  if (!Array.isArray(failures)) return invalid('batchItemFailures is not an array');
  const indexes = new Map(sequenceNumbers.map((sequenceNumber, index) => [sequenceNumber, index]));
  let lowest: number | undefined;
  for (const failure of failures as readonly unknown[]) {
    const identifier = isJsonObject(failure) ? failure['itemIdentifier'] : undefined;
    const index = typeof identifier === 'string' ? indexes.get(identifier) : undefined;
    if (index === undefined) return invalid(wrongIdentifier(failure, identifier));
    lowest = Math.min(lowest ?? index, index);
  }
  return lowest === undefined ? { kind: 'success' } : { kind: 'failedFrom', index: lowest };
}

function successWithout(response: Readonly<Record<string, unknown>>): PartialBatchResponse {
  if (!('BatchItemFailures' in response)) return { kind: 'success' };
  return {
    kind: 'success',
    note: 'the response has "BatchItemFailures" with a capital letter, which Lambda does not read: write "batchItemFailures"',
  };
}

function wrongIdentifier(failure: unknown, identifier: unknown): string {
  if (!isJsonObject(failure)) return 'a member of batchItemFailures is not an object';
  if (identifier === undefined) return 'a member of batchItemFailures has no itemIdentifier';
  if (identifier === null) return 'an itemIdentifier is null';
  if (identifier === '') return 'an itemIdentifier is empty';
  if (typeof identifier !== 'string') return 'an itemIdentifier is not a text';
  return 'an itemIdentifier is no sequence number of the batch';
}

function invalid(reason: string): PartialBatchResponse {
  return { kind: 'invalid', reason };
}

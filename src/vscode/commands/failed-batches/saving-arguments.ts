/**
 * What the commands that save failed batches may be called with: a row of the view, nothing, or a row with the answers
 * to their questions beside it, if a test or another extension gives them. For example
 * `{ ...failedBatchNode, keys: '{"orderId":"1001"}', isConfirmed: true }` for reconstructing records.
 */
import { isJsonObject } from '../../../engine/events/json-object';

/** As they would be typed. */
export function givenKeys(argument: unknown): string | undefined {
  const keys = isJsonObject(argument) ? argument['keys'] : undefined;
  return typeof keys === 'string' ? keys : undefined;
}

export function isConfirmed(argument: unknown): boolean {
  return isJsonObject(argument) && argument['isConfirmed'] === true;
}

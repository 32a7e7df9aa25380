/** A document that was put together or passed by somebody, before anything is sent: refused as Lambda would refuse it. */
import type { DocumentPurpose } from '../../../triggers/options/check-trigger-document';
import { checkTriggerDocument } from '../../../triggers/options/check-trigger-document';
import type { TriggerDocument } from '../../../triggers/trigger-document';

/** @throws Error with every problem */
export function checkedDocument(value: unknown, purpose: DocumentPurpose): TriggerDocument {
  const checked = checkTriggerDocument(value, purpose);
  if (checked.valid) return checked.document;
  throw new Error(checked.problems.map(({ sentence }) => sentence).join(' '));
}

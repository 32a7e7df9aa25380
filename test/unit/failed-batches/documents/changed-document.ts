/** Lambda's document as recorded on AWS with a member that is different, for tests of what can't be used. */
import { RECORDED } from '../../../support/failed-batches/recorded-documents';

type Members = Record<string, unknown>;

interface Document extends Members {
  requestContext: Members;
  responseContext: Members;
  DDBStreamBatchInfo: Members;
}

export const recordedText = RECORDED.exhausted;

export function recordedDocument(): Document {
  return JSON.parse(recordedText) as Document;
}

/** @param change of the parsed document */
export function changed(change: (document: Document) => void): string {
  const document = recordedDocument();
  change(document);
  return JSON.stringify(document);
}

/** One member of `DDBStreamBatchInfo`; without a value it is left out. */
export function withInfo(member: string, value?: unknown): string {
  return changed((document) => (document.DDBStreamBatchInfo[member] = value));
}

/** One member of `requestContext`. */
export function withRequest(member: string, value?: unknown): string {
  return changed((document) => (document.requestContext[member] = value));
}

/** One member of the document itself. */
export function withMember(member: string, value?: unknown): string {
  return changed((document) => (document[member] = value));
}

/** A piece of its text written differently. */
export function rewritten(piece: string | RegExp, other: string): string {
  const text = recordedText.replace(piece, other);
  if (text === recordedText) throw new Error(`The recorded document has no ${String(piece)}.`);
  return text;
}

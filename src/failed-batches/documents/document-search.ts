/**
 * Finds Lambda's documents about failed batches in any text. It knows nothing of the envelopes around them: it looks for
 * objects with the members of such a document, also within strings, however often those were escaped.
 */
import { NAME } from './document-names';
import { cleaned, csvField, endOrBrace, quotingOf, stringPiece, unescaped } from './json-pieces';
import type { ScanListener, ScannedObject } from './object-scan';
import { ObjectScan } from './object-scan';

export type Finding =
  /** The document's text, and the offsets in it of the value of its member `payload`. */
  | {
      readonly kind: 'document';
      readonly json: string;
      readonly payload?: { readonly start: number; readonly end: number };
    }
  /** Of another source than DynamoDB: `KinesisBatchInfo`. */
  | { readonly kind: 'otherSource'; readonly member: string }
  | { readonly kind: 'asynchronous' }
  | { readonly kind: 'withoutBatchInfo' }
  /** Something has broken the lines of its payload, so that it is not known what it was. */
  | { readonly kind: 'wrappedPayload' }
  | { readonly kind: 'tooDeep' }
  /** `after`: the last name that could be read. */
  | { readonly kind: 'cutOff' | 'damaged'; readonly after: string | undefined };

/** Each escapes the quotation marks of the one within: eight are 255 backslashes at each. */
const MOST_LEVELS = 8;

export class DocumentSearch implements ScanListener {
  findings: Finding[] = [];
  /** Bits of all names that objects in the text have. */
  names = 0;
  sawObject = false;
  isCutOff = false;
  /** Characters that were gone through, which tests compare with the text's length. */
  steps = 0;
  private readonly texts: string[] = [];

  search(text: string): void {
    this.texts.push(text);
    for (let at = text.indexOf('{'); at >= 0; at = text.indexOf('{', at)) {
      at = this.passObject(text, at);
    }
    this.steps += text.length;
    this.texts.pop();
  }

  mark(): number {
    return this.findings.length;
  }

  string(written: string): void {
    if (written.includes('\\')) this.searchInside(unescaped(written));
  }

  object(object: ScannedObject, end: number, scan: ObjectScan): void {
    const { names, start, mark } = object;
    this.sawObject = true;
    this.names |= names;
    const finding = this.findingOf(object, end, scan);
    if (finding === undefined) return;
    this.findings.splice(mark);
    if (finding !== 'unclean') this.findings.push(finding);
    else this.searchInside(cleaned(this.texts.at(-1)?.slice(start, end) ?? ''));
  }

  broken(open: readonly ScannedObject[], kind: 'cutOff' | 'damaged', after: string | undefined): void {
    if (kind === 'cutOff') this.isCutOff = true;
    const document = open.find(({ names }) => isDocument(names));
    for (const { names } of open) this.names |= names;
    if (document === undefined) return;
    this.findings.splice(document.mark);
    this.findings.push({ kind, after });
  }

  tooDeep({ names }: ScannedObject): void {
    if (isDocument(names)) this.findings.push({ kind: 'tooDeep' });
  }

  /** @returns the offset to go on from */
  private passObject(text: string, at: number): number {
    switch (quotingOf(text, at + 1)) {
      case 'none':
        return at + 1;
      case 'plain': {
        const scan = new ObjectScan(text, at, this);
        const next = scan.run();
        this.steps += scan.position - at;
        return Math.max(at + 1, next);
      }
      case 'doubled': {
        const { content, end } = csvField(text, at);
        this.searchInside(content);
        return endOrBrace(text, at, end);
      }
      case 'escaped': {
        const { end, isClosed } = stringPiece(text, at);
        this.searchInside(unescaped(text.slice(at, isClosed ? end - 1 : end)));
        return endOrBrace(text, at, end);
      }
    }
  }

  private searchInside(text: string): void {
    if (this.texts.length <= MOST_LEVELS) this.search(text);
  }

  private findingOf(object: ScannedObject, end: number, scan: ObjectScan): Finding | 'unclean' | undefined {
    const { names, start, payload, otherInfo } = object;
    if ((names & NAME.batchInfo) !== 0) {
      if (scan.wrappedAt >= start && payload !== undefined) return { kind: 'wrappedPayload' };
      if (scan.isUnclean) return 'unclean';
      return {
        kind: 'document',
        json: this.texts.at(-1)?.slice(start, end) ?? '',
        ...(payload && { payload: { start: payload.start - start, end: payload.end - start } }),
      };
    }
    if ((names & NAME.requestContext) === 0) return undefined;
    if (otherInfo !== undefined) return { kind: 'otherSource', member: otherInfo };
    if ((names & NAME.requestPayload) !== 0) return { kind: 'asynchronous' };
    return (names & NAME.responseContext) === 0 ? undefined : { kind: 'withoutBatchInfo' };
  }
}

function isDocument(names: number): boolean {
  return (names & (NAME.requestContext | NAME.batchInfo)) !== 0;
}

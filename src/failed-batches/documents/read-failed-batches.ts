/** Any text that a person may have, as the failed batches that it tells of. */
import * as l10n from '@vscode/l10n';
import type { FailedBatch } from '../failed-batch';
import type { Finding } from './document-search';
import { DocumentSearch } from './document-search';
import { foreignText } from './foreign-text';
import { readDocument } from './read-document';

export type ReadFailedBatches =
  | {
      readonly kind: 'failedBatches';
      /** In the order of the text; one that is there twice is one. */
      readonly batches: readonly [FailedBatch, ...FailedBatch[]];
      /** Sentences about documents beside them that can't be used. */
      readonly refusals: readonly string[];
    }
  /** `reason`: a sentence that says what the text is and what to do instead. */
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * Finds the documents whatever they are wrapped in: an object of S3 with its payload, messages of SQS and SNS, events of
 * EventBridge, strings within strings, JSON Lines, log lines, e-mails, fields of CSV.
 */
export function readFailedBatches(text: string): ReadFailedBatches {
  const search = searched(text);
  const batches = new Map<string, FailedBatch>();
  const refusals = new Set<string>();
  for (const [index, finding] of search.findings.entries()) {
    const read = finding.kind === 'document' ? readDocument(finding) : sentenceOn(finding);
    if (typeof read === 'string') refusals.add(placed(read, index, search.findings.length));
    // Of two documents about one batch the one with its records is kept.
    else if (batches.get(read.id)?.payload === undefined) batches.set(read.id, read);
  }
  const [first, ...rest] = batches.values();
  if (first !== undefined)
    return { kind: 'failedBatches', batches: [first, ...rest], refusals: [...refusals] };
  const [reason = foreignText(text, search)] = refusals;
  return { kind: 'refused', reason };
}

/** As it is; where that holds no document, as it was before it was formatted, and before it was wrapped. */
function searched(text: string): DocumentSearch {
  const asItIs = searchOf(text);
  if (asItIs.findings.some(({ kind }) => kind === 'document')) return asItIs;
  const plain = unformatted(text);
  const joined = plain.replace(/[\r\n]+(?:>+ ?)*/g, '');
  for (const restored of new Set([plain, joined])) {
    if (restored === text) continue;
    const search = searchOf(restored);
    if (restored !== plain) search.findings = search.findings.map(withoutJoinedPayload);
    if (search.findings.some(({ kind }) => kind === 'document')) return search;
  }
  return asItIs;
}

function searchOf(text: string): DocumentSearch {
  const search = new DocumentSearch();
  search.search(text);
  return search;
}

/** Without the quotation marks of word processors and web pages, and the colours of a terminal. */
function unformatted(text: string): string {
  return text
    .replace(/[\u201c-\u201f]|&quot;|&#34;/g, '"')
    .replaceAll('&amp;', '&')
    .replace(/\u001b\[[\d;]{0,20}m/g, '');
}

/** What was at the break of a line is not known, and a record must be what it was. */
function withoutJoinedPayload(finding: Finding): Finding {
  return finding.kind === 'document' && finding.payload !== undefined ? { kind: 'wrappedPayload' } : finding;
}

/** With several documents in a text it must be said which one is meant. */
function placed(sentence: string, index: number, count: number): string {
  return count === 1 ? sentence : l10n.t('Document {0} of {1}: {2}', index + 1, count, sentence);
}

function sentenceOn(finding: Exclude<Finding, { kind: 'document' }>): string {
  switch (finding.kind) {
    case 'otherSource':
      return otherSource(finding.member);
    case 'asynchronous':
      return l10n.t(
        'This document is about an asynchronous invocation, not about a batch of a stream: its "requestPayload" is the event, with which the function can be invoked again.',
      );
    case 'withoutBatchInfo':
      return l10n.t(
        'This document of Lambda has no "DDBStreamBatchInfo", so it does not say which records failed: copy the whole document again as Lambda wrote it.',
      );
    case 'wrappedPayload':
      return l10n.t(
        'Something has broken the lines within this document and its payload, so that its records are not known exactly: open the object in S3 itself.',
      );
    case 'tooDeep':
      return l10n.t(
        'This document about a failed batch goes deeper than anything that Lambda writes: copy the whole document again as Lambda wrote it.',
      );
    case 'cutOff':
      return cutOff(finding.after?.slice(0, LONGEST_NAME));
    case 'damaged':
      return damaged(finding.after?.slice(0, LONGEST_NAME));
  }
}

function otherSource(member: string): string {
  return member.startsWith('Kinesis')
    ? l10n.t(
        'This document is about a batch of a Kinesis stream ("{0}"): only failed batches of DynamoDB Streams can be opened here.',
        member,
      )
    : l10n.t(
        'This document is about a batch of another event source ("{0}"): only failed batches of DynamoDB Streams can be opened here.',
        member,
      );
}

/** Of a member, as it is quoted in a sentence. */
const LONGEST_NAME = 60;

function cutOff(after: string | undefined): string {
  return after === undefined
    ? l10n.t('This document about a failed batch is cut off: copy it from its first { to its last }.')
    : l10n.t(
        'This document about a failed batch is cut off after "{0}": copy it from its first { to its last }.',
        after,
      );
}

function damaged(after: string | undefined): string {
  return after === undefined
    ? l10n.t('This document about a failed batch is damaged: copy it again, from its first { to its last }.')
    : l10n.t(
        'This document about a failed batch is damaged after "{0}": copy it again, from its first { to its last }.',
        after,
      );
}

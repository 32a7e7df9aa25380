/** What is to be said about the text of a document, each at its place: malformed JSON, what Lambda refuses, advice. */
import type { Node, ParseError } from 'jsonc-parser';
import { findNodeAtLocation, getNodeValue, parseTree, printParseErrorCode } from 'jsonc-parser';
import * as l10n from '@vscode/l10n';
import { nearestName } from '../../engine/event-source-mapping/mapping-parameter-names';
import type { LocatedSentence } from '../../engine/event-source-mapping/parameter-reader';
import type { TriggerDocument } from '../trigger-document';
import type { DocumentPurpose } from './check-trigger-document';
import { checkTriggerDocument } from './check-trigger-document';
import { tooDeepAt } from './json-depth';
import type { TextRange } from './json-positions';
import { rangeInString, rangeOf } from './json-positions';
import type { Advice } from './trigger-advice';
import { adviceOn } from './trigger-advice';
import { optionNames } from './trigger-options';

export type Finding = TextRange &
  (
    | { readonly kind: 'syntax'; readonly sentence: string }
    /** Lambda would refuse it. `rename`: what a misspelt member may have been meant to be. */
    | { readonly kind: 'problem'; readonly sentence: string; readonly rename?: string }
    | { readonly kind: 'warning'; readonly sentence: string }
    | { readonly kind: 'advice'; readonly advice: Advice }
  );

export interface ReadDocument {
  /** In the order of the text within each kind. */
  readonly findings: readonly Finding[];
  /** Absent if Lambda would refuse it, or if it is no JSON. */
  readonly document?: TriggerDocument;
}

/** Far more than any parameter has. */
const MOST_LEVELS = 50;

/** @param text strict JSON, without comments */
export function readDocumentText(text: string, purpose: DocumentPurpose): ReadDocument {
  const tooDeep = tooDeepAt(text, MOST_LEVELS);
  if (tooDeep !== undefined) {
    const sentence = l10n.t('It goes deeper than {0} levels, and no trigger does.', MOST_LEVELS);
    return { findings: [{ kind: 'problem', offset: tooDeep, length: 1, sentence }] };
  }
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const syntax = errors.map((error): Finding => {
    const { offset, length } = error;
    return { kind: 'syntax', offset, length: Math.max(1, length), sentence: syntaxSentence(error) };
  });
  if (root === undefined || syntax.length > 0) return { findings: syntax };
  const checked = checkTriggerDocument(getNodeValue(root), purpose);
  if (!checked.valid) return { findings: inOrder(checked.problems.map((one) => problem(text, root, one))) };
  const { document } = checked;
  const warnings = checked.warnings.map(({ path, sentence }): Finding => {
    return { kind: 'warning', sentence, ...rangeOf(root, path, false) };
  });
  const advice = adviceOn(document, purpose).map((one): Finding => {
    return { kind: 'advice', advice: one, ...rangeOf(root, one.path, false) };
  });
  return { findings: [...inOrder(warnings), ...inOrder(advice)], document };
}

function problem(text: string, root: Node, { path, sentence, position }: LocatedSentence): Finding {
  const isName = isUnknownName(path);
  const range = rangeOf(root, path, isName);
  const node = position && findNodeAtLocation(root, [...path]);
  if (position !== undefined && node?.type === 'string') {
    const at = rangeInString(text, node, String(node.value), position);
    return { kind: 'problem', sentence, ...at };
  }
  const rename = isName && path.length === 1 ? nearestName(String(path[0]), optionNames) : undefined;
  return { kind: 'problem', sentence, ...range, ...(rename !== undefined && { rename }) };
}

const innerNames = new Set(['OnFailure', 'Destination', 'Filters', 'Pattern', 'Metrics']);

function isUnknownName(path: readonly (string | number)[]): boolean {
  const name = path.at(-1);
  if (typeof name !== 'string') return false;
  if (path.length === 1) return !(optionNames as readonly string[]).includes(name);
  return path[0] === 'Tags' || !innerNames.has(name);
}

function inOrder(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((left, right) => left.offset - right.offset);
}

/** By the names that the parser gives them. */
const syntaxSentences: Readonly<Record<string, () => string>> = {
  InvalidSymbol: () => l10n.t('No JSON: this is no value of JSON.'),
  InvalidNumberFormat: () => l10n.t('No JSON: this is no number of JSON.'),
  PropertyNameExpected: () => l10n.t('No JSON: a name in double quotes is expected.'),
  ValueExpected: () => l10n.t('No JSON: a value is expected.'),
  ColonExpected: () => l10n.t('No JSON: a colon is expected.'),
  CommaExpected: () => l10n.t('No JSON: a comma is expected.'),
  CloseBraceExpected: () => l10n.t('No JSON: a closing brace is expected.'),
  CloseBracketExpected: () => l10n.t('No JSON: a closing bracket is expected.'),
  EndOfFileExpected: () => l10n.t('No JSON: nothing more is expected behind the document.'),
  InvalidCommentToken: () => l10n.t('No JSON: JSON has no comments.'),
  UnexpectedEndOfComment: () => l10n.t('No JSON: a comment does not end.'),
  UnexpectedEndOfString: () => l10n.t('No JSON: a text does not end.'),
  UnexpectedEndOfNumber: () => l10n.t('No JSON: a number does not end.'),
  InvalidUnicode: () => l10n.t('No JSON: this is no character escape of JSON.'),
  InvalidEscapeCharacter: () => l10n.t('No JSON: this is no escape of JSON.'),
  InvalidCharacter: () => l10n.t('No JSON: a control character has to be escaped.'),
};

function syntaxSentence({ error }: ParseError): string {
  return syntaxSentences[printParseErrorCode(error)]?.() ?? l10n.t('No JSON: something is amiss.');
}

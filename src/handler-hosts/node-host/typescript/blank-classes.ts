/**
 * Types on classes and their members: modifiers, `implements`, members that exist for the checker only.
 */
import type { BlankedText } from './blanked-text';
import { blankThisParameter } from './blank-this-parameter';
import { childOf, childrenOf, nameOf, type SyntaxNode } from './syntax-tree';

const ERASED_MODIFIERS = new Set(['readonly', 'public', 'protected', 'private', 'override']);

export function blankClass(node: SyntaxNode, text: BlankedText): boolean {
  if (node['abstract'] === true) blankWord(text, text.nextToken(node.start), 'abstract');
  const implemented = childrenOf(node, 'implements');
  const first = implemented[0];
  const last = implemented.at(-1);
  if (first !== undefined && last !== undefined) {
    const keyword = text.previousToken(first.start) - 'implements'.length + 1;
    text.blank(keyword, last.end);
  }
  return false;
}

export function blankClassMember(node: SyntaxNode, text: BlankedText): boolean {
  if (isForTheCheckerOnly(node)) {
    removeMember(node, text);
    return true;
  }
  const key = childOf(node, 'key') ?? node;
  const computed = node['computed'] === true;
  const keyStart = computed ? text.previousToken(key.start) : key.start;
  const hasModifier = blankModifiers(node, text, keyStart);
  blankMark(node, text, computed ? text.nextToken(key.end) + 1 : key.end);
  separateFromFormerMember(node, text, { computed, hasModifier });
  return blankThisParameter(node, text);
}

function isForTheCheckerOnly(node: SyntaxNode): boolean {
  return (
    node.type === 'TSDeclareMethod' ||
    node.type === 'TSIndexSignature' ||
    node['abstract'] === true ||
    node['declare'] === true
  );
}

/** A member without a semicolon before it must not run into the one after it. */
function removeMember(node: SyntaxNode, text: BlankedText): void {
  text.blank(node.start, node.end);
  const next = text.characterAt(text.nextToken(node.end));
  const previous = text.characterAt(text.previousToken(node.start));
  if ('[*('.includes(next || ' ') && !';{}'.includes(previous)) text.overwrite(node.start, ';');
}

/** True where one of the erased modifiers was there. */
function blankModifiers(node: SyntaxNode, text: BlankedText, keyStart: number): boolean {
  let found = false;
  for (let at = text.nextToken(node.start); at < keyStart;) {
    const word = text.wordAt(at);
    if (ERASED_MODIFIERS.has(word)) {
      text.blank(at, at + word.length);
      found = true;
    }
    at = text.nextToken(at + Math.max(word.length, 1));
  }
  return found;
}

/** `?` of an optional and `!` of a definite member. */
function blankMark(node: SyntaxNode, text: BlankedText, afterKey: number): void {
  if (node['optional'] !== true && node['definite'] !== true) return;
  const mark = text.nextToken(afterKey);
  text.blank(mark, mark + 1);
}

/** Where the erased words kept two members apart, a semicolon takes their place. */
function separateFromFormerMember(
  node: SyntaxNode,
  text: BlankedText,
  { computed, hasModifier }: { readonly computed: boolean; readonly hasModifier: boolean },
): void {
  const name = nameOf(childOf(node, 'key'));
  const annotation = childOf(node, 'typeAnnotation');
  if (!computed && annotation !== undefined && childOf(node, 'value') === undefined) {
    if (['get', 'set', 'static'].includes(name)) text.overwrite(annotation.start, ';');
  }
  const continues = computed || node['generator'] === true || ['in', 'instanceof'].includes(name);
  if (hasModifier && continues && node['static'] !== true) text.overwrite(node.start, ';');
}

function blankWord(text: BlankedText, offset: number, word: string): void {
  if (text.wordAt(offset) === word) text.blank(offset, offset + word.length);
}

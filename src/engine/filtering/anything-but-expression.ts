/**
 * The operand of `anything-but`: a text, a number, a list of either, or one of four operators with
 * a text or a list of texts (reference section 3.10, rules 20 to 23).
 */
import type { JsonToken, JsonTokenReader } from './json-token-reader';
import { comparableNumber } from './numeric-expression';
import { PatternRejection } from './pattern-rejection';
import type { ValueTest } from './value-test';
import {
  anythingBut,
  equalsIgnoringCase,
  equalsNumber,
  exactly,
  fitsWildcard,
  hasPrefix,
  hasSuffix,
} from './value-test';
import { parseWildcard } from './wildcard';

type InnerOperator = 'equals-ignore-case' | 'prefix' | 'suffix' | 'wildcard';

const innerTests: Readonly<Record<InnerOperator, (operand: JsonToken) => ValueTest>> = {
  'equals-ignore-case': ({ text }) => equalsIgnoringCase(text),
  prefix: ({ text }) => hasPrefix(text),
  suffix: ({ text }) => hasSuffix(text),
  wildcard: ({ text, offset }) => {
    const wildcard = parseWildcard(text);
    if (!wildcard.valid) throw new PatternRejection(wildcard.reason, offset);
    return fitsWildcard(wildcard.pieces);
  },
};

const wrongOperand: Readonly<Record<InnerOperator, string>> = {
  'equals-ignore-case':
    'Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.',
  prefix: 'prefix/suffix match pattern must be a string',
  suffix: 'prefix/suffix match pattern must be a string',
  wildcard: 'wildcard match pattern must be a string',
};

/** Reads on from behind the operator's name to behind the `}` of its object. */
export function readAnythingBut(reader: JsonTokenReader): ValueTest {
  const operand = reader.next();
  const test = operand.kind === '{' ? readInner(reader) : readExcluded(operand, reader);
  expectEnd(reader);
  return test;
}

function readExcluded(operand: JsonToken, reader: JsonTokenReader): ValueTest {
  checkOperand(operand);
  if (operand.kind !== '[') return anythingBut([excluded(operand)]);
  const tests = readList(reader, excluded);
  if (new Set(tests.map(({ kind }) => kind)).size === 1) return anythingBut(tests);
  const reason =
    'Inside anything but list, either all values are number or string, mixed type is not supported';
  throw new PatternRejection(reason, operand.offset);
}

function readInner(reader: JsonTokenReader): ValueTest {
  const name = reader.next();
  if (name.kind !== 'name') throw new PatternRejection('Anything-But expression name not found', name.offset);
  const inner = name.text;
  if (!isInnerOperator(inner))
    throw new PatternRejection(`Unsupported anything-but pattern: ${inner}`, name.offset);
  const operand = reader.next();
  checkOperand(operand);
  const checked = (member: JsonToken): JsonToken => checkText(inner, member);
  const texts = operand.kind === '[' ? readList(reader, checked) : [checked(operand)];
  const test = anythingBut(texts.map(innerTests[inner]), inner);
  expectEnd(reader);
  return test;
}

function isInnerOperator(name: string): name is InnerOperator {
  return Object.hasOwn(innerTests, name);
}

function excluded(operand: JsonToken): ValueTest {
  if (operand.kind === 'string') return exactly(operand.text);
  if (operand.kind === 'number') return equalsNumber(comparableNumber(operand));
  throw new PatternRejection(
    'Inside anything but list, start|null|boolean is not supported.',
    operand.offset,
  );
}

function checkText(inner: InnerOperator, operand: JsonToken): JsonToken {
  if (operand.kind !== 'string') throw new PatternRejection(wrongOperand[inner], operand.offset);
  if (operand.text === '' && (inner === 'prefix' || inner === 'suffix'))
    throw new PatternRejection('Null prefix/suffix not allowed', operand.offset);
  return operand;
}

function checkOperand({ kind, offset }: JsonToken): void {
  if (kind === '[' || kind === 'string' || kind === 'number') return;
  const reason = 'Value of anything-but must be an array or single string/number value.';
  throw new PatternRejection(reason, offset);
}

/** Up to the `]`. Members are checked as they come, so that the first fault is the one that is named. */
function readList<T>(reader: JsonTokenReader, member: (token: JsonToken) => T): T[] {
  const members: T[] = [];
  for (let token = reader.next(); token.kind !== ']'; token = reader.next()) members.push(member(token));
  return members;
}

function expectEnd(reader: JsonTokenReader): void {
  const token = reader.next();
  if (token.kind !== '}') throw new PatternRejection('Too many elements in numeric expression', token.offset);
}

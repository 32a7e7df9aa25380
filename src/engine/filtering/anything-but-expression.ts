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

const innerOperators: Readonly<Record<InnerOperator, (operand: JsonToken) => ValueTest>> = {
  'equals-ignore-case': (operand) => {
    if (operand.kind !== 'string') {
      const reason =
        'Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.';
      throw new PatternRejection(reason, operand.offset);
    }
    return equalsIgnoringCase(operand.text);
  },
  prefix: (operand) => hasPrefix(affix(operand)),
  suffix: (operand) => hasSuffix(affix(operand)),
  wildcard: (operand) => {
    if (operand.kind !== 'string')
      throw new PatternRejection('wildcard match pattern must be a string', operand.offset);
    const wildcard = parseWildcard(operand.text);
    if (!wildcard.valid) throw new PatternRejection(wildcard.reason, operand.offset);
    return fitsWildcard(wildcard.pieces);
  },
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
  const members = readList(reader);
  const tests = members.map(excluded);
  if (new Set(members.map(({ kind }) => kind)).size !== 1) {
    const reason =
      'Inside anything but list, either all values are number or string, mixed type is not supported';
    throw new PatternRejection(reason, operand.offset);
  }
  return anythingBut(tests);
}

function readInner(reader: JsonTokenReader): ValueTest {
  const name = reader.next();
  if (name.kind !== 'name') throw new PatternRejection('Anything-But expression name not found', name.offset);
  if (!isInnerOperator(name.text))
    throw new PatternRejection(`Unsupported anything-but pattern: ${name.text}`, name.offset);
  const operand = reader.next();
  checkOperand(operand);
  const operands = operand.kind === '[' ? readList(reader) : [operand];
  const tests = operands.map(innerOperators[name.text]);
  expectEnd(reader);
  return anythingBut(tests, name.text);
}

function isInnerOperator(name: string): name is InnerOperator {
  return Object.hasOwn(innerOperators, name);
}

function excluded(operand: JsonToken): ValueTest {
  if (operand.kind === 'string') return exactly(operand.text);
  if (operand.kind === 'number') return equalsNumber(comparableNumber(operand));
  throw new PatternRejection(
    'Inside anything but list, start|null|boolean is not supported.',
    operand.offset,
  );
}

function affix(operand: JsonToken): string {
  if (operand.kind !== 'string')
    throw new PatternRejection('prefix/suffix match pattern must be a string', operand.offset);
  if (operand.text === '') throw new PatternRejection('Null prefix/suffix not allowed', operand.offset);
  return operand.text;
}

function checkOperand({ kind, offset }: JsonToken): void {
  if (kind === '[' || kind === 'string' || kind === 'number') return;
  throw new PatternRejection('Value of anything-but must be an array or single string/number value.', offset);
}

/** The members up to the `]`; a container inside is returned as its bracket, and then refused. */
function readList(reader: JsonTokenReader): JsonToken[] {
  const members: JsonToken[] = [];
  for (let token = reader.next(); token.kind !== ']'; token = reader.next()) {
    members.push(token);
    if (token.kind === '{' || token.kind === '[') break;
  }
  return members;
}

function expectEnd(reader: JsonTokenReader): void {
  const token = reader.next();
  if (token.kind !== '}') throw new PatternRejection('Too many elements in numeric expression', token.offset);
}

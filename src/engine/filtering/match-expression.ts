/**
 * The object in a pattern's array, `{"prefix":"us-"}`: which operators there are, and what each
 * takes as its operand (reference section 3.10, rules 3 and 15 to 26).
 */
import { parseCidrBlock } from './cidr-block';
import type { JsonToken, JsonTokenReader } from './json-token-reader';
import { readAnythingBut } from './anything-but-expression';
import { readNumericRange } from './numeric-expression';
import { PatternRejection } from './pattern-rejection';
import type { ValueTest } from './value-test';
import {
  equalsIgnoringCase,
  exactly,
  exists,
  fitsWildcard,
  hasPrefix,
  hasPrefixIgnoringCase,
  hasSuffix,
  hasSuffixIgnoringCase,
  inAddressRange,
} from './value-test';
import { parseWildcard } from './wildcard';

/** What `exists: false` asks for, in place of a test of a value. */
export type MatchExpression = ValueTest | 'absent';

/** Reads on from behind the object's `{` to behind its `}`. */
export function readMatchExpression(reader: JsonTokenReader): MatchExpression {
  const name = reader.next();
  if (name.kind !== 'name') throw new PatternRejection('Match expression name not found', name.offset);
  const expression = readOperand(name, reader);
  return expression;
}

function readOperand(name: JsonToken, reader: JsonTokenReader): MatchExpression {
  switch (name.text) {
    case 'exactly':
      return closed(exactly(textOperand(reader, 'exact match pattern must be a string')), reader);
    case 'prefix':
      return readAffix('prefix', reader);
    case 'suffix':
      return readAffix('suffix', reader);
    case 'equals-ignore-case':
      return closed(
        equalsIgnoringCase(textOperand(reader, 'equals-ignore-case match pattern must be a string')),
        reader,
      );
    case 'wildcard':
      return closed(readWildcard(reader), reader);
    case 'numeric':
      return readNumericRange(reader);
    case 'cidr':
      return closed(readCidr(reader), reader);
    case 'exists':
      return closed(readExists(reader), reader);
    case 'anything-but':
      return readAnythingBut(reader);
    default:
      throw new PatternRejection(`Unrecognized match type ${name.text}`, name.offset);
  }
}

function readAffix(operator: 'prefix' | 'suffix', reader: JsonTokenReader): ValueTest {
  const operand = reader.next();
  if (operand.kind === '{') return readAffixIgnoringCase(operator, reader);
  if (operand.kind !== 'string')
    throw new PatternRejection(`${operator} match pattern must be a string`, operand.offset);
  return closed(operator === 'prefix' ? hasPrefix(operand.text) : hasSuffix(operand.text), reader);
}

function readAffixIgnoringCase(operator: 'prefix' | 'suffix', reader: JsonTokenReader): ValueTest {
  const name = reader.next();
  const label = operator === 'prefix' ? 'Prefix' : 'Suffix';
  if (name.kind !== 'name') throw new PatternRejection(`${label} expression name not found`, name.offset);
  if (name.text !== 'equals-ignore-case')
    throw new PatternRejection(`Unsupported ${operator} pattern: ${name.text}`, name.offset);
  const text = textOperand(reader, 'equals-ignore-case match pattern must be a string');
  const test = operator === 'prefix' ? hasPrefixIgnoringCase(text) : hasSuffixIgnoringCase(text);
  return closed(closed(test, reader), reader);
}

function readWildcard(reader: JsonTokenReader): ValueTest {
  const operand = reader.next();
  if (operand.kind !== 'string')
    throw new PatternRejection('wildcard match pattern must be a string', operand.offset);
  const wildcard = parseWildcard(operand.text);
  if (!wildcard.valid) throw new PatternRejection(wildcard.reason, operand.offset);
  return fitsWildcard(wildcard.pieces);
}

function readCidr(reader: JsonTokenReader): ValueTest {
  const operand = reader.next();
  // The word `prefix` is the matcher's own.
  if (operand.kind !== 'string')
    throw new PatternRejection('prefix match pattern must be a string', operand.offset);
  const range = parseCidrBlock(operand.text);
  if (typeof range === 'string') throw new PatternRejection(range, operand.offset);
  return inAddressRange(range);
}

function readExists(reader: JsonTokenReader): MatchExpression {
  const operand = reader.next();
  if (operand.kind === 'literal' && operand.text === 'true') return exists();
  if (operand.kind === 'literal' && operand.text === 'false') return 'absent';
  throw new PatternRejection('exists match pattern must be either true or false.', operand.offset);
}

function textOperand(reader: JsonTokenReader, reason: string): string {
  const operand = reader.next();
  if (operand.kind !== 'string') throw new PatternRejection(reason, operand.offset);
  return operand.text;
}

function closed<T>(expression: T, reader: JsonTokenReader): T {
  const end = reader.next();
  if (end.kind !== '}') throw new PatternRejection('Only one key allowed in match expression', end.offset);
  return expression;
}

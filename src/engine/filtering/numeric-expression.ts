/**
 * The operand of `numeric`: `["=", 5]`, one bound, or a lower and then an upper bound
 * (reference section 3.10, rules 16 and 17).
 */
import type { JsonToken, JsonTokenReader } from './json-token-reader';
import { isExactAsDouble } from './number-precision';
import { PatternRejection } from './pattern-rejection';
import type { ValueTest } from './value-test';
import { inNumericRange } from './value-test';

const lowest = { bottom: -Number.MAX_VALUE, bottomIncluded: true };
const highest = { top: Number.MAX_VALUE, topIncluded: true };

/** Reads on from behind the operator's name to behind the `}` of its object. */
export function readNumericRange(reader: JsonTokenReader): ValueTest {
  const list = reader.next();
  if (list.kind !== '[') throw new PatternRejection('Value of numeric must be an array.', list.offset);
  const test = readComparison(reader);
  expectEnd(reader, '}', 'Too many elements in numeric expression');
  return test;
}

/** @throws PatternRejection for a number that a double doesn't hold */
export function comparableNumber(token: JsonToken): number {
  if (!isExactAsDouble(token.text))
    throw new PatternRejection(`Cannot compare number : ${token.text}`, token.offset);
  return Number(token.text);
}

function readComparison(reader: JsonTokenReader): ValueTest {
  const operator = reader.next();
  if (operator.kind !== 'string')
    throw new PatternRejection(`Invalid member in numeric match: ${operator.text}`, operator.offset);
  switch (operator.text) {
    case '=': {
      const value = readNumber(reader, 'equals');
      return single(value, reader, (number) => ({
        bottom: number,
        bottomIncluded: true,
        top: number,
        topIncluded: true,
      }));
    }
    case '<':
    case '<=': {
      const value = readNumber(reader, operator.text);
      const topIncluded = operator.text === '<=';
      return single(value, reader, (top) => ({ ...lowest, top, topIncluded }));
    }
    case '>':
    case '>=':
      return readFromBottom(reader, operator.text);
    default:
      throw new PatternRejection(`Unrecognized numeric range operator: ${operator.text}`, operator.offset);
  }
}

function single(
  value: JsonToken,
  reader: JsonTokenReader,
  range: (value: number) => Parameters<typeof inNumericRange>[0],
): ValueTest {
  expectEnd(reader, ']', 'Too many elements in numeric expression');
  return inNumericRange(range(comparableNumber(value)));
}

function readFromBottom(reader: JsonTokenReader, operator: '>' | '>='): ValueTest {
  const bottomToken = readNumber(reader, operator);
  const bottomIncluded = operator === '>=';
  const upper = reader.next();
  if (upper.kind === ']') {
    return inNumericRange({ bottom: comparableNumber(bottomToken), bottomIncluded, ...highest });
  }
  if (upper.kind !== 'string')
    throw new PatternRejection(`Bad value in numeric range: ${upper.text}`, upper.offset);
  if (upper.text !== '<' && upper.text !== '<=')
    throw new PatternRejection(`Bad numeric range operator: ${upper.text}`, upper.offset);
  const topToken = readNumber(reader, upper.text);
  expectEnd(reader, ']', 'Too many terms in numeric range expression');
  const bottom = comparableNumber(bottomToken);
  const top = comparableNumber(topToken);
  if (bottom >= top) throw new PatternRejection('Bottom must be less than top', bottomToken.offset);
  return inNumericRange({ bottom, bottomIncluded, top, topIncluded: upper.text === '<=' });
}

function readNumber(reader: JsonTokenReader, operator: string): JsonToken {
  const value = reader.next();
  if (value.kind !== 'number')
    throw new PatternRejection(`Value of ${operator} must be numeric`, value.offset);
  return value;
}

function expectEnd(reader: JsonTokenReader, end: ']' | '}', reason: string): void {
  const token = reader.next();
  if (token.kind !== end) throw new PatternRejection(reason, token.offset);
}

/**
 * The structure of a pattern: objects, arrays at the leaves, `$or` (reference section 3.10, rules 1
 * to 7 and 27). It reads a pattern text into its branches; one matches if all of its fields do.
 */
import type { PatternBranch } from './field-pattern';
import { fieldPattern } from './field-pattern';
import type { JsonToken } from './json-token-reader';
import { JsonTokenReader } from './json-token-reader';
import type { MatchExpression } from './match-expression';
import { readMatchExpression } from './match-expression';
import { PatternRejection } from './pattern-rejection';
import type { ValueTest } from './value-test';
import { equalsLiteral, equalsNumber, equalsText } from './value-test';

export interface ParsedPattern {
  readonly branches: readonly PatternBranch[];
  /** Keys that stand twice in one object, in the order of the text. */
  readonly repeatedKeys: readonly string[];
  /** Paths whose first test is replaced by a later one, in the order of the text. */
  readonly replacedPaths: readonly string[];
  /** Text behind the root object, which is ignored. */
  readonly ignoredText: string;
}

/**
 * Combinations of `$or`; nested and neighbouring ones multiply. The number is ours: the matcher
 * itself has no limit and would run out of memory.
 */
const MOST_BRANCHES = 1000;

const reservedInsideOr = new Set([
  ...['exactly', 'equals-ignore-case', 'prefix', 'suffix', 'anything-but', 'exists', 'wildcard', 'numeric'],
  ...['cidr', '=', '<', '<=', '>', '>=', 'regex', 'not-wildcard', 'not-equals-ignore-case', 'date-after'],
  ...['date-on-or-after', 'date-before', 'date-on-or-before', 'in-date-range', 'ip-address-in-range'],
  'ip-address-not-in-range',
]);

type Fields = Map<string, readonly MatchExpression[]>;

const emptyFields: Fields = new Map();

/** @throws PatternRejection */
export function parsePattern(text: string): ParsedPattern {
  return new PatternParser(text).parse();
}

class PatternParser {
  private readonly reader: JsonTokenReader;
  private readonly repeatedKeys: string[] = [];
  private readonly replacedPaths: string[] = [];
  /** None until the first field or `$or`. */
  private branches: Fields[] = [];

  constructor(private readonly text: string) {
    this.reader = new JsonTokenReader(text);
  }

  parse(): ParsedPattern {
    if (!this.text.trimStart().startsWith('{')) throw new PatternRejection('Filter is not an object', 0);
    this.reader.next();
    this.object([], false);
    return {
      branches: this.branches.map(sortedFields),
      repeatedKeys: Array.from(new Set(this.repeatedKeys)),
      replacedPaths: Array.from(new Set(this.replacedPaths)),
      ignoredText: this.reader.rest,
    };
  }

  /** From behind `{` to behind `}`. */
  private object(path: readonly string[], insideOr: boolean): void {
    const names = new Set<string>();
    for (let token = this.reader.next(); ; token = this.reader.next()) {
      if (token.kind === '}') {
        if (names.size > 0) return;
        throw new PatternRejection('Empty objects are not allowed', token.offset);
      }
      if (names.has(token.text)) this.repeatedKeys.push(token.text);
      names.add(token.text);
      if (token.text === '$or') this.or(path);
      else this.member(path, token, insideOr);
    }
  }

  private member(path: readonly string[], name: JsonToken, insideOr: boolean): void {
    if (insideOr && reservedInsideOr.has(name.text)) {
      const reason = `${name.text} is Ruler reserved fieldName which cannot be used inside $or.`;
      throw new PatternRejection(reason, name.offset);
    }
    const value = this.reader.next();
    if (value.kind === '{') this.object([...path, name.text], insideOr);
    else if (value.kind === '[') this.leaf(fieldPath(path, name.text), this.members());
    else throw new PatternRejection(`"${name.text}" must be an object or an array`, value.offset);
  }

  /** The fields so far go into each branch; those that follow, too. */
  private or(path: readonly string[]): void {
    const before = this.branches;
    const list = this.reader.next();
    if (list.kind !== '[') throw new PatternRejection('It must be an Array followed with $or.', list.offset);
    const branches: Fields[] = [];
    let alternatives = 0;
    for (let token = this.reader.next(); token.kind !== ']'; token = this.reader.next()) {
      if (token.kind !== '{') {
        const reason = 'Only JSON object is allowed in array of $or relationship.';
        throw new PatternRejection(reason, token.offset);
      }
      alternatives++;
      this.branches = (before.length === 0 ? [emptyFields] : before).map((fields) => new Map(fields));
      this.object(path, true);
      branches.push(...this.branches);
      if (branches.length > MOST_BRANCHES) {
        throw new PatternRejection(`More than ${MOST_BRANCHES} combinations of $or.`, list.offset);
      }
    }
    if (alternatives < 2) {
      const reason = 'There must have at least 2 Objects in $or relationship.';
      throw new PatternRejection(reason, list.offset);
    }
    this.branches = branches;
  }

  private leaf(path: string, members: readonly MatchExpression[]): void {
    if (this.branches.length === 0) this.branches.push(new Map());
    if (this.branches.some((fields) => fields.has(path))) this.replacedPaths.push(path);
    for (const fields of this.branches) fields.set(path, members);
  }

  /** From behind `[` to behind `]`. */
  private members(): readonly MatchExpression[] {
    const members: MatchExpression[] = [];
    for (let token = this.reader.next(); ; token = this.reader.next()) {
      if (token.kind !== ']') members.push(this.memberOf(token));
      else if (members.length > 0) return members;
      else throw new PatternRejection('Empty arrays are not allowed', token.offset);
    }
  }

  private memberOf(token: JsonToken): MatchExpression {
    switch (token.kind) {
      case '{':
        return readMatchExpression(this.reader);
      case 'string':
        return equalsText(token.text);
      case 'number':
        return equalsNumber(Number(token.text));
      case 'literal':
        return equalsLiteral(token.text === 'null' ? null : token.text === 'true');
      default:
        throw new PatternRejection('Match value must be String, number, true, false, or null', token.offset);
    }
  }
}

/** Empty keys at the beginning leave no dot. */
function fieldPath(path: readonly string[], name: string): string {
  const parent = path.join('.');
  return parent === '' ? name : `${parent}.${name}`;
}

/** By UTF-16 units. */
function sortedFields(fields: Fields): PatternBranch {
  return Array.from(fields)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([path, members]) => {
      const tests = members.filter((member): member is ValueTest => member !== 'absent');
      return fieldPattern(path, tests, tests.length < members.length);
    });
}

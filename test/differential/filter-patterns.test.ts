/**
 * Our filter patterns against event-ruler: the same decisions, and the same reasons for refusing a
 * pattern, on generated pairs. Where they differ is known, listed and explained.
 */
import assert from 'node:assert/strict';
import { compileFilterCriteria } from '../../src/engine/filtering/filter-criteria';
import { LAMBDA_REFUSAL } from '../../src/engine/filtering/filter-pattern';
import { filterVectors } from '../unit/engine/filtering/filter-vectors';
import type { Question } from './filter-oracle';
import { askOracle, fetchOracle } from './filter-oracle';
import { filterQuestions } from './filter-questions';
import { knownDifferences } from './known-differences';

const PAIRS = 10_000;
const SEED = 3_10;
/** Fetching the jars on a new machine, and some seconds of Java. */
const TIMEOUT_MS = 300_000;

describe('filter patterns and event-ruler 2.0.1', function () {
  this.timeout(TIMEOUT_MS);
  const questions = filterQuestions(SEED, PAIRS);
  let answers: readonly string[];

  before(() => {
    fetchOracle();
    answers = askOracle(questions);
  });

  it(`agree on ${PAIRS} pairs but for the known differences`, () => {
    const differences = questions.flatMap((question, index) => {
      const oracle = answers[index] ?? 'no answer';
      const engine = ourAnswer(question);
      return isSame(oracle, engine) ? [] : [{ ...question, oracle, engine }];
    });
    const listed = knownDifferences.flatMap(({ pairs }) => pairs);
    assert.deepEqual(byPattern(differences), byPattern(listed));
  });

  it('are asked matches, misses and refusals, of every operator', () => {
    for (const [kind, least] of [
      ['true', PAIRS / 10],
      ['false', PAIRS / 4],
      ['REJECT', PAIRS / 10],
    ] as const) {
      const count = answers.filter((answer) => answer.startsWith(kind)).length;
      assert.ok(count >= least, `${count} pairs are answered by ${kind}`);
    }
    const matching = questions.filter((_, index) => answers[index] === 'true').map(({ pattern }) => pattern);
    const words = [
      '"$or"',
      'exactly',
      'prefix',
      'suffix',
      'equals-ignore-case',
      'wildcard',
      'numeric',
      'cidr',
    ];
    for (const word of [...words, '"exists":true', '"exists":false', 'anything-but', '2001:']) {
      const count = matching.filter((pattern) => pattern.includes(word)).length;
      assert.ok(count >= 20, `${count} matching patterns have ${word}`);
    }
  });

  it('agree on the vectors of Appendix A', () => {
    const vectors = filterVectors();
    const oracle = askOracle(vectors.map(({ pattern, event = '{}' }) => ({ pattern, event })));
    for (const [index, { expected, pattern, event }] of vectors.entries()) {
      const answer = oracle[index] ?? 'no answer';
      const answered = event === undefined && !answer.startsWith('REJECT') ? 'OK' : answer;
      assert.equal(answered, expected, pattern);
    }
  });
});

function ourAnswer({ pattern, event }: Question): string {
  const compiled = compileFilterCriteria([pattern]);
  if (compiled.valid) return String(compiled.criteria.matches(JSON.parse(event)));
  return `REJECT: ${compiled.reason.slice(LAMBDA_REFUSAL.length + 1).replaceAll('\n', ' ')}`;
}

/** Words for what is no JSON are the parser's own, and which fault of two it meets first. */
const aboutJson =
  /^REJECT: (Unexpected (character|end|close)|Unrecognized (character|token)|Illegal|Invalid numeric)/;

function isSame(oracle: string, engine: string): boolean {
  return oracle === engine || (aboutJson.test(oracle) && engine.startsWith('REJECT'));
}

function byPattern<T extends Question>(pairs: readonly T[]): readonly T[] {
  return pairs.slice().sort((one, other) => (one.pattern < other.pattern ? -1 : 1));
}

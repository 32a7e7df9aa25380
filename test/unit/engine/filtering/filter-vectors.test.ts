/** The vectors of the reference's Appendix A, each a test of its own. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { compileFilterCriteria } from '../../../../src/engine/filtering/filter-criteria';
import { LAMBDA_REFUSAL } from '../../../../src/engine/filtering/filter-pattern';
import { repositoryRoot } from '../../../support/repository-root';

interface Vector {
  readonly group: string;
  readonly expected: string;
  readonly pattern: string;
  readonly event: string | undefined;
}

/** As many as the reference says there are. */
const VECTORS = 159;

describe('filter vectors of Appendix A', () => {
  const vectors = readVectors();

  it('are all here', () => {
    assert.equal(vectors.length, VECTORS);
  });

  for (const { group, expected, pattern, event } of vectors) {
    it(`${group}: ${pattern}${event === undefined ? '' : ` on ${event}`} is ${expected}`, () => {
      const compiled = compileFilterCriteria([pattern]);
      if (expected.startsWith('REJECT: ')) {
        assert.equal(compiled.valid, false);
        assert.equal(compiled.reason, `${LAMBDA_REFUSAL} ${expected.slice('REJECT: '.length)}`);
        return;
      }
      assert.ok(compiled.valid);
      if (event === undefined) return;
      const { criteria } = compiled;
      assert.equal(criteria.matches(JSON.parse(event)), expected === 'true');
      assert.equal(criteria.explain(JSON.parse(event)).matches, expected === 'true');
    });
  }
});

function readVectors(): readonly Vector[] {
  const file = path.join(repositoryRoot(), 'test', 'unit', 'engine', 'filtering', 'filter-vectors.txt');
  const vectors: Vector[] = [];
  let group = '';
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (line.startsWith('//')) continue;
    if (line.startsWith('# ')) group = line.slice(2);
    const [expected, pattern, event] = line.split(' | ');
    if (expected !== undefined && pattern !== undefined) vectors.push({ group, expected, pattern, event });
  }
  return vectors;
}

/** The vectors of the reference's Appendix A, each a test of its own. */
import assert from 'node:assert/strict';
import { compileFilterCriteria } from '../../../../src/engine/filtering/filter-criteria';
import { LAMBDA_REFUSAL } from '../../../../src/engine/filtering/filter-pattern';
import { filterVectors } from './filter-vectors';

/** As many as the reference says there are. */
const VECTORS = 159;

describe('filter vectors of Appendix A', () => {
  const vectors = filterVectors();

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

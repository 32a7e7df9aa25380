import assert from 'node:assert/strict';
import * as fc from 'fast-check';

import { checkTriggerDocument } from '../../../../src/triggers/options/check-trigger-document';
import { adviceOn } from '../../../../src/triggers/options/trigger-advice';
import type { TriggerDocument } from '../../../../src/triggers/trigger-document';
import { freshDocument } from '../../../../src/triggers/options/document-text';
import { least, options } from './trigger-documents';

const QUEUE = { OnFailure: { Destination: 'arn:aws:sqs:eu-west-1:111122223333:failed' } };
/** Nothing to say about it. */
const calm: TriggerDocument = { ...least, MaximumRetryAttempts: 10 };
const kinds = (document: TriggerDocument): string[] => adviceOn(document, 'create').map(({ kind }) => kind);

describe('advice on a document', () => {
  it('is silent where nothing is amiss', () => {
    assert.deepEqual(kinds(calm), []);
    assert.deepEqual(kinds(freshDocument({})), []);
  });

  it('points out endless retries without a failure destination', () => {
    assert.deepEqual(adviceOn(least, 'update'), [
      {
        kind: 'endlessRetries',
        path: ['MaximumRetryAttempts'],
        attempts: -1,
        change: { MaximumRetryAttempts: 10, BisectBatchOnFunctionError: true },
      },
    ]);
    assert.deepEqual(kinds({ ...least, DestinationConfig: QUEUE }), []);
    assert.deepEqual(kinds({ ...least, MaximumRecordAgeInSeconds: 3600 }), []);
  });

  it('points out few retries with neither bisect nor destination', () => {
    for (const MaximumRetryAttempts of [0, 9]) {
      const few: TriggerDocument = { ...least, MaximumRetryAttempts };
      assert.deepEqual(kinds(few), ['fewRetries']);
      assert.deepEqual(kinds({ ...few, BisectBatchOnFunctionError: true }), []);
      assert.deepEqual(kinds({ ...few, DestinationConfig: QUEUE }), []);
    }
  });

  it('says of LATEST that records may be missed, to create only', () => {
    const latest: TriggerDocument = { ...calm, StartingPosition: 'LATEST' };
    assert.deepEqual(kinds(latest), ['latestMissesRecords']);
    assert.deepEqual(adviceOn(latest, 'update'), []);
  });

  it('says what AWS leaves open about tumbling windows', () => {
    const window: TriggerDocument = { ...calm, TumblingWindowInSeconds: 30 };
    assert.deepEqual(kinds(window), []);
    assert.deepEqual(kinds({ ...window, ParallelizationFactor: 2 }), ['windowWithLanes']);
    const FilterCriteria = { Filters: [{ Pattern: '{"a":[1]}' }] };
    assert.deepEqual(kinds({ ...window, FilterCriteria }), ['windowWithFilters']);
  });

  it('counts filters against the quota, and a key without filters', () => {
    const filters = (count: number): TriggerDocument => ({
      ...calm,
      FilterCriteria: { Filters: Array.from({ length: count }, () => ({ Pattern: '{"a":[1]}' })) },
    });
    assert.deepEqual(kinds(filters(5)), []);
    assert.deepEqual(kinds(filters(6)), ['manyFilters']);
    assert.deepEqual(kinds({ ...calm, KMSKeyArn: 'arn:aws:kms:eu-west-1:1:key/1' }), ['keyWithoutFilters']);
  });

  it('has a better choice that Lambda takes and about which there is no such advice', () => {
    fc.assert(
      fc.property(options, fc.constantFrom('LATEST', 'TRIM_HORIZON'), (random, StartingPosition) => {
        const document: TriggerDocument = { ...least, ...random, StartingPosition };
        for (const { kind, change } of adviceOn(document, 'create')) {
          if (change === undefined) continue;
          const better = { ...document, ...change };
          assert.ok(checkTriggerDocument(better, 'create').valid);
          const after = kinds(better);
          assert.ok(!after.includes(kind), kind);
          assert.ok(
            after.every((one) => kinds(document).includes(one)),
            after.join(),
          );
        }
      }),
    );
  });
});

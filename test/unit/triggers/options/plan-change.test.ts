import assert from 'node:assert/strict';
import * as fc from 'fast-check';

import { checkTriggerDocument } from '../../../../src/triggers/options/check-trigger-document';
import { wholeDocument } from '../../../../src/triggers/options/document-text';
import { planChange } from '../../../../src/triggers/options/plan-change';
import type { PlannedChange } from '../../../../src/triggers/options/plan-change';
import type { TriggerDocument } from '../../../../src/triggers/trigger-document';
import { FUNCTION, STREAM, least, options, triggerOf, whole } from './trigger-documents';

/** What Lambda has of an option: nothing in the ways in which there can be nothing. */
const lambdaDefaults = {
  Enabled: true,
  BatchSize: 100,
  MaximumBatchingWindowInSeconds: 0,
  ParallelizationFactor: 1,
  MaximumRecordAgeInSeconds: -1,
  MaximumRetryAttempts: -1,
  BisectBatchOnFunctionError: false,
  TumblingWindowInSeconds: 0,
  FunctionResponseTypes: [],
  filters: [],
  destination: '',
  key: '',
  metrics: [],
};

/** A small Lambda: what a create or an update makes of what was there; `null` would be a member that it ignores. */
function applied(state: Readonly<Record<string, unknown>>, sent: TriggerDocument): Record<string, unknown> {
  const { FilterCriteria, DestinationConfig, KMSKeyArn, MetricsConfig, ...plain } = sent;
  return {
    ...state,
    ...plain,
    ...(FilterCriteria && { filters: FilterCriteria.Filters ?? [] }),
    ...(DestinationConfig?.OnFailure && { destination: DestinationConfig.OnFailure.Destination }),
    ...(KMSKeyArn !== undefined && { key: KMSKeyArn }),
    ...(MetricsConfig?.Metrics && { metrics: MetricsConfig.Metrics }),
  };
}

const onlyUpdatable = (plan: PlannedChange): TriggerDocument => {
  if (plan.kind === 'nothing') return {};
  assert.ok(plan.kind === 'update', JSON.stringify(plan));
  return plan.change;
};

describe('the plan of a change', () => {
  it('makes of any trigger what any document says, as Lambda applies it', () => {
    fc.assert(
      fc.property(options, options, (before, wanted) => {
        const change = onlyUpdatable(planChange(triggerOf(before), wanted));
        const state = applied(applied(lambdaDefaults, before), change);
        assert.deepEqual(state, applied(lambdaDefaults, wanted));
      }),
      { numRuns: 1000 },
    );
  });

  it('sends nothing that is so already, and what it sends is taken', () => {
    fc.assert(
      fc.property(options, options, (before, wanted) => {
        const change = onlyUpdatable(planChange(triggerOf(before), wanted));
        const checked = checkTriggerDocument(change, 'update');
        assert.ok(checked.valid, JSON.stringify(checked));
        const state = applied(lambdaDefaults, before);
        for (const [name, value] of Object.entries(change) as [string, unknown][])
          assert.notDeepEqual(applied(state, { [name]: value }), state, name);
      }),
      { numRuns: 1000 },
    );
  });

  it('is nothing for the document as it is, in each form in which Lambda or a person may write it', () => {
    for (const document of [whole, least, { ...least, DestinationConfig: { OnFailure: {} } }])
      assert.deepEqual(planChange(triggerOf(document), document, document === whole ? whole.Tags : {}), {
        kind: 'nothing',
      });
    for (const FunctionName of ['orders', 'function:orders', '111122223333:function:orders', FUNCTION])
      assert.deepEqual(planChange(triggerOf(least), { ...least, FunctionName }), { kind: 'nothing' });
    assert.deepEqual(planChange(triggerOf(least), {}), { kind: 'nothing' });
  });

  it('puts an option that is no longer in the document back to its default', () => {
    const plan = planChange(triggerOf(whole), least, whole.Tags);
    assert.deepEqual(plan, {
      kind: 'update',
      change: {
        Enabled: true,
        BatchSize: 100,
        MaximumBatchingWindowInSeconds: 0,
        ParallelizationFactor: 1,
        MaximumRetryAttempts: -1,
        MaximumRecordAgeInSeconds: -1,
        BisectBatchOnFunctionError: false,
        FunctionResponseTypes: [],
        DestinationConfig: { OnFailure: { Destination: '' } },
        FilterCriteria: {},
        TumblingWindowInSeconds: 0,
        KMSKeyArn: '',
        MetricsConfig: { Metrics: [] },
      },
      tags: {},
    });
  });

  it('re-points to another function, version or alias', () => {
    for (const FunctionName of [
      'invoices',
      'orders:live',
      'orders:$LATEST',
      `${FUNCTION}:7`,
      FUNCTION.replace('1111', '9999'),
    ])
      assert.deepEqual(planChange(triggerOf(least), { ...least, FunctionName }), {
        kind: 'update',
        change: { FunctionName },
      });
    const aliased = triggerOf(least, { functionArn: `${FUNCTION}:live` });
    assert.deepEqual(planChange(aliased, { ...least, FunctionName: 'orders:live' }), { kind: 'nothing' });
    assert.deepEqual(planChange(aliased, least), { kind: 'update', change: { FunctionName: 'orders' } });
  });

  it('replaces for another stream or starting position, with all else as the document says', () => {
    const EventSourceArn = STREAM.replace('2026-03', '2026-04');
    const wanted = { EventSourceArn, StartingPosition: 'LATEST', BatchSize: 7 } as const;
    assert.deepEqual(planChange(triggerOf(whole), wanted, { team: 'orders', 'aws:stack': 's' }), {
      kind: 'replace',
      because: ['EventSourceArn', 'StartingPosition'],
      document: { ...wanted, FunctionName: FUNCTION, Tags: { team: 'orders' } },
      losesHiddenFilters: false,
      losesUnreadTags: false,
    });
  });

  it('leaves filters that nobody can read, unless others are named', () => {
    const { FilterCriteria, ...options } = whole;
    const hidden = triggerOf({}, { document: options, filterError: 'AccessDenied' });
    assert.deepEqual(planChange(hidden, options, whole.Tags), { kind: 'nothing' });
    const change = (wanted: TriggerDocument): unknown => planChange(hidden, wanted, whole.Tags);
    assert.deepEqual(change({ ...options, FilterCriteria: {} }), {
      kind: 'update',
      change: { FilterCriteria: {} },
    });
    assert.deepEqual(change(whole), { kind: 'update', change: { FilterCriteria } });
    const plan = planChange(hidden, { ...options, StartingPosition: 'LATEST' });
    assert.ok(plan.kind === 'replace' && plan.losesHiddenFilters);
  });

  it('knows that a list hides the filters under a customer’s key, and says that a replacement loses them', () => {
    const { FilterCriteria, ...options } = whole;
    const listed = triggerOf({}, { document: options });
    const before = wholeDocument(listed, whole.Tags);
    assert.equal(before.FilterCriteria, undefined, 'none can be named');
    assert.deepEqual(planChange(listed, { ...before, BatchSize: 3 }, whole.Tags), {
      kind: 'update',
      change: { BatchSize: 3 },
    });
    const plan = planChange(listed, { ...before, StartingPosition: 'LATEST' }, whole.Tags);
    assert.ok(plan.kind === 'replace' && plan.losesHiddenFilters);
    assert.equal(plan.document.FilterCriteria, undefined);
    const named = planChange(listed, { ...before, FilterCriteria, StartingPosition: 'LATEST' }, whole.Tags);
    assert.ok(named.kind === 'replace' && !named.losesHiddenFilters);
  });

  it('says that a replacement loses tags that could not be read, unless others are named', () => {
    const loses = (wanted: TriggerDocument): unknown => {
      const plan = planChange(triggerOf(least), { ...least, StartingPosition: 'LATEST', ...wanted });
      return plan.kind === 'replace' && plan.losesUnreadTags;
    };
    assert.equal(loses({}), true);
    assert.equal(loses({ Tags: { team: 'orders' } }), false);
  });

  it('changes tags apart from the options, never those of AWS, and none that were not read', () => {
    const plan = (wanted: TriggerDocument['Tags'], before?: TriggerDocument['Tags']): PlannedChange =>
      planChange(triggerOf(least), { ...least, ...(wanted && { Tags: wanted }) }, before);
    assert.deepEqual(plan({ b: '2', a: '1' }, { a: '1', b: '2', 'aws:cloudformation:stack-name': 's' }), {
      kind: 'nothing',
    });
    assert.deepEqual(plan(undefined, { 'aws:cloudformation:stack-name': 's' }), { kind: 'nothing' });
    assert.deepEqual(plan(undefined, { a: '1' }), { kind: 'update', change: {}, tags: {} });
    assert.deepEqual(plan({ a: '2' }, { a: '1' }), { kind: 'update', change: {}, tags: { a: '2' } });
    assert.deepEqual(plan(undefined, undefined), { kind: 'nothing' });
    assert.deepEqual(plan({ a: '1' }, undefined), { kind: 'update', change: {}, tags: { a: '1' } });
  });
});

import assert from 'node:assert/strict';
import type { TriggerChange } from '../../../../src/triggers/changes/trigger-change';
import { savedTrigger } from '../../../../src/triggers/changes/trigger-change';
import { changedSince, undoOf } from '../../../../src/triggers/changes/undo-of';
import type { TriggerDocument } from '../../../../src/triggers/trigger-document';
import { FUNCTION_ARN, STREAM_ARN, UUID, triggerWith } from './trigger-stand-in';

const plain = { FunctionName: FUNCTION_ARN, EventSourceArn: STREAM_ARN, StartingPosition: 'LATEST' } as const;
const logged = (change: TriggerChange) => ({
  id: '1',
  atMs: 1,
  connectionId: 'c',
  connectionName: 'Test',
  change,
});
const undoUpdate = (before: TriggerDocument, change: TriggerDocument): TriggerDocument => {
  const trigger = triggerWith({ document: { ...triggerWith().document, ...before } });
  const undo = undoOf(logged({ kind: 'update', before: savedTrigger(trigger, before.Tags), change }));
  assert.ok(undo.kind === 'update');
  return undo.change;
};

describe('Taking a change back', () => {
  it('deletes what was created', () => {
    assert.deepEqual(undoOf(logged({ kind: 'create', after: savedTrigger(triggerWith()) })), {
      kind: 'delete',
      uuid: UUID,
    });
  });

  it('creates what was deleted, with its tags and without what Lambda would refuse or has by itself', () => {
    const tags = { team: 'orders', 'aws:cloudformation:stack-name': 'x' };
    assert.deepEqual(undoOf(logged({ kind: 'delete', before: savedTrigger(triggerWith(), tags) })), {
      kind: 'create',
      document: { ...plain, Tags: { team: 'orders' } },
    });
  });

  it('creates a deleted trigger with every option that was not the default', () => {
    const chosen: TriggerDocument = {
      Enabled: false,
      BatchSize: 7,
      MaximumRetryAttempts: 0,
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] },
      DestinationConfig: { OnFailure: { Destination: 'arn:aws:sqs:eu-west-1:111122223333:failed' } },
      MetricsConfig: { Metrics: ['EventCount'] },
      KMSKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/1',
    };
    const trigger = triggerWith({ document: { ...triggerWith().document, ...chosen } });
    const undo = undoOf(logged({ kind: 'delete', before: savedTrigger(trigger) }));
    assert.deepEqual(undo.kind === 'create' && undo.document, { ...plain, ...chosen });
  });

  it('gives the options of an update their old values, and only these', () => {
    assert.deepEqual(undoUpdate({ BatchSize: 100, Enabled: true }, { BatchSize: 5, Enabled: false }), {
      BatchSize: 100,
      Enabled: true,
    });
    assert.deepEqual(undoUpdate({}, { FunctionName: 'orders:live' }), { FunctionName: FUNCTION_ARN });
  });

  it('takes away what was not there before', () => {
    const change: TriggerDocument = {
      FilterCriteria: { Filters: [{ Pattern: '{}' }] },
      DestinationConfig: { OnFailure: { Destination: 'arn:aws:s3:::bucket' } },
      KMSKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/1',
      MetricsConfig: { Metrics: ['EventCount'] },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      Tags: { team: 'orders' },
    };
    assert.deepEqual(undoUpdate({}, change), {
      FilterCriteria: {},
      DestinationConfig: { OnFailure: { Destination: '' } },
      KMSKeyArn: '',
      MetricsConfig: { Metrics: [] },
      FunctionResponseTypes: [],
      Tags: {},
    });
  });

  it('puts filters back that were taken away', () => {
    const FilterCriteria = { Filters: [{ Pattern: '{"eventName":["REMOVE"]}' }] };
    assert.deepEqual(undoUpdate({ FilterCriteria }, { FilterCriteria: {} }), { FilterCriteria });
  });

  it('is refused where filters could not be read and would be lost', () => {
    const hidden = savedTrigger(triggerWith({ filterError: 'KMS: denied' }));
    const impossible = { kind: 'impossible', because: 'filtersUnknown' };
    assert.deepEqual(undoOf(logged({ kind: 'delete', before: hidden })), impossible);
    assert.deepEqual(
      undoOf(logged({ kind: 'update', before: hidden, change: { FilterCriteria: {} } })),
      impossible,
    );
    assert.equal(undoOf(logged({ kind: 'update', before: hidden, change: { BatchSize: 1 } })).kind, 'update');
    const listed = { BatchSize: 100 };
    const fromList = savedTrigger(triggerWith({ document: listed }));
    assert.deepEqual(undoOf(logged({ kind: 'delete', before: fromList })), impossible);
  });

  it('knows what somebody else has changed since', () => {
    const before = savedTrigger(triggerWith());
    const update: TriggerChange = {
      kind: 'update',
      before,
      change: { BatchSize: 5, FilterCriteria: {} },
    };
    const now = (document: TriggerDocument) =>
      triggerWith({ document: { ...triggerWith().document, ...document } });
    assert.deepEqual(changedSince(update, now({ BatchSize: 5, ParallelizationFactor: 3 })), []);
    assert.deepEqual(changedSince(update, now({ BatchSize: 6 })), ['BatchSize']);
    const FilterCriteria = { Filters: [{ Pattern: '{}' }] };
    assert.deepEqual(changedSince(update, now({ BatchSize: 5, FilterCriteria })), ['FilterCriteria']);
  });
});

/** Documents for the tests of options: whole ones, random ones, and the trigger that Lambda makes of one. */
import * as fc from 'fast-check';

import type { Trigger } from '../../../../src/triggers/trigger';
import type { TriggerDocument } from '../../../../src/triggers/trigger-document';

export const STREAM = 'arn:aws:dynamodb:eu-west-1:111122223333:table/Orders/stream/2026-03-01T18:30:00.000';
export const FUNCTION = 'arn:aws:lambda:eu-west-1:111122223333:function:orders';

/** The least that makes a trigger. */
export const least = {
  FunctionName: 'orders',
  EventSourceArn: STREAM,
  StartingPosition: 'TRIM_HORIZON',
} as const satisfies TriggerDocument;

/** Every option, none of them at its default. */
export const whole = {
  ...least,
  Enabled: false,
  BatchSize: 500,
  MaximumBatchingWindowInSeconds: 5,
  ParallelizationFactor: 2,
  MaximumRecordAgeInSeconds: 3600,
  MaximumRetryAttempts: 4,
  BisectBatchOnFunctionError: true,
  TumblingWindowInSeconds: 30,
  FunctionResponseTypes: ['ReportBatchItemFailures'],
  FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] },
  DestinationConfig: { OnFailure: { Destination: 'arn:aws:sqs:eu-west-1:111122223333:failed' } },
  KMSKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/1',
  MetricsConfig: { Metrics: ['EventCount'] },
  Tags: { team: 'orders' },
} as const satisfies TriggerDocument;

export function triggerOf(document: TriggerDocument, more: Partial<Trigger> = {}): Trigger {
  return {
    uuid: '0e5f0000-1111-2222-3333-444455556666',
    arn: 'arn:aws:lambda:eu-west-1:111122223333:event-source-mapping:0e5f0000-1111-2222-3333-444455556666',
    functionArn: FUNCTION,
    streamArn: STREAM,
    state: 'Enabled',
    stateReason: 'User action',
    lastProcessingResult: 'OK',
    lastModifiedMs: 1_780_000_000_000,
    document: { FilterCriteria: { Filters: [] }, ...document },
    ...more,
  };
}

function numberWithin(least: number, most: number, ...beside: readonly number[]): fc.Arbitrary<number> {
  return fc.oneof(fc.integer({ min: least, max: most }), fc.constantFrom(least, most, ...beside));
}

/** Options that an update may change, any of them absent, in each of the forms that mean "none". */
export const options: fc.Arbitrary<TriggerDocument> = fc.record(
  {
    Enabled: fc.boolean(),
    BatchSize: numberWithin(1, 10_000),
    MaximumBatchingWindowInSeconds: numberWithin(0, 300),
    ParallelizationFactor: numberWithin(1, 10),
    MaximumRecordAgeInSeconds: numberWithin(60, 604_800, -1),
    MaximumRetryAttempts: numberWithin(0, 10_000, -1),
    BisectBatchOnFunctionError: fc.boolean(),
    TumblingWindowInSeconds: numberWithin(0, 900),
    FunctionResponseTypes: fc.constantFrom([], ['ReportBatchItemFailures' as const]),
    FilterCriteria: fc.oneof(
      fc.constant({}),
      fc.record({
        Filters: fc.array(
          fc
            .constantFrom('INSERT', 'MODIFY', 'REMOVE')
            .map((name) => ({ Pattern: `{"eventName":["${name}"]}` })),
          { maxLength: 10 },
        ),
      }),
    ),
    DestinationConfig: fc.oneof(
      fc.constant({}),
      fc
        .constantFrom('', 'arn:aws:sqs:eu-west-1:111122223333:failed', 'arn:aws:s3:::failed')
        .map((Destination) => ({ OnFailure: { Destination } })),
    ),
    KMSKeyArn: fc.constantFrom('', 'arn:aws:kms:eu-west-1:111122223333:key/1'),
    MetricsConfig: fc.oneof(
      fc.constant({}),
      fc.constantFrom({ Metrics: [] }, { Metrics: ['EventCount' as const] }),
    ),
  },
  { requiredKeys: [] },
);

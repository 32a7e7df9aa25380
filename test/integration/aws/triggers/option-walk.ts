/** For each option that can be updated: what a trigger is created with, and what it is changed to one after the other. */
import type { OptionName } from '../../../../src/triggers/options/trigger-option';
import type { TriggerDocument } from '../../../../src/triggers/trigger-document';

export interface Step {
  readonly sent: TriggerDocument;
  /** What GetEventSourceMapping has afterwards. */
  readonly read: TriggerDocument;
}

export const WALKED_FUNCTION = 'arn:aws:lambda:eu-west-1:111122223333:function:orders';
export const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/11112222-3333-4444-5555-66667777888';

/** Ends of each range, forms of each text, and what stands for none (reference section 2.2). */
export const optionWalk: Readonly<Partial<Record<OptionName, readonly [Step, ...Step[]]>>> = {
  FunctionName: [
    step({ FunctionName: 'orders' }, { FunctionName: WALKED_FUNCTION }),
    step({ FunctionName: `${WALKED_FUNCTION}:live` }),
    step(
      { FunctionName: '111122223333:function:orders:$LATEST' },
      { FunctionName: `${WALKED_FUNCTION}:$LATEST` },
    ),
    step({ FunctionName: WALKED_FUNCTION }),
  ],
  Enabled: [step({ Enabled: false }), step({ Enabled: true }), step({ Enabled: false })],
  BatchSize: [step({ BatchSize: 1 }), step({ BatchSize: 10_000 }), step({ BatchSize: 100 })],
  MaximumBatchingWindowInSeconds: [
    step({ MaximumBatchingWindowInSeconds: 300 }),
    step({ MaximumBatchingWindowInSeconds: 1 }),
    step({ MaximumBatchingWindowInSeconds: 0 }),
  ],
  ParallelizationFactor: [
    step({ ParallelizationFactor: 10 }),
    step({ ParallelizationFactor: 2 }),
    step({ ParallelizationFactor: 1 }),
  ],
  MaximumRecordAgeInSeconds: [
    step({ MaximumRecordAgeInSeconds: 60 }),
    step({ MaximumRecordAgeInSeconds: 604_800 }),
    step({ MaximumRecordAgeInSeconds: -1 }),
  ],
  MaximumRetryAttempts: [
    step({ MaximumRetryAttempts: 0 }),
    step({ MaximumRetryAttempts: 10_000 }),
    step({ MaximumRetryAttempts: -1 }),
  ],
  BisectBatchOnFunctionError: [
    step({ BisectBatchOnFunctionError: true }),
    step({ BisectBatchOnFunctionError: false }),
  ],
  TumblingWindowInSeconds: [
    step({ TumblingWindowInSeconds: 900 }),
    step({ TumblingWindowInSeconds: 1 }),
    step({ TumblingWindowInSeconds: 0 }),
  ],
  FunctionResponseTypes: [
    step({ FunctionResponseTypes: ['ReportBatchItemFailures'] }),
    step({ FunctionResponseTypes: [] }),
    step({ FunctionResponseTypes: ['ReportBatchItemFailures'] }),
  ],
  KMSKeyArn: [step({ KMSKeyArn: `${KEY}1` }), step({ KMSKeyArn: `${KEY}2` }), step({ KMSKeyArn: '' })],
  FilterCriteria: [
    filters('INSERT', 'MODIFY', 'REMOVE', 'a', 'é "\\'),
    filters('INSERT'),
    step({ FilterCriteria: {} }, { FilterCriteria: { Filters: [] } }),
    filters('REMOVE'),
    filters(),
  ],
  DestinationConfig: [
    destination('arn:aws:sqs:eu-west-1:111122223333:failures'),
    destination('arn:aws:sns:eu-west-1:111122223333:failures'),
    destination('arn:aws:s3:::failures'),
    destination(''),
    destination('arn:aws:s3:::failures'),
    step({ DestinationConfig: {} }, destination('').read),
  ],
  MetricsConfig: [
    step({ MetricsConfig: { Metrics: ['EventCount'] } }),
    step({ MetricsConfig: { Metrics: [] } }),
    step({ MetricsConfig: { Metrics: ['EventCount'] } }),
    step({ MetricsConfig: {} }, { MetricsConfig: { Metrics: [] } }),
  ],
};

export function filters(...eventNames: readonly string[]): Step {
  const patterns = eventNames.map((eventName) => ({ Pattern: JSON.stringify({ eventName: [eventName] }) }));
  return step({ FilterCriteria: { Filters: patterns } });
}

function destination(Destination: string): Step {
  return step({ DestinationConfig: { OnFailure: { Destination } } });
}

function step(sent: TriggerDocument, read = sent): Step {
  return { sent, read };
}

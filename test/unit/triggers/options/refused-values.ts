/** What Lambda refuses in a document, by parameter: reference sections 2.2 and 2.5. */
import { FUNCTION, STREAM } from './trigger-documents';

type Path = readonly (string | number)[];

/** Per parameter of section 2.2: values that are refused, where the problem stands, and words of its sentence. */
export const badValues: readonly (readonly [object, Path, RegExp])[] = [
  ...notNumbers('BatchSize', [0, -1, 10_001]),
  ...notNumbers('MaximumBatchingWindowInSeconds', [-1, 301]),
  ...notNumbers('ParallelizationFactor', [0, 11, -1]),
  ...notNumbers('TumblingWindowInSeconds', [-1, 901]),
  ...notNumbers('MaximumRetryAttempts', [-2, 10_001]),
  ...[0, 1, 59, -2, 604_801, 60.5].map(
    (MaximumRecordAgeInSeconds) =>
      [
        { MaximumRecordAgeInSeconds },
        ['MaximumRecordAgeInSeconds'],
        /^MaximumRecordAgeInSeconds must be either -1 \(forever\) or between 60 and 604800 \(inclusive\)/,
      ] as const,
  ),
  [{ MaximumRecordAgeInSeconds: '60' }, ['MaximumRecordAgeInSeconds'], /is "60"/],
  ...wrongTypes('Enabled', 'true or false', ['true', 1, []]),
  ...wrongTypes('BisectBatchOnFunctionError', 'true or false', ['false', 0, {}]),
  ...wrongTypes('FunctionName', 'text', [7, {}, ['orders']]),
  ...[
    '',
    'my orders',
    'o'.repeat(65),
    `${FUNCTION}:live:more`,
    'arn:aws:lambda:eu-west-1:1:function:orders',
    STREAM,
  ].map((FunctionName) => [{ FunctionName }, ['FunctionName'], /must be a function's name or ARN/] as const),
  ...wrongTypes('EventSourceArn', 'text', [7, {}]),
  [{ EventSourceArn: STREAM.split('/stream')[0] }, ['EventSourceArn'], /is a table's/],
  [{ EventSourceArn: 'arn:aws:kinesis:eu-west-1:1:stream/s' }, ['EventSourceArn'], /kinesis/],
  [{ EventSourceArn: '' }, ['EventSourceArn'], /must be the ARN of a DynamoDB stream/],
  ...wrongTypes('StartingPosition', 'text', [0, ['LATEST']]),
  [
    { StartingPosition: 'AT_TIMESTAMP' },
    ['StartingPosition'],
    /Unsupported starting position for arn type: arn:aws/,
  ],
  ...['latest', 'invalid', ''].map(
    (StartingPosition) =>
      [
        { StartingPosition },
        ['StartingPosition'],
        /Member must satisfy enum value set: \[LATEST, AT_TIMESTAMP, TRIM_HORIZON\]/,
      ] as const,
  ),
  [{ StartingPositionTimestamp: 1 }, ['StartingPositionTimestamp'], /not for DynamoDB streams/],
  ...[['reportBatchItemFailures'], ['ReportBatchItemFailures', 'ReportBatchItemFailures'], [''], [null]].map(
    (FunctionResponseTypes) =>
      [{ FunctionResponseTypes }, ['FunctionResponseTypes'], /"ReportBatchItemFailures" once/] as const,
  ),
  ...wrongTypes('FunctionResponseTypes', 'list', ['ReportBatchItemFailures', {}]),
  ...wrongTypes('FilterCriteria', 'object', [[], 'x']),
  [{ FilterCriteria: { Filters: {} } }, ['FilterCriteria', 'Filters'], /must be a list/],
  [{ FilterCriteria: { Filter: [] } }, ['FilterCriteria', 'Filter'], /did you mean "Filters"/],
  [filters('{}'), ['FilterCriteria', 'Filters', 0, 'Pattern'], /Invalid filter pattern definition\./],
  [filters('{"a":"x"}'), ['FilterCriteria', 'Filters', 0, 'Pattern'], /Invalid filter pattern definition\./],
  [filters('{'), ['FilterCriteria', 'Filters', 0, 'Pattern'], /Invalid filter pattern definition\./],
  [
    filters(`{"a":["${'x'.repeat(4096)}"]}`),
    ['FilterCriteria', 'Filters', 0, 'Pattern'],
    /at most 4096 characters/,
  ],
  [
    filters(...Array.from({ length: 11 }, () => '{"a":[1]}')),
    ['FilterCriteria', 'Filters', 10],
    /at most 10 filters/,
  ],
  [{ FilterCriteria: { Filters: [{}] } }, ['FilterCriteria', 'Filters', 0], /has no "Pattern"/],
  [{ FilterCriteria: { Filters: ['{}'] } }, ['FilterCriteria', 'Filters', 0], /must be \{"Pattern"/],
  [
    { FilterCriteria: { Filters: [{ Pattern: { a: [1] } }] } },
    ['FilterCriteria', 'Filters', 0, 'Pattern'],
    /must be a text/,
  ],
  ...wrongTypes('DestinationConfig', 'object', [[], 'arn:aws:s3:::b']),
  [
    { DestinationConfig: { OnFailure: {} } },
    ['DestinationConfig', 'OnFailure'],
    /The Destination field is required for an OnFailure configuration\./,
  ],
  [
    { DestinationConfig: { OnFailure: 'arn:aws:s3:::b' } },
    ['DestinationConfig', 'OnFailure'],
    /must be \{"Destination"/,
  ],
  [
    { DestinationConfig: { OnSuccess: { Destination: 'arn:aws:s3:::b' } } },
    ['DestinationConfig', 'OnSuccess'],
    /Unsupported DestinationConfig parameter for given event source mapping type\./,
  ],
  [{ DestinationConfig: { OnFailed: {} } }, ['DestinationConfig', 'OnFailed'], /unknown member OnFailed/],
  ...[
    ['arn:aws:sqs:eu-west-1:111122223333:failed.fifo', /FIFO/],
    ['arn:aws:sns:eu-west-1:111122223333:failed.fifo', /FIFO/],
    ['kafka://failed', /Kafka/],
    ['arn:aws:lambda:eu-west-1:111122223333:function:f', /SQS queue/],
    ['arn:aws:sqs:eu-west-1:111122223333:', /SQS queue/],
    ['failed', /SQS queue/],
    ['arn:aws:s3:::failed/orders', /whole bucket/],
    [`arn:aws:s3:::${'b'.repeat(350)}`, /at most 350/],
    [7, /must be a text/],
  ].map(
    ([Destination, words]) =>
      [
        { DestinationConfig: { OnFailure: { Destination } } },
        ['DestinationConfig', 'OnFailure', 'Destination'],
        words as RegExp,
      ] as const,
  ),
  ...wrongTypes('KMSKeyArn', 'text', [1, {}]),
  ...['1111-2222', 'alias/mine', 'arn:aws:s3:::bucket', 'arn:aws:kms:eu-west-1:111122223333:'].map(
    (KMSKeyArn) => [{ KMSKeyArn }, ['KMSKeyArn'], /must be the ARN of a KMS key/] as const,
  ),
  ...wrongTypes('MetricsConfig', 'object', [['EventCount'], 'EventCount']),
  [{ MetricsConfig: { Metrics: 'EventCount' } }, ['MetricsConfig', 'Metrics'], /must be a list/],
  [
    { MetricsConfig: { Metrics: ['EventCount', 'ErrorCount'] } },
    ['MetricsConfig', 'Metrics', 1],
    /for Kafka/,
  ],
  [{ MetricsConfig: { Metrics: ['KafkaMetrics'] } }, ['MetricsConfig', 'Metrics', 0], /for Kafka/],
  [{ MetricsConfig: { Metrics: ['eventCount'] } }, ['MetricsConfig', 'Metrics', 0], /"eventCount"/],
  [{ MetricsConfig: { Metrics: ['EventCount', 'EventCount'] } }, ['MetricsConfig', 'Metrics', 1], /twice/],
  [{ MetricsConfig: { Metric: [] } }, ['MetricsConfig', 'Metric'], /unknown member/],
  ...wrongTypes('Tags', 'object', [[], 'team']),
  [{ Tags: tags(51) }, ['Tags'], /51 tags, and 50/],
  [{ Tags: { team: 7 } }, ['Tags', 'team'], /must be a text/],
  [{ Tags: { '': 'x' } }, ['Tags', ''], /empty key/],
  [{ Tags: { ['k'.repeat(129)]: '' } }, ['Tags', 'k'.repeat(129)], /more than 128/],
  [{ Tags: { team: 'v'.repeat(257) } }, ['Tags', 'team'], /more than 256/],
  [{ Tags: { 'aws:mine': '' } }, ['Tags', 'aws:mine'], /only AWS/],
  [{ Tags: { 'a#b': '' } }, ['Tags', 'a#b'], /letters, digits/],
  [{ Tags: { team: 'a#b' } }, ['Tags', 'team'], /in its value/],
];

/** Of other sources, of Lambda's answer, of nobody. */
export const foreignNames: readonly (readonly [string, RegExp])[] = [
  ...[
    'Topics',
    'Queues',
    'SourceAccessConfigurations',
    'SelfManagedEventSource',
    'ScalingConfig',
    'LoggingConfig',
    'AmazonManagedKafkaEventSourceConfig',
    'SelfManagedKafkaEventSourceConfig',
    'DocumentDBEventSourceConfig',
    'ProvisionedPollerConfig',
  ].map((name) => [name, /is not for DynamoDB streams but for/] as const),
  ...[
    'UUID',
    'State',
    'LastModified',
    'EventSourceMappingArn',
    'StateTransitionReason',
    'LastProcessingResult',
  ].map((name) => [name, /is what Lambda answers, and is not sent to it: remove it/] as const),
  ['FunctionArn', /write it as FunctionName/],
  ['BatchSze', /did you mean BatchSize/],
  ['batchSize', /did you mean BatchSize/],
  ['Colour', /remove it/],
];

function notNumbers(name: string, outside: readonly number[]): (readonly [object, Path, RegExp])[] {
  return [...outside, 1.5, '1', true, [], {}].map((value) => [
    { [name]: value },
    [name],
    new RegExp(`^${name} is .*: it must be .*a whole number from`),
  ]);
}

function wrongTypes(
  name: string,
  right: string,
  values: readonly unknown[],
): (readonly [object, Path, RegExp])[] {
  return values.map((value) => [{ [name]: value }, [name], new RegExp(`it must be .*${right}`)]);
}

export function filters(...patterns: readonly string[]): object {
  return { FilterCriteria: { Filters: patterns.map((Pattern) => ({ Pattern })) } };
}

function tags(count: number): object {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`t${index}`, '']));
}

/** A mapping's configuration as AWS answers it (reference section 2.3, recorded on 18 Dec 2025). */

/** A mapping as Lambda's API has it. */
export type StoredMapping = Readonly<Record<string, unknown>> & {
  readonly UUID: string;
  readonly EventSourceArn: string;
  readonly FunctionArn: string;
};

/** The recorded answer to a CreateEventSourceMapping that says nothing but function, stream and position. */
export function recordedMapping(
  mapping: StoredMapping,
  changes: Readonly<Record<string, unknown>> = {},
): StoredMapping {
  const [, partition, , region, account] = mapping.EventSourceArn.split(':');
  return {
    BatchSize: 100,
    BisectBatchOnFunctionError: false,
    DestinationConfig: { OnFailure: {} },
    EventSourceMappingArn: `arn:${partition}:lambda:${region}:${account}:event-source-mapping:${mapping.UUID}`,
    FunctionResponseTypes: [],
    LastModified: 1_766_054_400,
    LastProcessingResult: 'No records processed',
    MaximumBatchingWindowInSeconds: 0,
    MaximumRecordAgeInSeconds: -1,
    MaximumRetryAttempts: -1,
    ParallelizationFactor: 1,
    StartingPosition: 'LATEST',
    State: 'Enabled',
    StateTransitionReason: 'User action',
    TumblingWindowInSeconds: 0,
    ...mapping,
    ...changes,
  };
}

/** What Create and Update take; of a DynamoDB source (reference section 2.2). */
export interface MappingInput {
  readonly FunctionName?: string;
  readonly EventSourceArn?: string;
  readonly StartingPosition?: string;
  readonly Enabled?: boolean;
  readonly MaximumRecordAgeInSeconds?: number;
  readonly FilterCriteria?: { readonly Filters?: readonly { readonly Pattern?: string }[] };
  readonly DestinationConfig?: {
    readonly OnFailure?: { readonly Destination?: string };
    readonly OnSuccess?: unknown;
  };
  readonly KMSKeyArn?: string;
  readonly Tags?: Readonly<Record<string, string>>;
}

/** Options that an answer has just as they were given. */
const GIVEN = [
  'BatchSize',
  'BisectBatchOnFunctionError',
  'FunctionResponseTypes',
  'MaximumBatchingWindowInSeconds',
  'MaximumRecordAgeInSeconds',
  'MaximumRetryAttempts',
  'MetricsConfig',
  'ParallelizationFactor',
  'TumblingWindowInSeconds',
];

/**
 * @returns the configuration with what the input says; `{}` removes the filters, an empty string the destination
 * and the key, and the answer leaves them out (reference sections 2.2 and 2.3)
 */
export function changedMapping(mapping: StoredMapping, input: MappingInput): StoredMapping {
  const given = input as Readonly<Record<string, unknown>>;
  const changed: Record<string, unknown> & StoredMapping = { ...mapping };
  for (const name of GIVEN) if (given[name] !== undefined) changed[name] = given[name];
  if (input.FilterCriteria !== undefined) {
    delete changed['FilterCriteria'];
    const filters = input.FilterCriteria.Filters ?? [];
    if (filters.length > 0) changed['FilterCriteria'] = { Filters: filters };
  }
  if (input.DestinationConfig !== undefined) {
    const destination = input.DestinationConfig.OnFailure?.Destination ?? '';
    changed['DestinationConfig'] = { OnFailure: destination === '' ? {} : { Destination: destination } };
  }
  if (input.KMSKeyArn !== undefined) {
    delete changed['KMSKeyArn'];
    if (input.KMSKeyArn !== '') changed['KMSKeyArn'] = input.KMSKeyArn;
  }
  return changed;
}

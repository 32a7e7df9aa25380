/**
 * The names of CreateEventSourceMapping's parameters and of its answer's members, and which of
 * them mean something for a DynamoDB stream (reference sections 2.2 and 2.3).
 */

/** Read from a configuration. */
const applicable = [
  'FunctionName',
  'EventSourceArn',
  'StartingPosition',
  'StartingPositionTimestamp',
  'Enabled',
  'BatchSize',
  'MaximumBatchingWindowInSeconds',
  'ParallelizationFactor',
  'MaximumRecordAgeInSeconds',
  'MaximumRetryAttempts',
  'BisectBatchOnFunctionError',
  'TumblingWindowInSeconds',
  'FunctionResponseTypes',
  'FilterCriteria',
  'DestinationConfig',
  'KMSKeyArn',
  'MetricsConfig',
  'Tags',
] as const;

/** What Get and List answer beside the parameters. */
const ofAnswers = [
  'UUID',
  'FunctionArn',
  'EventSourceMappingArn',
  'LastModified',
  'LastProcessingResult',
  'State',
  'StateTransitionReason',
  'FilterCriteriaError',
  'ResponseMetadata',
] as const;

/** Parameters of other event sources, and whose they are. */
const ofOtherSources: Readonly<Record<string, string>> = {
  Topics: 'Kafka',
  Queues: 'Amazon MQ',
  SourceAccessConfigurations: 'Kafka, Amazon MQ and DocumentDB',
  SelfManagedEventSource: 'self-managed Kafka',
  AmazonManagedKafkaEventSourceConfig: 'Amazon MSK',
  SelfManagedKafkaEventSourceConfig: 'self-managed Kafka',
  DocumentDBEventSourceConfig: 'DocumentDB',
  ScalingConfig: 'Amazon SQS',
  ProvisionedPollerConfig: 'Kafka and Amazon SQS',
  LoggingConfig: 'Kafka',
};

export type MappingParameter = (typeof applicable)[number] | (typeof ofAnswers)[number];

/** Whether Lambda answers it and takes it from nobody. */
export function isAnswerMember(name: string): boolean {
  return (ofAnswers as readonly string[]).includes(name);
}

/** @returns a sentence if the name is no parameter for a DynamoDB stream */
export function nameProblem(name: string): string | undefined {
  const known: readonly string[] = [...applicable, ...ofAnswers];
  if (known.includes(name)) return undefined;
  if (Object.hasOwn(ofOtherSources, name))
    return `${name} is not for DynamoDB streams but for ${ofOtherSources[name] ?? ''}: remove it.`;
  const nearest = nearestName(name, known);
  return nearest === undefined
    ? `${name} is no parameter of CreateEventSourceMapping: remove it.`
    : `${name} is no parameter of CreateEventSourceMapping: did you mean ${nearest}?`;
}

/** @returns the known name that a person may have meant, if one is near enough to be a slip */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const asked = name.toLowerCase();
  const mostEdits = Math.max(2, Math.floor(name.length / 4));
  let nearest: { readonly name: string; readonly edits: number } | undefined;
  for (const candidate of known) {
    const edits = editsBetween(asked, candidate.toLowerCase());
    if (edits <= mostEdits && edits < (nearest?.edits ?? Infinity)) nearest = { name: candidate, edits };
  }
  return nearest?.name;
}

/** Levenshtein's distance: letters put in, left out or replaced. */
function editsBetween(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const replaced = (previous[column - 1] ?? 0) + (left[row - 1] === right[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[right.length] ?? 0;
}

/**
 * What Lambda accepts as the configuration of an event source mapping on a DynamoDB stream
 * (reference section 2.2), as a table of limits and as a check of JSON with AWS's names: the input
 * of CreateEventSourceMapping, or the answer of GetEventSourceMapping as it is.
 */
import type { JsonObject } from '../events/json-object';
import { isJsonObject } from '../events/json-object';
import type { EventSourceMapping } from './event-source-mapping';
import { nameProblem } from './mapping-parameter-names';
import type { LocatedSentence } from './parameter-reader';
import { ParameterReader } from './parameter-reader';
import { readFilterCriteria } from './read-filter-criteria';
import { readOnFailureDestination } from './read-failure-destination';
import { readFunctionName, readStreamArn } from './read-mapping-names';
import { readStartingPosition } from './read-starting-position';
import { checkUnusedParameters } from './read-unused-parameters';
import type { WholeNumberLimits } from './whole-number-limits';

export const mappingLimits = {
  batchSize: { least: 1, most: 10_000 },
  maximumBatchingWindowInSeconds: { least: 0, most: 300 },
  parallelizationFactor: { least: 1, most: 10 },
  maximumRecordAgeInSeconds: { least: 60, most: 604_800, unlimited: -1 },
  maximumRetryAttempts: { least: 0, most: 10_000, unlimited: -1 },
  tumblingWindowInSeconds: { least: 0, most: 900 },
} as const satisfies Partial<Record<keyof EventSourceMapping, WholeNumberLimits>>;

/** What the file said; what it did not say is absent, for the caller knows the defaults. */
export interface MappingConfiguration extends Partial<EventSourceMapping> {
  /** Without account, region and qualifier. */
  readonly functionName?: string;
  /** A version's number or an alias; only where `functionArn` is absent. */
  readonly functionQualifier?: string;
  /** ARN of a queue, a topic or a bucket. */
  readonly onFailureDestination?: string;
}

export type ReadMappingConfiguration =
  | {
      readonly valid: true;
      readonly configuration: MappingConfiguration;
      /** Sentences about what is accepted and yet may not be what is wanted. */
      readonly warnings: readonly string[];
    }
  /** Sentences that each name a parameter; Lambda's own words first where they are known. */
  | { readonly valid: false; readonly problems: readonly string[] };

/** Where a list of answers is given instead of one. */
const LIST_OF_MAPPINGS = 'EventSourceMappings';

/** Lambda's sentence (reference section 2.5). */
const RECORD_AGE_PROBLEM =
  'MaximumRecordAgeInSeconds must be either -1 (forever) or between 60 and 604800 (inclusive)';

/** @param value parsed JSON; a member that is `null` counts as absent */
export function readMappingConfiguration(value: unknown): ReadMappingConfiguration {
  const shape = shapeProblem(value);
  if (shape !== undefined) return { valid: false, problems: [shape] };
  const read = new ParameterReader(value as JsonObject);
  const configuration = checkedConfiguration(read);
  const { problems, warnings } = read;
  if (problems.length > 0) return { valid: false, problems: problems.map(({ sentence }) => sentence) };
  warn(read, configuration);
  return { valid: true, configuration, warnings };
}

/** The same check for whoever shows where a problem is. @returns nothing if Lambda would take it */
export function mappingProblems(value: unknown): readonly LocatedSentence[] {
  const shape = shapeProblem(value);
  if (shape !== undefined) return [{ path: [], sentence: shape }];
  const read = new ParameterReader(value as JsonObject);
  checkedConfiguration(read);
  return read.problems;
}

function shapeProblem(value: unknown): string | undefined {
  if (!isJsonObject(value)) return 'It is no JSON object with the fields of CreateEventSourceMapping.';
  if (LIST_OF_MAPPINGS in value) return `It is a list of mappings: keep one object of ${LIST_OF_MAPPINGS}.`;
  return undefined;
}

function checkedConfiguration(read: ParameterReader): MappingConfiguration {
  for (const name of read.names) read.refuse(nameProblem(name), name);
  const configuration = readConfiguration(read);
  checkUnusedParameters(read);
  return configuration;
}

function readConfiguration(read: ParameterReader): MappingConfiguration {
  const stream = readStreamArn(read);
  return withoutUndefined({
    uuid: read.text('UUID'),
    ...readFunctionName(read, stream),
    eventSourceArn: stream?.arn,
    startingPosition: readStartingPosition(read, stream?.arn),
    batchSize: read.wholeNumber('BatchSize', mappingLimits.batchSize),
    maximumBatchingWindowInSeconds: read.wholeNumber(
      'MaximumBatchingWindowInSeconds',
      mappingLimits.maximumBatchingWindowInSeconds,
    ),
    parallelizationFactor: read.wholeNumber('ParallelizationFactor', mappingLimits.parallelizationFactor),
    maximumRecordAgeInSeconds: read.wholeNumber(
      'MaximumRecordAgeInSeconds',
      mappingLimits.maximumRecordAgeInSeconds,
      RECORD_AGE_PROBLEM,
    ),
    maximumRetryAttempts: read.wholeNumber('MaximumRetryAttempts', mappingLimits.maximumRetryAttempts),
    bisectBatchOnFunctionError: read.flag('BisectBatchOnFunctionError'),
    tumblingWindowInSeconds: read.wholeNumber(
      'TumblingWindowInSeconds',
      mappingLimits.tumblingWindowInSeconds,
    ),
    functionResponseTypes: readResponseTypes(read),
    filterPatterns: readFilterPatterns(read),
    onFailureDestination: readOnFailureDestination(read),
  });
}

function readResponseTypes(read: ParameterReader): readonly 'ReportBatchItemFailures'[] | undefined {
  const types = read.list('FunctionResponseTypes');
  if (types === undefined || types.length === 0) return types === undefined ? undefined : [];
  if (types.length === 1 && types[0] === 'ReportBatchItemFailures') return ['ReportBatchItemFailures'];
  read.refuse(
    'FunctionResponseTypes may hold "ReportBatchItemFailures" once and nothing else.',
    'FunctionResponseTypes',
  );
  return undefined;
}

function readFilterPatterns(reader: ParameterReader): readonly string[] | undefined {
  const criteria = reader.object('FilterCriteria');
  if (criteria === undefined) return undefined;
  const read = readFilterCriteria(criteria);
  if (read.valid) {
    for (const warning of read.warnings) reader.warn(`FilterCriteria: ${warning}`);
    return read.patterns;
  }
  reader.refuseAll(
    read.problems.map((problem) => ({
      ...problem,
      path: ['FilterCriteria', ...problem.path],
      sentence: `FilterCriteria: ${problem.sentence}`,
    })),
  );
  return undefined;
}

/** What Lambda takes, or what nobody outside knows whether it takes. */
function warn(read: ParameterReader, configuration: MappingConfiguration): void {
  const { tumblingWindowInSeconds = 0, parallelizationFactor = 1, filterPatterns = [] } = configuration;
  if (read.flag('Enabled') === false)
    read.warn('Enabled is false: in the cloud this mapping does nothing; here it runs.');
  if (tumblingWindowInSeconds > 0 && parallelizationFactor > 1) {
    read.warn(
      'TumblingWindowInSeconds with ParallelizationFactor above 1: AWS does not say how they work together; here each lane of a shard has a window and a state of its own.',
    );
  }
  if (tumblingWindowInSeconds > 0 && filterPatterns.length > 0) {
    read.warn(
      'TumblingWindowInSeconds with FilterCriteria: AWS does not say how they work together; here a filtered record belongs to no window.',
    );
  }
  if (read.given('KMSKeyArn') && read.isNull('FilterCriteria')) {
    read.warn(
      'FilterCriteria is null beside a KMSKeyArn: the mapping may have filters that this answer does not show; write them in.',
    );
  }
}

/** Absent instead of undefined, as `exactOptionalPropertyTypes` has it. */
function withoutUndefined<T extends object>(members: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const present = Object.entries(members).filter(([, member]) => member !== undefined);
  return Object.fromEntries(present) as { [K in keyof T]: Exclude<T[K], undefined> };
}

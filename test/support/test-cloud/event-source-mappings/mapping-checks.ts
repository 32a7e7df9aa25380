/** What Lambda refuses of a mapping's input, in its own words and order (reference section 2.5). */
import { compileFilterPattern } from '../../../../src/engine/filtering/filter-pattern';
import { CloudError } from '../cloud-answer';
import type { MappingInput } from './mapping-configuration';

/** Ranges of the service model (reference section 2.2). */
const RANGES: readonly (readonly [option: string, least: number, most: number])[] = [
  ['BatchSize', 1, 10_000],
  ['MaximumBatchingWindowInSeconds', 0, 300],
  ['ParallelizationFactor', 1, 10],
  ['MaximumRetryAttempts', -1, 10_000],
  ['TumblingWindowInSeconds', 0, 900],
];
const POSITIONS = ['LATEST', 'AT_TIMESTAMP', 'TRIM_HORIZON'];
const STREAM_ARN = /^arn:[^:]+:dynamodb:[^:]+:\d{12}:table\/[^/]+\/stream\/.+$/;

export function invalidParameter(message: string): CloudError {
  return new CloudError({ status: 400, type: 'InvalidParameterValueException', message });
}

/** The service model's constraints, tested before anything else. @throws CloudError */
export function checkModel(input: MappingInput): void {
  const values = input as Readonly<Record<string, unknown>>;
  const broken = RANGES.flatMap(([option, least, most]) => {
    const value = values[option];
    if (typeof value !== 'number' || (value >= least && value <= most)) return [];
    const bound = value < least ? `greater than or equal to ${least}` : `less than or equal to ${most}`;
    return [constraint(value, option, `have value ${bound}`)];
  });
  const { StartingPosition } = input;
  if (StartingPosition !== undefined && !POSITIONS.includes(StartingPosition))
    broken.push(
      constraint(StartingPosition, 'StartingPosition', `satisfy enum value set: [${POSITIONS.join(', ')}]`),
    );
  if (broken.length === 0) return;
  const count = `${broken.length} validation error${broken.length === 1 ? '' : 's'} detected: `;
  throw new CloudError({ status: 400, type: 'ValidationException', message: count + broken.join('; ') });
}

/** What only a create says: source and starting position. @returns the stream's ARN. @throws CloudError */
export function checkSource({ EventSourceArn: streamArn = '', StartingPosition }: MappingInput): string {
  if (!STREAM_ARN.test(streamArn)) throw invalidParameter('Unrecognized event source.');
  if (StartingPosition === undefined)
    throw invalidParameter(
      "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null.",
    );
  if (StartingPosition === 'AT_TIMESTAMP')
    throw invalidParameter(`Unsupported starting position for arn type: ${streamArn}`);
  return streamArn;
}

/** What create and update both refuse. @throws CloudError */
export function checkOptions({
  MaximumRecordAgeInSeconds: age = -1,
  DestinationConfig,
  FilterCriteria,
}: MappingInput): void {
  if (DestinationConfig?.OnSuccess !== undefined)
    throw invalidParameter('Unsupported DestinationConfig parameter for given event source mapping type.');
  if (DestinationConfig?.OnFailure !== undefined && DestinationConfig.OnFailure.Destination === undefined)
    throw invalidParameter('The Destination field is required for an OnFailure configuration.');
  if (age !== -1 && (age < 60 || age > 604_800))
    throw invalidParameter(
      'MaximumRecordAgeInSeconds must be either -1 (forever) or between 60 and 604800 (inclusive)',
    );
  for (const { Pattern = '' } of FilterCriteria?.Filters ?? [])
    if (!compileFilterPattern(Pattern).valid) throw invalidParameter('Invalid filter pattern definition.');
}

function constraint(value: number | string, option: string, must: string): string {
  const name = option.charAt(0).toLowerCase() + option.slice(1);
  return `Value '${value}' at '${name}' failed to satisfy constraint: Member must ${must}`;
}

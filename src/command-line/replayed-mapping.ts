/** The event source mapping that a capture is replayed with: Lambda's defaults, the mapping file, the capture. */
import type { MappingConfiguration } from '../engine/event-source-mapping/configuration-limits';
import type { EventSourceMapping } from '../engine/event-source-mapping/event-source-mapping';
import { mappingDefaults } from '../engine/event-source-mapping/event-source-mapping';
import { parseStreamArn } from '../engine/events/stream-arn';
import { functionArn } from '../handler-hosts/function-arn';

/** Where the function pretends to be. */
export interface FunctionPlace {
  readonly region: string;
  readonly accountId: string;
  readonly functionName: string;
}

/**
 * Without a mapping file nothing is retried: with Lambda's default a handler that fails would be tried
 * again for a day.
 */
const withoutMappingFile = { maximumRetryAttempts: 0 } as const satisfies MappingConfiguration;

/** What a capture that does not name its stream is taken for. */
const UNKNOWN_STREAM = 'arn:aws:dynamodb:us-east-1:000000000000:table/unknown/stream/1970-01-01T00:00:00.000';

/** @param streamArn the capture's; empty if it has none */
export function functionPlace(
  configuration: MappingConfiguration | undefined,
  streamArn: string,
  functionName: string,
): FunctionPlace {
  const arn = configuration?.functionArn?.split(':');
  const stream = parseStreamArn(streamArn) ?? parseStreamArn(configuration?.eventSourceArn ?? UNKNOWN_STREAM);
  return {
    region: arn?.[3] ?? stream?.region ?? '',
    accountId: arn?.[4] ?? stream?.accountId ?? '',
    functionName,
  };
}

/**
 * A capture is read from its beginning, whatever the mapping's StartingPosition.
 *
 * @param configuration undefined without a mapping file
 */
export function replayedMapping(
  configuration: MappingConfiguration | undefined,
  streamArn: string,
  place: FunctionPlace,
  newUuid: () => string,
): EventSourceMapping {
  const options: MappingConfiguration = configuration ?? withoutMappingFile;
  const arn = functionArn(place.region, place.accountId, place.functionName);
  return {
    ...mappingDefaults,
    functionArn: options.functionQualifier === undefined ? arn : `${arn}:${options.functionQualifier}`,
    uuid: newUuid(),
    ...options,
    eventSourceArn: [streamArn, options.eventSourceArn ?? ''].find((known) => known !== '') ?? UNKNOWN_STREAM,
    startingPosition: { type: 'TRIM_HORIZON' },
  };
}

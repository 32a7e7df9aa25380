/** A deployed event source mapping as the engine's options, and how many mappings read a stream. */
import type { EventSourceMappingConfiguration, LambdaClient } from '@aws-sdk/client-lambda';
import {
  type EventSourceMapping,
  mappingDefaults,
} from '../../engine/event-source-mapping/event-source-mapping';
import { parseStreamArn } from '../../engine/events/stream-arn';
import type { StopSignal } from '../../engine/ports/stop-signal';
import { StreamSourceError } from '../../engine/ports/stream-source-error';
import type { StreamConnection } from '../../engine/streams/stream-connection';
import type { AwsAccess } from '../access/aws-access';
import { streamSubject } from '../access/aws-error';
import { callOnce } from '../access/call-once';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const LAMBDA_REGION = /^arn:[^:]+:lambda:([^:]+):/;
/** ST-1: those in which the mapping polls, or is about to. */
const READING_STATES = ['Creating', 'Enabling', 'Enabled', 'Updating'];
const IF_MISSING = 'Correct the name or UUID, "region" or "awsProfile".';

/** @throws StreamSourceError; the stop signal's reason */
export function readMapping(
  access: AwsAccess,
  mapping: string,
  connection: StreamConnection,
  stop: StopSignal,
): Promise<EventSourceMapping> {
  const isUuid = UUID.test(mapping);
  const call = {
    action: isUuid ? 'lambda:GetEventSourceMapping' : 'lambda:ListEventSourceMappings',
    subject: isUuid ? `the event source mapping ${mapping}` : `the mappings of function "${mapping}"`,
    ifMissing: IF_MISSING,
    connection,
  };
  const open = (): Promise<LambdaClient> => openClient(access, connection, LAMBDA_REGION.exec(mapping)?.[1]);
  return callOnce(open, call, stop, async (client) => {
    const uuid = isUuid ? mapping : await onlyMappingOf(client, mapping, stop);
    const { GetEventSourceMappingCommand } = await import('@aws-sdk/client-lambda');
    // Not what the list says: with a key of the customer's it leaves the filters out (section 2.2, KMSKeyArn).
    const answer = await client.send(new GetEventSourceMappingCommand({ UUID: uuid }), {
      abortSignal: stop as AbortSignal,
    });
    return toMapping(uuid, answer);
  });
}

/** How many mappings read the stream, or are about to; each is one of two readers a shard (DS-8). */
export function countReaders(
  access: AwsAccess,
  streamArn: string,
  connection: StreamConnection,
  stop: StopSignal,
): Promise<number> {
  const call = {
    action: 'lambda:ListEventSourceMappings',
    subject: `the triggers of ${streamSubject(streamArn)}`,
    ifMissing: IF_MISSING,
    connection,
  };
  const open = (): Promise<LambdaClient> => openClient(access, connection, parseStreamArn(streamArn)?.region);
  return callOnce(open, call, stop, async (client) => {
    const mappings = await listMappings(client, { EventSourceArn: streamArn }, stop);
    return mappings.filter(({ State = '' }) => READING_STATES.includes(State)).length;
  });
}

async function openClient(
  access: AwsAccess,
  connection: StreamConnection,
  arnRegion?: string,
): Promise<LambdaClient> {
  const { LambdaClient } = await import('@aws-sdk/client-lambda');
  return new LambdaClient(await access.settings(connection, 'lambda', arnRegion));
}

async function onlyMappingOf(client: LambdaClient, functionName: string, stop: StopSignal): Promise<string> {
  const all = await listMappings(client, { FunctionName: functionName }, stop);
  const ofStreams = all.filter(({ EventSourceArn = '' }) => parseStreamArn(EventSourceArn) !== undefined);
  const [first, ...more] = ofStreams;
  if (first?.UUID === undefined)
    throw new StreamSourceError(
      'failed',
      `Function "${functionName}" has no trigger on a DynamoDB stream. Name another function, or a stream or table instead of "mapping".`,
    );
  if (more.length === 0) return first.UUID;
  const list = ofStreams.map(({ UUID: uuid, EventSourceArn = '' }) => {
    return `${uuid ?? ''} (table "${parseStreamArn(EventSourceArn)?.tableName ?? ''}")`;
  });
  throw new StreamSourceError(
    'failed',
    `Function "${functionName}" has ${ofStreams.length} triggers on DynamoDB streams. Give one of their UUIDs as "mapping": ${list.join(', ')}.`,
  );
}

async function listMappings(
  client: LambdaClient,
  of: { readonly FunctionName: string } | { readonly EventSourceArn: string },
  stop: StopSignal,
): Promise<EventSourceMappingConfiguration[]> {
  const { ListEventSourceMappingsCommand } = await import('@aws-sdk/client-lambda');
  const mappings: EventSourceMappingConfiguration[] = [];
  let marker: string | undefined;
  do {
    const { EventSourceMappings = [], NextMarker } = await client.send(
      new ListEventSourceMappingsCommand({ ...of, ...(marker !== undefined && { Marker: marker }) }),
      { abortSignal: stop as AbortSignal },
    );
    mappings.push(...EventSourceMappings);
    marker = NextMarker === '' ? undefined : NextMarker;
  } while (marker !== undefined);
  return mappings;
}

/** Section 2.3; what an emulator leaves out has AWS's default. */
function toMapping(uuid: string, answer: EventSourceMappingConfiguration): EventSourceMapping {
  const { EventSourceArn = '', FunctionArn = '', FilterCriteriaError } = answer;
  if (parseStreamArn(EventSourceArn) === undefined)
    throw new StreamSourceError(
      'failed',
      `The event source mapping ${uuid} does not read a DynamoDB stream but ${EventSourceArn === '' ? 'something else' : EventSourceArn}. Name one that does.`,
    );
  if (FilterCriteriaError !== undefined)
    throw new StreamSourceError(
      'accessDenied',
      `The filters of the event source mapping ${uuid} can't be decrypted: ${FilterCriteriaError.Message ?? FilterCriteriaError.ErrorCode ?? 'no reason given'}. Allow kms:Decrypt on ${answer.KMSKeyArn ?? 'its key'}.`,
    );
  return {
    uuid,
    functionArn: FunctionArn,
    eventSourceArn: EventSourceArn,
    startingPosition: { type: answer.StartingPosition === 'LATEST' ? 'LATEST' : 'TRIM_HORIZON' },
    batchSize: answer.BatchSize ?? mappingDefaults.batchSize,
    maximumBatchingWindowInSeconds:
      answer.MaximumBatchingWindowInSeconds ?? mappingDefaults.maximumBatchingWindowInSeconds,
    parallelizationFactor: answer.ParallelizationFactor ?? mappingDefaults.parallelizationFactor,
    maximumRecordAgeInSeconds: answer.MaximumRecordAgeInSeconds ?? mappingDefaults.maximumRecordAgeInSeconds,
    maximumRetryAttempts: answer.MaximumRetryAttempts ?? mappingDefaults.maximumRetryAttempts,
    bisectBatchOnFunctionError:
      answer.BisectBatchOnFunctionError ?? mappingDefaults.bisectBatchOnFunctionError,
    tumblingWindowInSeconds: answer.TumblingWindowInSeconds ?? mappingDefaults.tumblingWindowInSeconds,
    functionResponseTypes: answer.FunctionResponseTypes ?? mappingDefaults.functionResponseTypes,
    filterPatterns: (answer.FilterCriteria?.Filters ?? []).flatMap(({ Pattern }) => Pattern ?? []),
  };
}

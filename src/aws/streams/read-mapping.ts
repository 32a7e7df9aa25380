/** A deployed event source mapping as the engine's options, and how many mappings read a stream. */
import type { EventSourceMappingConfiguration, LambdaClient } from '@aws-sdk/client-lambda';
import * as l10n from '@vscode/l10n';
import type { EventSourceMapping } from '../../engine/event-source-mapping/event-source-mapping';
import { parseStreamArn } from '../../engine/events/stream-arn';
import type { StopSignal } from '../../engine/ports/stop-signal';
import { StreamSourceError } from '../../engine/ports/stream-source-error';
import type { StreamConnection } from '../../engine/streams/stream-connection';
import { completeOptions } from '../../triggers/options/option-defaults';
import type { Trigger, TriggerState } from '../../triggers/trigger';
import type { SendOptions } from '../access/ask-aws';
import { askForStream } from '../access/ask-for-stream';
import type { AwsAccess } from '../access/aws-access';
import { streamSubject } from '../access/aws-call';
import { lambdaArnRegion } from '../triggers/lambda-arn';
import { readListedTrigger, readTrigger } from '../triggers/read-trigger';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** ST-1: those in which the mapping polls, or is about to. */
const READING_STATES: readonly TriggerState[] = ['Creating', 'Enabling', 'Enabled', 'Updating'];
/** The most that a page has. */
const ROWS = 100;

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
    subject: isUuid
      ? l10n.t('the event source mapping {0}', mapping)
      : l10n.t('the mappings of function "{0}"', mapping),
    ifMissing: onMissing(),
    connection,
  };
  const question = { service: 'lambda' as const, arnRegion: lambdaArnRegion(mapping), call };
  return askForStream(access, question, stop, async (client, options) => {
    const uuid = isUuid ? mapping : await onlyMappingOf(client, mapping, options);
    const { GetEventSourceMappingCommand } = await import('@aws-sdk/client-lambda');
    // Not what the list says: with a key of the customer's it leaves the filters out (section 2.2, KMSKeyArn).
    return toMapping(uuid, await client.send(new GetEventSourceMappingCommand({ UUID: uuid }), options));
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
    subject: l10n.t('the triggers of {0}', streamSubject(streamArn)),
    ifMissing: onMissing(),
    connection,
  };
  const arnRegion = parseStreamArn(streamArn)?.region;
  return askForStream(access, { service: 'lambda', arnRegion, call }, stop, async (client, options) => {
    const triggers = await listTriggers(client, { EventSourceArn: streamArn }, options);
    return triggers.filter(({ state }) => READING_STATES.includes(state)).length;
  });
}

function onMissing(): string {
  return l10n.t('Correct the name or UUID, "region" or "awsProfile".');
}

async function onlyMappingOf(
  client: LambdaClient,
  functionName: string,
  options: SendOptions,
): Promise<string> {
  const triggers = await listTriggers(client, { FunctionName: functionName }, options);
  const [first, ...more] = triggers;
  if (first === undefined)
    throw new StreamSourceError(
      'failed',
      l10n.t(
        'Function "{0}" has no trigger on a DynamoDB stream. Name another function, or a stream or table instead of "mapping".',
        functionName,
      ),
    );
  if (more.length === 0) return first.uuid;
  const list = triggers.map(({ uuid, streamArn }) =>
    l10n.t('{0} (table "{1}")', uuid, parseStreamArn(streamArn)?.tableName ?? ''),
  );
  throw new StreamSourceError(
    'failed',
    l10n.t(
      'Function "{0}" has {1} triggers on DynamoDB streams. Give one of their UUIDs as "mapping": {2}.',
      functionName,
      triggers.length,
      list.join(', '),
    ),
  );
}

/** Of all pages those on DynamoDB streams. */
async function listTriggers(
  client: LambdaClient,
  of: { readonly FunctionName: string } | { readonly EventSourceArn: string },
  options: SendOptions,
): Promise<readonly Trigger[]> {
  const { ListEventSourceMappingsCommand } = await import('@aws-sdk/client-lambda');
  const triggers: Trigger[] = [];
  let marker = '';
  do {
    const input = { ...of, MaxItems: ROWS, ...(marker !== '' && { Marker: marker }) };
    const { EventSourceMappings = [], NextMarker = '' } = await client.send(
      new ListEventSourceMappingsCommand(input),
      options,
    );
    triggers.push(...EventSourceMappings.flatMap(readListedTrigger));
    marker = NextMarker;
  } while (marker !== '');
  return triggers;
}

function toMapping(uuid: string, answer: EventSourceMappingConfiguration): EventSourceMapping {
  const trigger = readTrigger({ ...answer, UUID: uuid });
  if (trigger === undefined)
    throw new StreamSourceError(
      'failed',
      l10n.t(
        'The event source mapping {0} does not read a DynamoDB stream but {1}. Name one that does.',
        uuid,
        answer.EventSourceArn ?? l10n.t('something else'),
      ),
    );
  const { document, functionArn, streamArn, filterError } = trigger;
  const options = completeOptions(document);
  if (filterError !== undefined)
    throw new StreamSourceError(
      'accessDenied',
      l10n.t(
        "The filters of the event source mapping {0} can't be decrypted: {1}. Allow kms:Decrypt on {2}.",
        uuid,
        filterError,
        options.KMSKeyArn || l10n.t('its key'),
      ),
    );
  return {
    uuid,
    functionArn,
    eventSourceArn: streamArn,
    startingPosition: { type: document.StartingPosition ?? 'TRIM_HORIZON' },
    batchSize: options.BatchSize,
    maximumBatchingWindowInSeconds: options.MaximumBatchingWindowInSeconds,
    parallelizationFactor: options.ParallelizationFactor,
    maximumRecordAgeInSeconds: options.MaximumRecordAgeInSeconds,
    maximumRetryAttempts: options.MaximumRetryAttempts,
    bisectBatchOnFunctionError: options.BisectBatchOnFunctionError,
    tumblingWindowInSeconds: options.TumblingWindowInSeconds,
    functionResponseTypes: options.FunctionResponseTypes,
    filterPatterns: options.FilterCriteria.Filters.map(({ Pattern }) => Pattern),
  };
}

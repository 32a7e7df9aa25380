/** Feeds a live stream to the handler until the session is stopped. */
import * as vscode from 'vscode';
import type { EventSourceMapping } from '../../engine/event-source-mapping/event-source-mapping';
import { parseStreamArn } from '../../engine/events/stream-arn';
import type { FoundStream, StreamConnection } from '../../engine/streams/stream-connection';
import type { CheckpointStore } from '../../engine/ports/checkpoint-store';
import { isLocalConnection } from '../../triggers/connections/connection-endpoints';
import type { RecordingRequest } from '../../captures/recording/recording-request';
import { pollIntervalMs } from '../settings';
import type { SessionRecording } from '../views/recordings/session-recording';
import { announcingLatest } from './latest-announcement';
import type { LiveRecords } from './record-source';
import type { StreamPlace } from './replay-parts';
import type { SessionTools } from './session-tools';
import { runSource, sessionMapping } from './session-mapping';
import { positionAt } from './starting-position';

export interface LiveRun {
  readonly tools: SessionTools;
  readonly source: LiveRecords;
  readonly stream: FoundStream;
  readonly place: StreamPlace;
  readonly deployed: EventSourceMapping | undefined;
}

/** @returns whether everything went through until the session was stopped, or the stream ended */
export async function followStream({ tools, source, stream, place, deployed }: LiveRun): Promise<boolean> {
  const { parts, configuration, connection, stop } = tools;
  const { streamArn, tableName } = stream;
  const stored = parts.openCheckpoints({ name: configuration.name, streamArn });
  const checkpoints = source.resume ? stored : startingAfresh(stored);
  const known = await checkpoints.load();
  say(tools, positionText(source, known.size));
  const opened = announcingLatest(parts.streams.openStream(streamArn, connection), (shardId) =>
    say(tools, vscode.l10n.t('Shard {0}: read from {1}.', shardId, 'LATEST')),
  );
  const startingPosition = positionAt(source.position, parts.clock.now());
  // After checkpoints that may lie anywhere, whatever is read belongs to the session.
  const begin = known.size > 0 ? ({ type: 'TRIM_HORIZON' } as const) : startingPosition;
  const recording = await recordingOf(source, tools, { streamArn, connection, begin });
  try {
    const { dropped } = await runSource(tools, {
      source: recording?.around(opened) ?? opened,
      mapping: sessionMapping(
        configuration,
        {
          uuid: parts.newUuid(),
          functionArn: parts.functionArn(place, configuration.functionName),
          eventSourceArn: streamArn,
          startingPosition,
        },
        deployed,
      ),
      checkpoints,
      recordAgeFrom: 'creation',
      pollIntervalMs: pollIntervalMs(tools.folder.uri, isLocalConnection(connection)),
      originOf: () => ({ kind: 'stream', streamArn, tableName }),
    });
    if (!stop.aborted) say(tools, vscode.l10n.t('The stream has ended: it is disabled and read to its end.'));
    return dropped === 0;
  } finally {
    await recording?.end();
    await stored.flush();
  }
}

async function recordingOf(
  { record }: LiveRecords,
  { parts, folder }: SessionTools,
  stream: Pick<RecordingRequest, 'streamArn' | 'connection' | 'begin'>,
): Promise<SessionRecording | undefined> {
  if (record === undefined) return undefined;
  return parts.recordSession(folder, stream, record === true ? undefined : record);
}

/** Before anything is read: which stream it is, in one line. */
export function sayStream(tools: Pick<SessionTools, 'write'>, stream: FoundStream): void {
  const { streamArn, tableName, status, viewType } = stream;
  const { region = '', accountId = '', label = '' } = parseStreamArn(streamArn) ?? {};
  say(
    tools,
    vscode.l10n.t(
      'Stream of table {0} in {1}, account {2}: since {3}, {4}, {5}.',
      tableName,
      region,
      accountId,
      label,
      viewType,
      status,
    ),
  );
}

/**
 * Where the stream is as the handler should see it. DynamoDB Local calls its region "ddblocal", in which no
 * client finds a service.
 */
export function placeOfStream(streamArn: string, { region, endpointUrl }: StreamConnection): StreamPlace {
  const found = parseStreamArn(streamArn);
  const own = endpointUrl !== undefined && found?.region === 'ddblocal' ? undefined : found?.region;
  return { region: own ?? region ?? 'us-east-1', accountId: found?.accountId ?? '000000000000' };
}

/** In which region a profile is looked at before the stream is found; any answers for the account. */
export function regionBeforeFound({ of }: LiveRecords, { region }: StreamConnection): string {
  const named = of !== undefined && 'streamArn' in of ? parseStreamArn(of.streamArn)?.region : undefined;
  return region ?? named ?? process.env['AWS_REGION'] ?? 'us-east-1';
}

/** @param known how many shards have a checkpoint */
function positionText({ position, resume }: LiveRecords, known: number): string {
  if (known > 0)
    return vscode.l10n.t(
      'Going on after the checkpoints of the last session with this name ({0} shards).',
      known,
    );
  const notFound = resume ? `${vscode.l10n.t('No session with this name has left checkpoints.')} ` : '';
  switch (position.type) {
    case 'LATEST':
      return notFound + vscode.l10n.t('Waiting for records from now on (LATEST).');
    case 'TRIM_HORIZON':
      return notFound + vscode.l10n.t('Reading from the oldest record that the stream has (TRIM_HORIZON).');
    case 'SEQUENCE_NUMBER':
      return notFound + vscode.l10n.t('Reading from sequence number {0}.', position.sequenceNumber);
    case 'TIME':
    case 'AGO': {
      const at = positionAt(position, Date.now());
      const time = at.type === 'TIME' ? new Date(at.epochMs).toISOString() : '';
      return notFound + vscode.l10n.t('Reading what was written from {0} on.', time);
    }
  }
}

/** What an earlier session has left is replaced by what this one handles. */
function startingAfresh(stored: CheckpointStore): CheckpointStore {
  return {
    load: () => Promise.resolve(new Map()),
    save: (shardId, checkpoint) => stored.save(shardId, checkpoint),
    flush: () => stored.flush(),
  };
}

function say({ write }: Pick<SessionTools, 'write'>, sentence: string): void {
  write({ category: 'console', text: `${sentence}\n` });
}

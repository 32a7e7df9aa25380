/**
 * Record Stream: from a DynamoDB stream into a capture. What the caller does not say is asked, step by step;
 * a caller that says where to begin is asked nothing.
 */
import * as vscode from 'vscode';
import type { StartingPosition } from '../../engine/event-source-mapping/event-source-mapping';
import { isJsonObject } from '../../engine/events/json-object';
import type { FoundStream, StreamCatalog, StreamConnection } from '../../engine/streams/stream-connection';
import type { RecordingCompression, RecordingEnd, RecordingRequest } from '../../captures/recording-request';
import { confirm, withProgress } from '../notifications';
import { streamConnection } from '../settings';
import type { StreamRecordings } from '../views/recordings/stream-recordings';
import { chooseFolder } from './choose-folder';
import type { Command } from './command-table';
import type { RecordingAnswers } from './recording-answers';
import { beginOf, endOf } from './recording-answers';
import { recordingQuestions } from './recording-questions';
import { askStepwise } from './stepwise-questions';

/** What a tree item, a test or another extension may say; the first of `streamArn` and `table` counts. */
export interface RecordStreamArgument {
  readonly streamArn?: string;
  readonly table?: string;
  /** The settings' without it. */
  readonly connection?: StreamConnection;
  readonly begin?: StartingPosition;
  /** Until it is stopped without it. */
  readonly end?: RecordingEnd;
  readonly filterPatterns?: readonly string[];
  readonly compression?: RecordingCompression;
}

export interface RecordStreamParts {
  readonly recordings: StreamRecordings;
  readonly catalog: StreamCatalog;
  readonly state: vscode.Memento;
  readonly compressions: readonly RecordingCompression[];
}

const RECENT_KEY = 'recordedStreams';
const RECENT_KEPT = 10;

/** Each enabled trigger is one; DynamoDB throttles a shard that has more (DS-8). */
const READERS_A_SHARD = 2;

export function recordStream(parts: RecordStreamParts): Command {
  return async (argument) => {
    const folder = await chooseFolder();
    if (folder === undefined) return;
    const given = (isJsonObject(argument) ? argument : {}) as RecordStreamArgument;
    const connection = given.connection ?? streamConnection(folder);
    const wanted = await wantedRecording(parts, given, connection);
    if (wanted === undefined || !(await agreesToReaders(parts.catalog, wanted))) return;
    await parts.recordings.start(folder, wanted);
  };
}

async function wantedRecording(
  parts: RecordStreamParts,
  given: RecordStreamArgument,
  connection: StreamConnection,
): Promise<RecordingRequest | undefined> {
  const findStream = (stream: string): Promise<FoundStream> =>
    withProgress(vscode.l10n.t('Looking for the stream of {0}', stream), (signal) =>
      parts.catalog.findStream(streamNamed(stream), connection, signal),
    );
  const named = given.streamArn ?? given.table;
  const found = named === undefined ? undefined : await findStream(named);
  if (found !== undefined && given.begin !== undefined) {
    const { begin, end = { type: 'STOPPED' }, filterPatterns = [], compression = 'none' } = given;
    return { streamArn: found.streamArn, connection, begin, end, filterPatterns, compression };
  }
  const recent = parts.state.get<readonly string[]>(RECENT_KEY, []);
  const title =
    found === undefined ? vscode.l10n.t('Record Stream') : vscode.l10n.t('Record {0}', found.tableName);
  const questions = recordingQuestions({ ...parts, recent, findStream, asksStream: found === undefined });
  const answers = await askStepwise(title, questions, found && { found });
  if (answers?.found === undefined) return undefined;
  await rememberStream(parts.state, answers.stream);
  return requestOf(answers as RecordingAnswers, connection, new Date());
}

function requestOf(answers: RecordingAnswers, connection: StreamConnection, now: Date): RecordingRequest {
  return {
    streamArn: answers.found.streamArn,
    connection,
    begin: beginOf(answers, now),
    end: endOf(answers, now),
    filterPatterns: answers.filterPattern === '' ? [] : [answers.filterPattern],
    compression: answers.compression,
  };
}

function streamNamed(text: string): { readonly table: string } | { readonly streamArn: string } {
  return text.startsWith('arn:') ? { streamArn: text } : { table: text };
}

async function rememberStream(state: vscode.Memento, stream: string | undefined): Promise<void> {
  if (stream === undefined) return;
  const others = state.get<readonly string[]>(RECENT_KEY, []).filter((other) => other !== stream);
  await state.update(RECENT_KEY, [stream, ...others].slice(0, RECENT_KEPT));
}

/** A local endpoint has no triggers to ask for. */
async function agreesToReaders(catalog: StreamCatalog, request: RecordingRequest): Promise<boolean> {
  const { streamArn, connection } = request;
  if (connection.endpointUrl !== undefined) return true;
  const readers = await withProgress(vscode.l10n.t('Looking for the readers of the stream'), (signal) =>
    // Whoever may read a stream is not always allowed to list its triggers: then nobody can warn.
    catalog.countReaders(streamArn, connection, signal).catch(() => 0),
  );
  if (readers < READERS_A_SHARD) return true;
  return confirm(
    vscode.l10n.t('{0} triggers read this stream already. Record it all the same?', readers),
    vscode.l10n.t(
      'DynamoDB throttles a shard with more than two readers: the triggers would be slower while you record.',
    ),
    vscode.l10n.t('Record'),
  );
}

/**
 * Record Stream: from a DynamoDB stream into a capture. What the caller does not say is asked, step by step;
 * a caller that says where to begin is asked nothing.
 */
import * as vscode from 'vscode';
import type { StartingPosition } from '../../../engine/event-source-mapping/event-source-mapping';
import { isJsonObject } from '../../../engine/events/json-object';
import type { FoundStream, StreamCatalog, StreamConnection } from '../../../engine/streams/stream-connection';
import type { Compression } from '../../../captures/files/compressed-members';
import type { RecordingEnd, RecordingRequest } from '../../../captures/recording/recording-request';
import type { WriteLine } from '../../debug/debug-console';
import { checkReaders, confirmProductionStream } from '../../debug/stream-readers';
import { withProgress } from '../../notifications';
import { streamConnection } from '../../settings';
import type { StreamRecordings } from '../../views/recordings/stream-recordings';
import { chooseFolder } from '../choose-folder';
import type { Command } from '../command-table';
import type { RecordingAnswers } from './recording-answers';
import { beginOf, endOf } from './recording-answers';
import { recordingQuestions } from './recording-questions';
import { askStepwise } from '../stepwise-questions';

/**
 * What a test or another extension may say; the first of `streamArn` and `table` counts. A table or stream of the
 * view "Tables and Triggers" says `tableName` in its place.
 */
export interface RecordStreamArgument {
  readonly streamArn?: string;
  readonly table?: string;
  readonly tableName?: string;
  /** The settings' without it. */
  readonly connection?: StreamConnection;
  readonly begin?: StartingPosition;
  /** Until it is stopped without it. */
  readonly end?: RecordingEnd;
  readonly filterPatterns?: readonly string[];
  readonly compression?: Compression;
}

export interface RecordStreamParts {
  readonly recordings: StreamRecordings;
  readonly catalog: StreamCatalog;
  readonly state: vscode.Memento;
  readonly compressions: readonly Compression[];
  /** What is to be known of the stream's other readers. */
  readonly write: WriteLine;
  /** Whether a row of the tree is of a global table, as far as that was asked already. */
  readonly isKnownGlobal: (argument: unknown) => boolean;
}

const RECENT_KEY = 'recordedStreams';
const RECENT_KEPT = 10;

export function recordStream(parts: RecordStreamParts): Command {
  return async (argument) => {
    const folder = await chooseFolder();
    if (folder === undefined) return;
    const given = (isJsonObject(argument) ? argument : {}) as RecordStreamArgument;
    const connection = given.connection ?? streamConnection(folder);
    const wanted = await wantedRecording(parts, given, connection);
    if (wanted === undefined) return;
    const { found, request } = wanted;
    await confirmProductionStream(found.tableName, connection, process.env);
    await withProgress(vscode.l10n.t('Looking for the readers of the stream'), (stop) =>
      checkReaders(found, {
        ...parts,
        streams: parts.catalog,
        connection,
        stop,
        isGlobal: parts.isKnownGlobal(argument),
      }),
    );
    await parts.recordings.start(folder, request);
  };
}

async function wantedRecording(
  parts: RecordStreamParts,
  given: RecordStreamArgument,
  connection: StreamConnection,
): Promise<{ readonly found: FoundStream; readonly request: RecordingRequest } | undefined> {
  const findStream = (stream: string): Promise<FoundStream> =>
    withProgress(vscode.l10n.t('Looking for the stream of {0}', stream), (signal) =>
      parts.catalog.findStream(streamNamed(stream), connection, signal),
    );
  const named = given.streamArn ?? given.table ?? given.tableName;
  const found = named === undefined ? undefined : await findStream(named);
  if (found !== undefined && given.begin !== undefined) {
    const { begin, end = { type: 'STOPPED' }, filterPatterns = [], compression = 'none' } = given;
    const { streamArn } = found;
    return { found, request: { streamArn, connection, begin, end, filterPatterns, compression } };
  }
  const recent = parts.state.get<readonly string[]>(RECENT_KEY, []);
  const title =
    found === undefined ? vscode.l10n.t('Record Stream') : vscode.l10n.t('Record {0}', found.tableName);
  const questions = recordingQuestions({ ...parts, recent, findStream, asksStream: found === undefined });
  const answers = await askStepwise(title, questions, found && { found });
  if (answers?.found === undefined) return undefined;
  await rememberStream(parts.state, answers.stream);
  return { found: answers.found, request: requestOf(answers as RecordingAnswers, connection, new Date()) };
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

/** Finds records of a live stream with progress, and puts into words what became of the search. */
import * as vscode from 'vscode';
import type { Clock } from '../../engine/ports/clock';
import { StreamSourceError } from '../../engine/ports/stream-source-error';
import type { StreamCatalog } from '../../engine/streams/stream-connection';
import { isLocalConnection } from '../../triggers/connections/connection-endpoints';
import type { ReadingEvent } from '../../triggers/streams/bounded-reading';
import type { FoundRecords, RecordChoice } from '../../triggers/streams/find-records';
import { MOST_PAGES, MOST_RECORDS, findRecords, listShards } from '../../triggers/streams/find-records';
import type { PageMarks } from '../../triggers/streams/page-marks';
import { sentenceOf, withProgress } from '../notifications';
import type { ShardNode, StreamNode } from '../views/tables/tables-node';

export interface RecordSearchParts {
  readonly streams: Pick<StreamCatalog, 'openStream'>;
  readonly clock: Clock;
  readonly marks: PageMarks;
  /** A line for the log. */
  readonly say: (sentence: string) => void;
}

export interface SearchResult {
  readonly found: FoundRecords;
  /** What is to be known of it, as sentences. */
  readonly notes: readonly string[];
}

/** Lambda's own pace (PR-1); a local endpoint has nobody else to serve. */
const POLL_INTERVAL_MS = 250;
const LOCAL_POLL_INTERVAL_MS = 20;

/** A search that the user cancels answers with what it has. @throws an error for people */
export async function searchRecords(
  { streams, clock, marks, say }: RecordSearchParts,
  node: StreamNode | ShardNode,
  choice: RecordChoice,
): Promise<SearchResult> {
  const { connection, streamArn, tableName } = node;
  const lost: string[] = [];
  const title = vscode.l10n.t('Reading the stream of table "{0}"', tableName);
  try {
    const found = await withProgress(title, async (stop, progress) => {
      const observe = (event: ReadingEvent): void => {
        if (event.type === 'recordsLost') lost.push(event.shardId);
        if (event.type === 'readRetried') say(event.message);
        progress(progressText(event, clock.now()));
      };
      const ports = {
        source: streams.openStream(streamArn, connection),
        clock,
        marks,
        observe,
        pollIntervalMs: isLocalConnection(connection) ? LOCAL_POLL_INTERVAL_MS : POLL_INTERVAL_MS,
      };
      const shards = node.kind === 'shard' ? [node.shard] : await listShards(ports, stop);
      return findRecords(ports, shards, choice, stop);
    });
    return { found, notes: notesOf(found, choice, lost) };
  } catch (error) {
    throw error instanceof StreamSourceError ? forPeople(error, tableName) : error;
  }
}

function notesOf(found: FoundRecords, choice: RecordChoice, lost: readonly string[]): readonly string[] {
  const notes: string[] = [];
  if (found.cutShort === 'limit')
    notes.push(
      choice.type === 'LAST'
        ? vscode.l10n.t(
            'Stopped after {0} pages ({1} records): these are the last of what was read. "Read Again" goes on from there.',
            MOST_PAGES,
            found.recordsRead,
          )
        : vscode.l10n.t(
            'Stopped after {0} pages ({1} records): there may be more. Record the stream with a filter to have all.',
            MOST_PAGES,
            found.recordsRead,
          ),
    );
  if (found.cutShort === 'stopped')
    notes.push(vscode.l10n.t('Cancelled after {0} records: there may be more.', found.recordsRead));
  if (found.isOverfull) notes.push(vscode.l10n.t('The last {0} records of more.', MOST_RECORDS));
  if (lost.length > 0)
    notes.push(
      vscode.l10n.t(
        'Records older than 24 hours were trimmed while the stream was read, in {0}.',
        [...new Set(lost)].join(', '),
      ),
    );
  return notes;
}

/** What a search without a record says. */
export function nothingFound(
  node: StreamNode | ShardNode,
  choice: RecordChoice,
  { found, notes }: SearchResult,
): string {
  const sentence =
    choice.type === 'KEY'
      ? vscode.l10n.t(
          'None of the {0} records in the stream of table "{1}" is of that item.',
          found.recordsRead,
          node.tableName,
        )
      : node.kind === 'shard'
        ? vscode.l10n.t(
            'Shard {0} of table "{1}" has no record: nothing was written to it in the last 24 hours.',
            node.shard.shardId,
            node.tableName,
          )
        : vscode.l10n.t(
            'The stream of table "{0}" has no record: nothing was written in the last 24 hours.',
            node.tableName,
          );
  return [sentence, ...notes].join(' ');
}

function progressText(event: ReadingEvent, nowMs: number): string {
  switch (event.type) {
    case 'progress':
      return vscode.l10n.t('{0} of at most {1} pages, {2} records', event.pages, MOST_PAGES, event.records);
    case 'readRetried':
      return vscode.l10n.t(
        '{0} Asked again in {1} s.',
        event.message,
        Math.max(0, Math.ceil((event.retryAtMs - nowMs) / 1000)),
      );
    case 'recordsLost':
      return vscode.l10n.t('Shard {0} was trimmed meanwhile.', event.shardId);
  }
}

/** A stream is not misnamed here, as in a launch configuration: it was in the view a moment ago. */
function forPeople(error: StreamSourceError, tableName: string): Error {
  switch (error.kind) {
    case 'streamNotFound':
      return new Error(
        vscode.l10n.t(
          'The stream of table "{0}" is gone: the table was deleted, or the stream was turned off more than 24 hours ago. Refresh the view.',
          tableName,
        ),
        { cause: error },
      );
    case 'throttled':
      return new Error(
        vscode.l10n.t(
          'The stream of table "{0}" is throttled and did not answer six times in a row: {1}',
          tableName,
          sentenceOf(error),
        ),
        { cause: error },
      );
    default:
      return error;
  }
}

/** What happens at the stream itself, in the words of the Debug Console. */
import * as vscode from 'vscode';
import type { MappingEvent } from '../../engine/ports/mapping-observer';
import type { DebugConsoleLine } from './debug-console';
import { durationText } from './debug-console';

type StreamEvent = Extract<
  MappingEvent,
  { type: 'shardStarted' | 'shardFinished' | 'readRetried' | 'recordsLost' | 'destinationFailed' }
>;

/** @returns undefined where there is nothing new to say: the shards of a capture, a throttle that goes on */
export function streamLine(event: StreamEvent, isLive: boolean): DebugConsoleLine | undefined {
  switch (event.type) {
    case 'shardStarted':
      // From LATEST on it is said when it is so, see latest-announcement.ts.
      return isLive && event.from !== 'LATEST'
        ? line('console', vscode.l10n.t('Shard {0}: read from {1}.', event.shardId, event.from))
        : undefined;
    case 'shardFinished':
      return isLive
        ? line('console', vscode.l10n.t('Shard {0}: closed and read to its end.', event.shardId))
        : undefined;
    case 'readRetried':
      return isPowerOfTwo(event.failures) ? line('console', readRetriedText(event)) : undefined;
    case 'recordsLost':
      return line('stderr', recordsLostText(event));
    case 'destinationFailed':
      return line(
        'stderr',
        vscode.l10n.t('The on-failure destination did not take a document: {0}', event.message),
      );
  }
}

function readRetriedText(event: Extract<MappingEvent, { type: 'readRetried' }>): string {
  const { kind, message, retryAtMs, shardId } = event;
  const wait = durationText(Math.max(0, retryAtMs - Date.now()));
  const where = shardId === undefined ? vscode.l10n.t('The stream') : vscode.l10n.t('Shard {0}', shardId);
  if (kind === 'throttled')
    return vscode.l10n.t(
      '{0} is throttled: {1} A shard serves two readers, and each trigger is one: with this session there may be one too many. Nothing is lost; asked again in {2}.',
      where,
      message,
      wait,
    );
  return vscode.l10n.t(
    '{0} could not be read: {1} Nothing is lost; asked again in {2}.',
    where,
    message,
    wait,
  );
}

function recordsLostText(event: Extract<MappingEvent, { type: 'recordsLost' }>): string {
  const { shardId, afterSequenceNumber, beforeSequenceNumber } = event;
  const from = afterSequenceNumber ?? vscode.l10n.t('its beginning');
  const to = beforeSequenceNumber ?? vscode.l10n.t('its end');
  return vscode.l10n.t(
    'Shard {0}: the stream no longer has the records between {1} and {2}; it keeps them for 24 hours.',
    shardId,
    from,
    to,
  );
}

function line(category: DebugConsoleLine['category'], sentence: string): DebugConsoleLine {
  return { category, text: `${sentence}\n` };
}

/** A reader that is refused for an hour says so a dozen times, not a thousand. */
function isPowerOfTwo(count: number): boolean {
  return (count & (count - 1)) === 0;
}

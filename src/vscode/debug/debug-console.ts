/** The lines that a session itself writes to the Debug Console, beside the handler's own output. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { InvocationResult } from '../../engine/ports/function-invoker';
import type { ReplayedBatch } from '../views/replays/replays-model';
import { parseStackFrames } from './stack-frames';

export interface DebugConsoleLine {
  /** As VS Code colours them: plain, red, and yellow for what wants attention. */
  readonly category: 'stdout' | 'stderr' | 'console';
  readonly text: string;
  /** What the handler's process wrote, and not the session about it. */
  readonly isHandlerOutput?: boolean;
  /** Shown as a link at the right edge of the line. */
  readonly source?: { readonly file: string; readonly line: number; readonly column: number };
}

export type WriteLine = (line: DebugConsoleLine) => void;

/** One line with a batch's outcome; for a failure its stack below, as the runtime reported it. */
export function outcomeLines(batch: ReplayedBatch, result: InvocationResult): readonly DebugConsoleLine[] {
  const what = vscode.l10n.t(
    'Batch {0} of {1} ({2})',
    batch.number,
    path.basename(batch.captureFile),
    recordCountText(batch.recordCount),
  );
  const duration = durationText(result.durationMs);
  if (result.outcome === 'succeeded') {
    return [{ category: 'stdout', text: `✓ ${vscode.l10n.t('{0}: succeeded in {1}', what, duration)}\n` }];
  }
  const attempt = batch.attempt > 1 ? ` ${vscode.l10n.t('(attempt {0})', batch.attempt)}` : '';
  const headline = vscode.l10n.t(
    '{0}: failed after {1}{2}: {3}: {4}',
    what,
    duration,
    attempt,
    result.errorType,
    result.errorMessage,
  );
  const range = vscode.l10n.t(
    'sequence numbers {0} to {1}',
    batch.sequenceNumbers.start,
    batch.sequenceNumbers.end,
  );
  const stack = result.outcome === 'functionError' ? result.stackTrace.filter(isFrameLine) : [];
  const frame = parseStackFrames(stack, batch.replay.workspaceFolder)[0];
  return [
    {
      category: 'stderr',
      text: `✗ ${headline}\n`,
      ...(frame === undefined ? {} : { source: frame }),
    },
    { category: 'stderr', text: [`  ${range}`, ...stack].join('\n') + '\n' },
  ];
}

export function recordCountText(count: number): string {
  return count === 1 ? vscode.l10n.t('1 record') : vscode.l10n.t('{0} records', count);
}

export function durationText(durationMs: number): string {
  return durationMs < 1000
    ? vscode.l10n.t('{0} ms', Math.round(durationMs))
    : vscode.l10n.t('{0} s', (durationMs / 1000).toFixed(1));
}

function isFrameLine(line: string): boolean {
  return /^\s*at /.test(line);
}

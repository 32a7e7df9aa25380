/** The lines that a session itself writes to the Debug Console, beside the handler's own output. */
import * as vscode from 'vscode';
import { failureText, originName } from '../views/replays/batch-state-text';
import type { BatchVerdict, ReplayedBatch } from '../views/replays/replays-model';
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

/** How a batch is named in the console: its number, where it comes from, how many records. */
export function batchName(batch: ReplayedBatch): string {
  const count = batch.recordCount === 0 ? vscode.l10n.t('end of window') : recordCountText(batch.recordCount);
  return vscode.l10n.t('Batch {0} of {1} ({2})', batch.number, originName(batch.origin), count);
}

/** One line with a batch's outcome; for a failure its stack below, as the runtime reported it. */
export function outcomeLines(batch: ReplayedBatch, verdict: BatchVerdict): readonly DebugConsoleLine[] {
  const { result, outcome } = verdict;
  const what = batchName(batch);
  const duration = durationText(result.durationMs);
  if (outcome.kind === 'succeeded') {
    const note = outcome.note === undefined ? '' : ` ${outcome.note}`;
    return [
      { category: 'stdout', text: `✓ ${vscode.l10n.t('{0}: succeeded in {1}', what, duration)}${note}\n` },
    ];
  }
  const attempt = batch.attempt > 1 ? ` ${vscode.l10n.t('(attempt {0})', batch.attempt)}` : '';
  const headline = vscode.l10n.t(
    '{0}: failed after {1}{2}: {3}',
    what,
    duration,
    attempt,
    failureText(verdict),
  );
  const stack = result.outcome === 'functionError' ? result.stackTrace.filter(isFrameLine) : [];
  const frame = parseStackFrames(stack, batch.replay.workspaceFolder)[0];
  const below = [...rangeTexts(batch).map((range) => `  ${range}`), ...stack];
  return [
    {
      category: 'stderr',
      text: `✗ ${headline}\n`,
      ...(frame === undefined ? {} : { source: frame }),
    },
    ...(below.length === 0 ? [] : [{ category: 'stderr' as const, text: `${below.join('\n')}\n` }]),
  ];
}

/** Empty for a batch without records. */
export function rangeTexts({ sequenceNumbers }: ReplayedBatch): readonly string[] {
  if (sequenceNumbers === undefined) return [];
  return [vscode.l10n.t('sequence numbers {0} to {1}', sequenceNumbers.start, sequenceNumbers.end)];
}

export function recordCountText(count: number): string {
  return count === 1
    ? vscode.l10n.t('1 record')
    : vscode.l10n.t('{0} records', count.toLocaleString(vscode.env.language));
}

export function durationText(durationMs: number): string {
  return durationMs < 1000
    ? vscode.l10n.t('{0} ms', Math.round(durationMs))
    : vscode.l10n.t('{0} s', (durationMs / 1000).toFixed(1));
}

function isFrameLine(line: string): boolean {
  return /^\s*at /.test(line);
}

/**
 * Tumbling windows with any factor: the functions of these tests keep in the state which records
 * they have seen, so that each record that succeeded must stand in exactly one final state (TW-3, TW-6).
 */
import { outcomeOf } from './outcome';
import type { Entry, ModelOptions, Run } from './trace';

/** Only for a run to the stream's end whose final invocations all succeeded. */
export function checkWindows(run: Run, options: ModelOptions): readonly string[] {
  const lostState = run.entries.some((entry) => entry.is === 'dropped' && entry.sequenceNumbers.length === 0);
  if (options.tumblingMs === 0 || run.stoppedAtMs !== Number.POSITIVE_INFINITY || lostState) return [];
  const successes = successesOf(run, options);
  const all = successes.flatMap(({ handled }) => handled);
  const closed = successes.flatMap(({ invoked }) =>
    invoked.window?.isFinal === true ? seenIn(invoked.window.state) : [],
  );
  const [succeeded, told] = [all.sort().join(' '), closed.sort().join(' ')];
  return succeeded === told ? [] : [`the final states tell of ${told}, and ${succeeded} succeeded`];
}

interface Success {
  readonly invoked: Extract<Entry, { is: 'invoked' }>;
  readonly handled: readonly string[];
}

function successesOf(run: Run, options: ModelOptions): readonly Success[] {
  const invocations = new Map(
    run.entries.flatMap((entry) => (entry.is === 'invoked' ? [[entry.id, entry] as const] : [])),
  );
  return run.entries.flatMap((entry): readonly Success[] => {
    const invoked = entry.is === 'answered' ? invocations.get(entry.id) : undefined;
    if (entry.is !== 'answered' || invoked === undefined) return [];
    const { sequenceNumbers } = invoked;
    const outcome = outcomeOf(entry.result, sequenceNumbers, options);
    if (outcome.kind === 'succeeded') return [{ invoked, handled: sequenceNumbers }];
    return outcome.kind === 'partial'
      ? [{ invoked, handled: sequenceNumbers.slice(0, outcome.firstFailed) }]
      : [];
  });
}

function seenIn(state: unknown): readonly string[] {
  const seen = typeof state === 'object' && state !== null && 'seen' in state ? state.seen : [];
  return Array.isArray(seen) ? seen.map(String) : [];
}

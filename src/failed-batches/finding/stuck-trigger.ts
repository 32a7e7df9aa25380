/** Triggers that seem to fail at the same records again and again, and have no destination that would tell so. */
import type { IteratorAge } from '../../triggers/inventory/iterator-age';
import type { TriggerTrouble } from '../../triggers/inventory/trigger-trouble';
import type { Trigger } from '../../triggers/trigger';
import { destinationOf } from './destination-kind';

/** A trigger that reads along is seconds behind; one batch that is retried is soon behind as long as that. */
const STUCK_AGE_MS = 10 * 60_000;

export type StuckReason =
  /** ST-6; the whole text. */
  | { readonly kind: 'lastResult'; readonly result: string; readonly ageMs?: number }
  /** IteratorAge of its function: which of its triggers is so far behind, the metric does not say. */
  | { readonly kind: 'behind'; readonly ageMs: number; readonly trend: 'growing' | 'unknown' };

/**
 * @param age of its function, if CloudWatch tells it
 * @returns undefined for one that goes on, also if it is far behind; that is off; or that has a destination
 */
export function stuckReasonOf(
  trigger: Trigger,
  trouble: readonly TriggerTrouble[],
  age: IteratorAge | undefined,
): StuckReason | undefined {
  if (trigger.state !== 'Enabled' || destinationOf(trigger) !== undefined) return undefined;
  const result = trouble.find((one) => one.kind === 'lastResult')?.result;
  if (result !== undefined) return { kind: 'lastResult', result, ...(age && { ageMs: age.ageMs }) };
  if (age === undefined || age.ageMs < STUCK_AGE_MS || age.trend.kind === 'moving') return undefined;
  return { kind: 'behind', ageMs: age.ageMs, trend: age.trend.kind };
}

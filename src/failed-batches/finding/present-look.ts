/** A look into a queue as it is to be told now: without what this window has taken out since. */
import type { FoundBatch } from '../failed-batch';
import type { DestinationLook } from './destination-looks';
import type { QueueLook } from './queue-looks';

/** @param isShown whether a document is still there, as far as this window knows */
export function presentLook(look: DestinationLook, isShown: (found: FoundBatch) => boolean): DestinationLook {
  if (look.kind !== 'queue' || look.look.kind !== 'looked') return look;
  const { found, unreadable, state, end } = look.look;
  const left = found.filter(isShown);
  const seen = left.length + unreadable.length;
  // To its end: then what was seen is what waits. SQS's own number is approximate, and a minute old.
  const visible = end === 'empty' ? seen : Math.max(seen, state.visible - (found.length - left.length));
  return { kind: 'queue', look: { ...look.look, found: left, state: { ...state, visible } } };
}

/** How many messages are in a queue of which none could be received: they are somebody's at the moment, or delayed. */
export function hiddenMessages(look: QueueLook): number {
  if (look.kind !== 'looked' || look.found.length + look.unreadable.length > 0) return 0;
  return look.state.inFlight + look.state.delayed;
}

/** By what one sees from outside that a stuck trigger goes on: there is no call that tells a mapping's position. */

/** What is known at a moment. */
export interface TriggerSigns {
  /** ST-6. */
  readonly lastProcessingResult: string;
  /** Of its function; absent where CloudWatch does not tell it. */
  readonly iteratorAgeMs?: number;
  /** How many documents are at the destination; absent where that can't be seen, as with a topic. */
  readonly documents?: number;
}

export interface Movement {
  /** Lambda reports success, and IteratorAge does not say that this was of another shard. */
  readonly hasSucceeded: boolean;
  /** IteratorAge has fallen: while a trigger is stuck it grows as fast as time passes. */
  readonly hasCaughtUp: boolean;
  /** That have come to the destination. */
  readonly documents: number;
}

/** What Lambda says before it has tried anything is no success (ST-6). */
const SUCCESS = 'OK';
/** Less than that may be a rounding. */
const FALLEN_BY_MS = 1000;

/** @param before the signs when the options were about to be set */
export function movementSince(before: TriggerSigns, now: TriggerSigns): Movement {
  const { iteratorAgeMs: then } = before;
  const { iteratorAgeMs } = now;
  const grownByMs = then === undefined || iteratorAgeMs === undefined ? 0 : iteratorAgeMs - then;
  const isNewSuccess = now.lastProcessingResult === SUCCESS && before.lastProcessingResult !== SUCCESS;
  return {
    hasSucceeded: isNewSuccess && grownByMs <= 0,
    hasCaughtUp: grownByMs <= -FALLEN_BY_MS,
    documents: Math.max(0, (now.documents ?? 0) - (before.documents ?? 0)),
  };
}

export function isMoving({ hasSucceeded, hasCaughtUp, documents }: Movement): boolean {
  return hasSucceeded || hasCaughtUp || documents > 0;
}

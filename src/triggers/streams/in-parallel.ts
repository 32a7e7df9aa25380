/** Work on several things side by side; the first error ends all of it. */
import type { StopSignal } from '../../engine/ports/stop-signal';
import { StopSwitch } from '../../engine/stopping/stop-switch';

/** @throws the first error, after all that had begun has ended */
export async function inParallel<T>(
  things: readonly T[],
  atATime: number,
  work: (thing: T, ended: StopSignal) => Promise<void>,
  stop: StopSignal,
): Promise<void> {
  const ended = new StopSwitch(stop);
  const waiting = things.values();
  let failure: { readonly error: unknown } | undefined;
  const worker = async (): Promise<void> => {
    for (const thing of waiting) {
      if (failure !== undefined) return;
      try {
        await work(thing, ended);
      } catch (error) {
        failure ??= { error };
        ended.abort();
      }
    }
  };
  await Promise.all(Array.from({ length: atATime }, worker));
  ended.unlink();
  if (failure !== undefined) throw failure.error;
}

/** Waits a moment for something that nobody tells of, by looking. */

/**
 * Looks are counted, not time: a machine that stands still for seconds does not make it give up.
 *
 * @param pauseMs between two looks
 * @returns whether one of the looks has seen it
 */
export async function isSeenSoon(
  look: () => Promise<boolean>,
  { looks, pauseMs }: { readonly looks: number; readonly pauseMs: number },
): Promise<boolean> {
  for (let left = looks; left > 0; left -= 1) {
    if (await look()) return true;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  return false;
}

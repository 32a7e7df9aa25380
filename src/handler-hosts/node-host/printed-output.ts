/**
 * Waits until what the handler printed has left the process.
 *
 * A full pipe makes Node keep text back; answered too early, the end of an
 * invocation's output would be taken for the next one's.
 */

/** To be called before the handler loads: handlers and test tools replace `write`. */
export function watchPrintedOutput(): () => Promise<void> {
  const streams = [process.stdout, process.stderr].map((stream) => ({
    stream,
    write: stream.write.bind(stream),
  }));
  return async () => {
    for (const { stream, write } of streams) {
      if (stream.writableLength === 0 || stream.destroyed) continue;
      await new Promise<void>((resolve) => void write('', () => resolve()));
    }
  };
}

/**
 * Waits until what the handler printed has left the process.
 *
 * A full pipe makes Node keep text back; answered too early, the end of an
 * invocation's output would be taken for the next one's.
 */

/**
 * To be called before the handler loads: handlers and test tools replace `write`.
 * @returns calls back at once where nothing was kept back, as it is nearly always
 */
export function watchPrintedOutput(): (whenOut: () => void) => void {
  const streams = [process.stdout, process.stderr].map((stream) => ({
    stream,
    write: stream.write.bind(stream),
  }));
  return (whenOut) => {
    const waitFor = (index: number): void => {
      const printed = streams[index];
      if (printed === undefined) whenOut();
      else if (printed.stream.writableLength === 0 || printed.stream.destroyed) waitFor(index + 1);
      else printed.write('', () => waitFor(index + 1));
    };
    waitFor(0);
  };
}

/**
 * Ends what a script has started when the script itself is told to end.
 */
import { constants } from 'node:os';

/**
 * @param {() => Promise<void>} close called once; its failure is shown, the script ends all the same
 * @param {number} [exitCode] for a script whose normal end this is; default: the shell's code for the signal
 */
export function endOnSignals(close, exitCode) {
  let isEnding = false;
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      if (isEnding) {
        return;
      }
      isEnding = true;
      close()
        .catch((error) => process.stderr.write(`${error.message}\n`))
        .finally(() => process.exit(exitCode ?? 128 + constants.signals[signal]));
    });
  }
}

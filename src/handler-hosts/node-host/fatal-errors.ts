/**
 * Errors that nobody catches: reported, then the process ends (reference section 5.7.6).
 *
 * Exit code 129 after an uncaught exception, 128 after an unhandled rejection,
 * as Lambda's Node runtime has them up to Node.js 22.
 */
import { unhandledPromiseRejection } from './runtime-errors';

/** Tells the extension about an error that ends the process. */
export type FatalErrorReporter = (error: unknown) => Promise<void>;

let reporter: FatalErrorReporter = () => Promise.resolve();
let dying = false;

export function watchFatalErrors(first: FatalErrorReporter): void {
  reporter = first;
  process.on('uncaughtException', (error) => die(error, 129));
  process.on('unhandledRejection', (reason) => die(unhandledPromiseRejection(reason), 128));
}

/** Whom an error belongs to changes with every invocation. */
export function reportFatalErrorsTo(next: FatalErrorReporter): void {
  reporter = next;
}

/** True once the process is on its way out: it must not ask for work any more. */
export function isDying(): boolean {
  return dying;
}

/** Reports the error and ends the process. */
export function die(error: unknown, exitCode: number): void {
  // A second error while the first is on its way adds nothing.
  if (dying) return;
  dying = true;
  const exit = (): never => process.exit(exitCode);
  reporter(error).then(exit, exit);
}

/**
 * An error of the handler as the JSON that Lambda's Node client posts (reference section 5.3).
 *
 * Frames of this program itself are left out: they say nothing to the person
 * who wrote the handler.
 */
import { types } from 'node:util';
import { SCRIPT_BEFORE_HANDLER } from './stop-on-entry';

export interface ErrorReport {
  readonly errorType: string;
  readonly errorMessage: string;
  /** The lines of the stack, the first with type and message. */
  readonly trace: readonly string[];
}

/** @param ownFile the file of this program, whose frames are dropped like those of the script before the handler */
export function reportError(error: unknown, ownFile: string): ErrorReport {
  try {
    if (isErrorLike(error)) {
      return {
        errorType: printable(error.name),
        errorMessage: printable(error.message),
        trace: frames(error.stack, ownFile),
      };
    }
    return { errorType: typeof error, errorMessage: String(error), trace: [] };
  } catch {
    // Getters that throw, values without a string form: Lambda's client words it this way.
    return {
      errorType: 'handled',
      errorMessage:
        'callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack',
      trace: [],
    };
  }
}

/** A header or trailer takes printable ASCII only. */
export function headerText(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 1024);
}

/** Under the Runtime API's limit of 6 MiB, with room for what JSON escapes. */
const largestReportBytes = 6_000_000;
const shortened = { messageLength: 250_000, frames: 100, frameLength: 5_000 } as const;

/** The body of an error request; what is too large is cut, so that type and message arrive. */
export function errorBody(report: ErrorReport): string {
  const body = JSON.stringify(report);
  if (Buffer.byteLength(body) <= largestReportBytes) return body;
  const { errorType, errorMessage, trace } = report;
  return JSON.stringify({
    errorType: errorType.slice(0, shortened.frameLength),
    errorMessage: errorMessage.slice(0, shortened.messageLength),
    trace: trace.slice(0, shortened.frames).map((line) => line.slice(0, shortened.frameLength)),
  } satisfies ErrorReport);
}

function isErrorLike(value: unknown): value is Error {
  if (value instanceof Error || types.isNativeError(value)) return true;
  if (typeof value !== 'object' || value === null) return false;
  const { name, message, stack } = value as Partial<Record<'name' | 'message' | 'stack', unknown>>;
  return typeof name === 'string' && typeof message === 'string' && typeof stack === 'string';
}

function printable(text: unknown): string {
  return String(text).replaceAll('\x7f', '%7F');
}

/** @param stack what `Error.prepareStackTrace` of the handler made of it may be anything */
function frames(stack: unknown, ownFile: string): readonly string[] {
  if (typeof stack !== 'string' || stack === '') return [];
  const ownFiles = [ownFile, SCRIPT_BEFORE_HANDLER];
  return printable(stack)
    .split('\n')
    .filter((line) => !(/^\s+at /.test(line) && ownFiles.some((file) => line.includes(file))));
}

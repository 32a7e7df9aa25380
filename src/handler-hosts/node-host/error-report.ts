/**
 * An error of the handler as the JSON that Lambda's Node client posts (reference section 5.3).
 *
 * Frames of this program itself are left out: they say nothing to the person
 * who wrote the handler.
 */
import { types } from 'node:util';

export interface ErrorReport {
  readonly errorType: string;
  readonly errorMessage: string;
  /** The lines of the stack, the first with type and message. */
  readonly trace: readonly string[];
}

/** @param ownFile the file of this program, whose frames are dropped */
export function reportError(error: unknown, ownFile: string): ErrorReport {
  try {
    if (isErrorLike(error)) {
      return {
        errorType: printable(error.name),
        errorMessage: printable(error.message),
        trace: frames(printable(error.stack ?? ''), ownFile),
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

function isErrorLike(value: unknown): value is Error {
  if (value instanceof Error || types.isNativeError(value)) return true;
  if (typeof value !== 'object' || value === null) return false;
  const { name, message, stack } = value as Partial<Record<'name' | 'message' | 'stack', unknown>>;
  return typeof name === 'string' && typeof message === 'string' && typeof stack === 'string';
}

function printable(text: unknown): string {
  return String(text).replaceAll('\x7f', '%7F');
}

function frames(stack: string, ownFile: string): readonly string[] {
  if (stack === '') return [];
  return stack.split('\n').filter((line) => !(line.includes(ownFile) && /^\s+at /.test(line)));
}

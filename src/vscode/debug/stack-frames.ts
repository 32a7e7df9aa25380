/** Reads the frames of a JavaScript stack that point into the user's own files. */
import { fileURLToPath } from 'node:url';

export interface StackFrame {
  /** The function's name as the engine printed it; empty for code at the top level. */
  readonly functionName: string;
  /** Absolute path. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

const frameLine = /^\s*at (?:(.*?) \()?((?:file:\/\/|\/|[A-Za-z]:[\\/]|\\\\).*?):(\d+):(\d+)\)?$/;

/** Node's own frames and lines that are no frames are left out. */
export function parseStackFrames(stackTrace: readonly string[]): readonly StackFrame[] {
  return stackTrace.flatMap((entry) => entry.split('\n')).flatMap((line) => parseStackFrame(line) ?? []);
}

function parseStackFrame(line: string): StackFrame | undefined {
  const match = frameLine.exec(line);
  const [, functionName, location, lineNumber, column] = match ?? [];
  if (location === undefined || lineNumber === undefined || column === undefined) return undefined;
  const file = location.startsWith('file:') ? pathOf(location) : location;
  if (file === undefined) return undefined;
  return { functionName: functionName ?? '', file, line: Number(lineNumber), column: Number(column) };
}

function pathOf(url: string): string | undefined {
  try {
    return fileURLToPath(url);
  } catch {
    // A file URL of another platform's shape names no file here.
    return undefined;
  }
}

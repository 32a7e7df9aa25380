/** Reads the frames of a JavaScript stack that point into the user's own files. */
import { existsSync } from 'node:fs';
import * as path from 'node:path';
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

const frameLine =
  /^\s*at (?:(.*?) \()?((?:file:\/\/|webpack:\/\/|\/|[A-Za-z]:[\\/]|\\\\).*?):(\d+):(\d+)\)?$/;

/**
 * Node's own frames and lines that are no frames are left out.
 *
 * @param root absolute folder in which webpack's names of sources are looked for
 */
export function parseStackFrames(stackTrace: readonly string[], root: string): readonly StackFrame[] {
  return stackTrace
    .flatMap((entry) => entry.split('\n'))
    .flatMap((line) => parseStackFrame(line, root) ?? []);
}

function parseStackFrame(line: string, root: string): StackFrame | undefined {
  const match = frameLine.exec(line);
  const [, functionName, location, lineNumber, column] = match ?? [];
  if (location === undefined || lineNumber === undefined || column === undefined) return undefined;
  const file = fileOf(location, root);
  if (file === undefined) return undefined;
  return { functionName: functionName ?? '', file, line: Number(lineNumber), column: Number(column) };
}

function fileOf(location: string, root: string): string | undefined {
  if (location.startsWith('file:')) return pathOf(location);
  return location.startsWith('webpack:') ? webpackSource(location, root) : location;
}

/** `webpack://<name>/./src/x.ts`; Node drops the name's slashes, so the first part may be the name or not. */
function webpackSource(location: string, root: string): string | undefined {
  const parts = location
    .replace(/^webpack:\/*/, '')
    .split('/')
    .filter((part) => part !== '.');
  const candidates = [parts, parts.slice(1)].map((each) => path.join(root, ...each));
  return candidates.find((candidate) => existsSync(candidate));
}

function pathOf(url: string): string | undefined {
  try {
    return fileURLToPath(url);
  } catch {
    // A file URL of another platform's shape names no file here.
    return undefined;
  }
}

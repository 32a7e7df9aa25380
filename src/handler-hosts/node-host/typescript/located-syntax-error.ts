/**
 * Errors about a source file that carry its place as their first stack frame: what shows the error can
 * offer the place for a click.
 */

export interface SourcePlace {
  /** Absolute path. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly column: number;
}

export function syntaxErrorAt(message: string, place: SourcePlace, cause?: unknown): SyntaxError {
  const error = new SyntaxError(message, cause === undefined ? undefined : { cause });
  const [, ...frames] = (error.stack ?? '').slice(error.toString().length).split('\n');
  const frame = `    at ${place.file}:${place.line}:${place.column}`;
  error.stack = [error.toString(), frame, ...frames].join('\n');
  return error;
}

/** The parser's SyntaxError in words for people; other errors as they are. */
export function locatedParserError(error: unknown, file: string, name: string): unknown {
  if (!(error instanceof SyntaxError)) return error;
  const at = (error as { loc?: { readonly line: number; readonly column: number } }).loc;
  if (at === undefined) return error;
  const place = { file, line: at.line, column: at.column + 1 };
  const reason = error.message.replace(/\s*\(\d+:\d+\)$/, '');
  return syntaxErrorAt(`${name}:${place.line}:${place.column}: ${reason}`, place, error);
}

interface EsbuildMessage {
  readonly text: string;
  readonly location?: { readonly line: number; readonly column: number } | null;
}

/** The first of esbuild's complaints about the file; errors of another kind as they are. */
export function locatedEsbuildError(error: unknown, file: string, name: string): unknown {
  const [first] = (error as { readonly errors?: readonly EsbuildMessage[] }).errors ?? [];
  if (first?.location === undefined || first.location === null) return error;
  const place = { file, line: first.location.line, column: first.location.column + 1 };
  return syntaxErrorAt(`${name}:${place.line}:${place.column}: ${first.text} (esbuild)`, place, error);
}

/** Where a line's first character is that is no space. */
export function placeOfLine(file: string, source: string, line: number): SourcePlace {
  const text = source.split('\n')[line - 1] ?? '';
  return { file, line, column: text.search(/\S|$/) + 1 };
}

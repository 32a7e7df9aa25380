/**
 * Reads the error that a runtime reports, however it spells it (reference section 5.3).
 *
 * AWS documents `errorMessage`, `errorType` and `stackTrace`; the Node client
 * sends `trace`, others leave members out, and a runtime may send text that is
 * not JSON at all. Nothing here ever throws: an unreadable error is still an error.
 */

export interface ReportedError {
  readonly errorType: string;
  readonly errorMessage: string;
  /** Frames as the runtime sent them, first line included where it sends one. */
  readonly stackTrace: readonly string[];
}

const unknownErrorType = 'Runtime.Unknown';

/**
 * @param body the request's body, or a decoded trailer; may be empty
 * @param headerErrorType the error type header; the body's own type wins over it
 */
export function parseFunctionError(body: string, headerErrorType: string | undefined): ReportedError {
  const typeFromHeader = headerErrorType || unknownErrorType;
  const parsed = parseObject(body);
  if (parsed === undefined) {
    return { errorType: typeFromHeader, errorMessage: body.trim(), stackTrace: [] };
  }
  return {
    errorType: text(parsed['errorType']) || typeFromHeader,
    errorMessage: text(parsed['errorMessage']),
    stackTrace: lines(parsed['stackTrace'] ?? parsed['trace']),
  };
}

function parseObject(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    // Not JSON is one of the shapes that clients send; the text itself becomes the message.
    return undefined;
  }
}

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : JSON.stringify(value);
}

function lines(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.split('\n');
  return Array.isArray(value) ? value.map(frame) : [];
}

/** Python's runtimes before 3.7 send a frame as `[file, line, function, source]`. */
function frame(value: unknown): string {
  if (!Array.isArray(value)) return text(value);
  const [file, line, name, source] = value.map(text);
  const where = `File "${file}", line ${line}, in ${name}`;
  return source ? `${where}\n  ${source}` : where;
}

/**
 * The errors that Lambda's Node runtime itself reports, by their names (reference section 5.7).
 *
 * The name of such an error is its `errorType`. Messages are those that people
 * find when they search for them.
 */

export type RuntimeErrorName =
  | 'HandlerNotFound'
  | 'MalformedHandlerName'
  | 'ImportModuleError'
  | 'UserCodeSyntaxError'
  | 'CallbackHandlerDeprecated'
  | 'MalformedStreamingHandler'
  | 'InvalidStreamingOperation'
  | 'JSONStringifyError'
  | 'NodeJsExit'
  | 'UnhandledPromiseRejection';

const placeOfMistake = /^((?:file:\/\/|\/|[A-Za-z]:[\\/]).*):(\d+)\r?\n/;

export class RuntimeError extends Error {
  constructor(name: RuntimeErrorName, message: string) {
    super(message);
    this.name = `Runtime.${name}`;
  }
}

/** As Lambda does: the original's text with its type becomes the message, its frames stay clickable. */
export function importModuleError(original: unknown): RuntimeError {
  return withFramesOf(new RuntimeError('ImportModuleError', String(original)), original);
}

/**
 * Keeps the whole stack of the original. It begins with the file and the line of the mistake, here
 * in the form of a frame, which Node's own frames behind it never name.
 */
export function userCodeSyntaxError(original: SyntaxError): RuntimeError {
  const error = new RuntimeError('UserCodeSyntaxError', String(original));
  const { stack } = original as { readonly stack?: unknown };
  if (typeof stack === 'string') error.stack = stack.replace(placeOfMistake, '    at $1:$2:1\n');
  return error;
}

export function unhandledPromiseRejection(reason: unknown): RuntimeError {
  return withFramesOf(new RuntimeError('UnhandledPromiseRejection', describe(reason)), reason);
}

function withFramesOf(error: RuntimeError, original: unknown): RuntimeError {
  const stack = original instanceof Error ? original.stack : undefined;
  const frames = stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? [];
  error.stack = [`${error.name}: ${error.message}`, ...frames].join('\n');
  return error;
}

/** Some values (symbols, objects without a prototype) refuse to become a string. */
function describe(value: unknown): string {
  try {
    return String(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}

/**
 * Splits a handler string into folder, module and export, as Lambda's Node runtime does
 * (reference sections 5.7.1 and 5.7.2).
 *
 * `src/orders.api.handler` means folder `src`, module `orders`, export `api.handler`.
 */
import { RuntimeError } from './runtime-errors';

export interface HandlerString {
  /** Relative to the task root; empty for the root itself. */
  readonly folder: string;
  /** Without an extension. */
  readonly module: string;
  /** The names on the way to the function inside the module's exports; at least one. */
  readonly exportPath: readonly string[];
}

/** @throws RuntimeError `Runtime.MalformedHandlerName` */
export function parseHandlerString(handler: string): HandlerString {
  if (handler.includes('..')) {
    throw new RuntimeError(
      'MalformedHandlerName',
      `'${handler}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`,
    );
  }
  const slash = handler.lastIndexOf('/');
  const match = /^([^.]*)\.(.*)$/.exec(handler.slice(slash + 1));
  const [, module, exportName] = match ?? [];
  if (module === undefined || exportName === undefined) {
    throw new RuntimeError('MalformedHandlerName', 'Bad handler');
  }
  return { folder: handler.slice(0, Math.max(slash, 0)), module, exportPath: exportName.split('.') };
}

/** Whether a session of a handler would stop on its way: without a breakpoint there it is to stop where the handler begins. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { LocalHandler } from '../local-handlers/local-handlers';

const source = /\.[cm]?[jt]sx?$/;

/**
 * One that was left in another handler of the workspace would let this one run through: what counts is in the folder of
 * the handler's file and below it, but for packages. With one elsewhere on its way the handler stops once more than needed.
 *
 * @param handler as in launch.json: `src/orders.handler`; @param taskRoot absolute
 */
export function hasBreakpointNear({
  handler,
  taskRoot,
}: Pick<LocalHandler, 'handler' | 'taskRoot'>): boolean {
  const folder = path.dirname(path.resolve(taskRoot, handler));
  return vscode.debug.breakpoints.some((breakpoint) => breakpoint.enabled && isBelow(breakpoint, folder));
}

function isBelow(breakpoint: vscode.Breakpoint, folder: string): boolean {
  if (breakpoint instanceof vscode.FunctionBreakpoint) return true;
  if (!(breakpoint instanceof vscode.SourceBreakpoint)) return false;
  // A logpoint does not stop.
  if (breakpoint.logMessage !== undefined && breakpoint.logMessage !== '') return false;
  const relative = path.relative(folder, breakpoint.location.uri.fsPath);
  const isInside = relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
  return isInside && source.test(relative) && !relative.split(path.sep).includes('node_modules');
}

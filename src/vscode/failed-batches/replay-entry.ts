/** Whether a session of a handler would stop anywhere: without a breakpoint it is to stop where the handler begins. */
import * as path from 'node:path';
import * as vscode from 'vscode';

const source = /\.[cm]?[jt]sx?$/;

/** @param taskRoot absolute; a breakpoint in a file below it counts, but for those of packages */
export function hasBreakpointBelow(taskRoot: string): boolean {
  return vscode.debug.breakpoints.some((breakpoint) => breakpoint.enabled && isBelow(breakpoint, taskRoot));
}

function isBelow(breakpoint: vscode.Breakpoint, taskRoot: string): boolean {
  if (breakpoint instanceof vscode.FunctionBreakpoint) return true;
  if (!(breakpoint instanceof vscode.SourceBreakpoint)) return false;
  // A logpoint does not stop.
  if (breakpoint.logMessage !== undefined && breakpoint.logMessage !== '') return false;
  const relative = path.relative(taskRoot, breakpoint.location.uri.fsPath);
  const isInside = relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
  return isInside && source.test(relative) && !relative.split(path.sep).includes('node_modules');
}

/** Opens the place that a frame of a failed batch's stack points to. */
import * as vscode from 'vscode';
import type { StackFrame } from '../../debug/stack-frames';
import type { Command } from '../command-table';

export function openStackFrame(): Command {
  return async (argument) => {
    if (!isStackFrame(argument))
      throw new Error(vscode.l10n.t('Choose a stack frame in the view "Replays" first.'));
    const position = new vscode.Position(argument.line - 1, Math.max(0, argument.column - 1));
    await vscode.window.showTextDocument(vscode.Uri.file(argument.file), {
      selection: new vscode.Range(position, position),
    });
  };
}

function isStackFrame(argument: unknown): argument is StackFrame {
  return typeof argument === 'object' && argument !== null && 'file' in argument && 'line' in argument;
}

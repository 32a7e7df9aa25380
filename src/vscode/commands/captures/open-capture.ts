/** Open: the capture's file in an editor. */
import * as vscode from 'vscode';
import type { Command } from '../command-table';
import { captureFileNode } from '../tree-arguments';

export function openCapture(): Command {
  return (argument) =>
    vscode.commands.executeCommand('vscode.open', vscode.Uri.file(captureFileNode(argument).file));
}

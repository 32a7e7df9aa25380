/** Every command of the extension in one table; one wrapper shows what any of them throws. */
import * as vscode from 'vscode';
import type { CommandId } from '../contributions';
import { showError } from '../notifications';

/** A command gets what the menu or the caller passes, which it has to check itself. */
export type Command = (argument: unknown) => unknown;

export type CommandTable = Readonly<Record<CommandId, Command>>;

export function registerCommands(table: CommandTable): vscode.Disposable {
  const registered = Object.entries(table).map(([id, command]) =>
    vscode.commands.registerCommand(id, async (argument: unknown) => {
      try {
        return await command(argument);
      } catch (error) {
        // Not awaited: a message that stays open must not keep the command running.
        void showError(error);
        return undefined;
      }
    }),
  );
  return vscode.Disposable.from(...registered);
}

/** Every command of the extension in one table; one wrapper shows what any of them throws. */
import * as vscode from 'vscode';
import type { CommandId } from '../contributions';

/** A command gets what the menu or the caller passes, which it has to check itself. */
export type Command = (argument: unknown) => unknown;

export type CommandTable = Readonly<Record<CommandId, Command>>;

export function registerCommands(table: CommandTable, report: (error: unknown) => void): vscode.Disposable {
  const registered = Object.entries(table).map(([id, command]) =>
    vscode.commands.registerCommand(id, async (argument: unknown) => {
      try {
        return await command(argument);
      } catch (error) {
        report(error);
        return undefined;
      }
    }),
  );
  return vscode.Disposable.from(...registered);
}

/** `console: integratedTerminal`: the handler's output in a terminal, our own lines in the Debug Console. */
import * as vscode from 'vscode';
import type { DebugConsoleLine, WriteLine } from './debug-console';

export class OutputTerminal {
  private readonly written = new vscode.EventEmitter<string>();
  private readonly beforeOpen: string[] = [];
  private isOpen = false;

  constructor(
    name: string,
    private readonly toDebugConsole: WriteLine,
  ) {
    const terminal = vscode.window.createTerminal({
      name,
      pty: {
        onDidWrite: this.written.event,
        open: () => this.open(),
        close: () => this.written.dispose(),
      },
    });
    terminal.show(true);
  }

  readonly write = (line: DebugConsoleLine): void => {
    if (line.isHandlerOutput !== true) {
      this.toDebugConsole(line);
      return;
    }
    const text = line.text.replace(/\r?\n/g, '\r\n');
    if (this.isOpen) this.written.fire(text);
    else this.beforeOpen.push(text);
  };

  private open(): void {
    this.isOpen = true;
    for (const text of this.beforeOpen.splice(0)) this.written.fire(text);
  }
}

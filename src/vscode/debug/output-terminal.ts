/** `console: integratedTerminal`: the handler's output in a terminal, our own lines in the Debug Console. */
import * as vscode from 'vscode';
import type { DebugConsoleLine, WriteLine } from './debug-console';

export class OutputTerminal implements vscode.Disposable {
  private readonly written = new vscode.EventEmitter<string>();
  private readonly terminal: vscode.Terminal;
  private readonly beforeOpen: string[] = [];
  private state: 'opening' | 'open' | 'closed' = 'opening';

  constructor(
    name: string,
    private readonly toDebugConsole: WriteLine,
  ) {
    this.terminal = vscode.window.createTerminal({
      name,
      pty: {
        onDidWrite: this.written.event,
        open: () => this.open(),
        close: () => {
          this.state = 'closed';
        },
      },
    });
    this.terminal.show(true);
  }

  /** Output of a terminal that was closed goes to the Debug Console: nothing is lost. */
  readonly write = (line: DebugConsoleLine): void => {
    if (line.isHandlerOutput !== true || this.state === 'closed') {
      this.toDebugConsole(line);
      return;
    }
    const text = line.text.replace(/\r?\n/g, '\r\n');
    if (this.state === 'open') this.written.fire(text);
    else this.beforeOpen.push(text);
  };

  dispose(): void {
    this.state = 'closed';
    this.terminal.dispose();
    this.written.dispose();
  }

  private open(): void {
    this.state = 'open';
    for (const text of this.beforeOpen.splice(0)) this.written.fire(text);
  }
}

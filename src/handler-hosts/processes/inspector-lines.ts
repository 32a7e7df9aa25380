/**
 * Takes Node's own lines about the debugger out of a handler's stderr, and the port out of them.
 *
 * They stand at the beginning of a line and nowhere else; only text that may
 * still become such a line is held back.
 */

const ownLines = [
  'Debugger listening on ws://',
  'For help, see: https://nodejs.org/',
  'Debugger attached.',
  'Debugger ending on ws://',
  'Waiting for the debugger to disconnect...',
] as const;

export class InspectorLines {
  private held = '';
  private atLineStart = true;
  private hasPort = false;

  /** @param listening called once: a process that the handler starts may print such a line too */
  constructor(
    private readonly emit: (text: string) => void,
    private readonly listening: (port: number) => void,
  ) {}

  write(text: string): void {
    let rest = this.held + text;
    this.held = '';
    while (rest !== '') {
      if (this.atLineStart && mayBecomeOwnLine(rest)) {
        this.held = rest;
        return;
      }
      const end = rest.indexOf('\n');
      const line = end === -1 ? rest : rest.slice(0, end + 1);
      rest = rest.slice(line.length);
      if (this.atLineStart && isOwnLine(line)) this.takePort(line);
      else this.emit(line);
      this.atLineStart = line.endsWith('\n');
    }
  }

  /** The stream ended: what was held back is text like any other. */
  end(): void {
    const rest = this.held;
    this.held = '';
    if (rest !== '' && !isOwnLine(rest)) this.emit(rest);
  }

  private takePort(line: string): void {
    const port = /^Debugger listening on ws:\/\/[^/]*:(\d+)\//.exec(line)?.[1];
    if (port === undefined || this.hasPort) return;
    this.hasPort = true;
    this.listening(Number(port));
  }
}

/** A line without its end that is the beginning of one of ours, or one of ours still growing. */
function mayBecomeOwnLine(text: string): boolean {
  if (text.includes('\n')) return false;
  return ownLines.some((own) => own.startsWith(text) || text.startsWith(own));
}

function isOwnLine(line: string): boolean {
  return ownLines.some((own) => line.startsWith(own));
}

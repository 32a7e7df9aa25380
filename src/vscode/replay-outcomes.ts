/** The last outcome of each captured batch, kept in the workspace state and never in the file. */
import * as vscode from 'vscode';
import type { InvocationResult } from '../engine/ports/function-invoker';

export interface LastOutcome {
  readonly outcome: InvocationResult['outcome'];
  /** Epoch milliseconds. */
  readonly atMs: number;
}

const STATE_KEY = 'lastOutcomes';

export class ReplayOutcomes implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onChange = this.changed.event;

  constructor(
    private readonly state: vscode.Memento,
    private readonly reportError: (error: unknown) => void,
  ) {}

  get(file: string): LastOutcome | undefined {
    return this.all()[keyOf(file)];
  }

  set(file: string, outcome: LastOutcome['outcome']): void {
    this.store({ ...this.all(), [keyOf(file)]: { outcome, atMs: Date.now() } });
  }

  /** A renamed capture keeps its outcome; without a new name it is forgotten. */
  move(file: string, newFile?: string): void {
    const { [keyOf(file)]: moved, ...rest } = this.all();
    this.store(newFile === undefined || moved === undefined ? rest : { ...rest, [keyOf(newFile)]: moved });
  }

  dispose(): void {
    this.changed.dispose();
  }

  private all(): Readonly<Record<string, LastOutcome>> {
    return this.state.get<Record<string, LastOutcome>>(STATE_KEY, {});
  }

  private store(outcomes: Readonly<Record<string, LastOutcome>>): void {
    this.state.update(STATE_KEY, outcomes).then(() => this.changed.fire(), this.reportError);
  }
}

/** As VS Code writes it, because on Windows one disk has the names C: and c:. */
function keyOf(file: string): string {
  return vscode.Uri.file(file).toString();
}

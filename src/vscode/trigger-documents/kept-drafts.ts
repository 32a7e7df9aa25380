/**
 * What was written into the document of a deployed trigger and is not applied: kept with every save, also the
 * automatic ones, until it is applied or given up. A closed window does not lose it.
 */
import type * as vscode from 'vscode';

export interface Draft {
  readonly text: string;
  /** What the trigger was when the document was opened. */
  readonly base: string;
  /** Epoch milliseconds. */
  readonly savedMs: number;
}

const PREFIX = 'triggerDraft:';

export class KeptDrafts {
  constructor(private readonly state: vscode.Memento) {}

  of(uri: vscode.Uri): Draft | undefined {
    return this.state.get<Draft>(PREFIX + uri.toString());
  }

  async keep(uri: vscode.Uri, draft: Draft): Promise<void> {
    await this.state.update(PREFIX + uri.toString(), draft);
  }

  async drop(uri: vscode.Uri): Promise<void> {
    await this.state.update(PREFIX + uri.toString(), undefined);
  }
}

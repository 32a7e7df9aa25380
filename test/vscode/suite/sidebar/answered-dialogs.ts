/**
 * The messages of VS Code as a test sees them: what was shown is kept, questions get the answers that the test has
 * given before. VS Code refuses to show modal dialogs while it runs tests, and nobody is there to click.
 */
import * as vscode from 'vscode';

export interface ShownMessage {
  readonly kind: 'information' | 'warning' | 'error';
  readonly message: string;
  /** Of a modal question. */
  readonly detail: string;
  readonly labels: readonly string[];
}

type Show = (message: string, ...more: readonly unknown[]) => Promise<string | undefined>;
type Window = Record<'showInformationMessage' | 'showWarningMessage' | 'showErrorMessage', Show>;

const window = vscode.window as unknown as Window;

export class AnsweredDialogs {
  readonly shown: ShownMessage[] = [];
  private readonly answers: { readonly question: RegExp; readonly label: string }[] = [];
  private readonly waiting = new Set<() => void>();

  private readonly original: Window;

  constructor() {
    const { showInformationMessage, showWarningMessage, showErrorMessage } = window;
    this.original = { showInformationMessage, showWarningMessage, showErrorMessage };
    window.showInformationMessage = this.showing('information');
    window.showWarningMessage = this.showing('warning');
    window.showErrorMessage = this.showing('error');
  }

  /** The next message that matches gets this answer; one without is closed. */
  answer(question: RegExp, label: string): void {
    this.answers.push({ question, label });
  }

  /** The first message that matches, when it has been shown. */
  async until(message: RegExp): Promise<ShownMessage> {
    for (;;) {
      const found = this.shown.find((shown) => message.test(shown.message));
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => this.waiting.add(resolve));
    }
  }

  restore(): void {
    Object.assign(window, this.original);
  }

  private showing(kind: ShownMessage['kind']): Show {
    return (message, ...more) => {
      const options = more.find(isOptions);
      const labels = more.filter((label) => typeof label === 'string');
      this.shown.push({ kind, message, detail: options?.detail ?? '', labels });
      for (const wake of this.waiting) wake();
      this.waiting.clear();
      const index = this.answers.findIndex(({ question }) => question.test(message));
      const [answer] = index === -1 ? [] : this.answers.splice(index, 1);
      if (answer !== undefined && !labels.includes(answer.label))
        throw new Error(`"${message}" has no answer "${answer.label}", only ${labels.join(', ')}.`);
      return Promise.resolve(answer?.label);
    };
  }
}

function isOptions(value: unknown): value is vscode.MessageOptions {
  return typeof value === 'object' && value !== null;
}

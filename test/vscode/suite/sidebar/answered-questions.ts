/**
 * Quick picks and input boxes of VS Code as a test answers them: each is shown for real, gets the text or the item
 * that the test has given before, and is accepted as Enter does.
 */
import * as assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';

const ENTER = 'workbench.action.acceptSelectedQuickOpenItem';
const BACK = 'workbench.action.quickInputBack';
const BETWEEN_KEYS_MS = 50;

type Box = vscode.QuickPick<vscode.QuickPickItem> | vscode.InputBox;

interface Answer {
  readonly question: RegExp;
  /** Of an item, or what is typed; absent for what stands there already. */
  readonly text?: string;
  readonly key: typeof ENTER | typeof BACK;
}

export class AnsweredQuestions {
  /** Labels of all items, or what stood in the box, by the questions in their order. */
  readonly asked: { readonly question: string; readonly offered: readonly string[] }[] = [];
  private readonly answers: Answer[] = [];
  private readonly original = {
    createQuickPick: vscode.window.createQuickPick,
    createInputBox: vscode.window.createInputBox,
    showInputBox: vscode.window.showInputBox,
  };

  constructor() {
    const { createQuickPick, createInputBox } = this.original;
    Object.assign(vscode.window, {
      createQuickPick: () => this.answering(createQuickPick()),
      createInputBox: () => this.answering(createInputBox()),
      showInputBox: (options: vscode.InputBoxOptions) => this.showInputBox(options),
    });
  }

  /** The next box whose placeholder or prompt matches gets this; one without an answer is closed. */
  answer(question: RegExp, text: string): void {
    this.answers.push({ question, text, key: ENTER });
  }

  /** Enter alone. */
  accept(question: RegExp): void {
    this.answers.push({ question, key: ENTER });
  }

  /** The button that leads to the question before. */
  stepBack(question: RegExp): void {
    this.answers.push({ question, key: BACK });
  }

  /** Every answer was asked for. */
  restore(): void {
    Object.assign(vscode.window, this.original);
    assert.deepEqual(this.answers, [], 'answers that nobody wanted');
  }

  private answering<B extends Box>(box: B): B {
    let isOpen = true;
    box.onDidHide(() => (isOpen = false));
    const show = box.show.bind(box);
    box.show = () => {
      const question = 'items' in box ? (box.placeholder ?? '') : (box.prompt ?? '');
      const answer = this.answerTo(
        question,
        'items' in box ? box.items.map(({ label }) => label) : [box.value],
      );
      // The answer stands in the box when it comes up: the Enter for the box before may still be under way.
      if (answer !== undefined) answerIn(box, answer);
      show();
      if (answer === undefined) box.hide();
      else void give(box, answer, () => isOpen);
    };
    return box;
  }

  private async showInputBox(options: vscode.InputBoxOptions): Promise<string | undefined> {
    const answer = this.answerTo(options.prompt ?? '', [options.value ?? '']);
    if (answer === undefined) return undefined;
    const { text: value = options.value ?? '', key } = answer;
    let isOpen = true;
    const shown = this.original.showInputBox({ ...options, value });
    shown.then(
      () => (isOpen = false),
      () => (isOpen = false),
    );
    await press(key, () => isOpen);
    return shown;
  }

  private answerTo(question: string, offered: readonly string[]): Answer | undefined {
    this.asked.push({ question, offered });
    const index = this.answers.findIndex((answer) => answer.question.test(question));
    const [answer] = index === -1 ? [] : this.answers.splice(index, 1);
    return answer;
  }
}

function answerIn(box: Box, { text }: Answer): void {
  const item = 'items' in box ? box.items.find(({ label }) => label === text) : undefined;
  if ('items' in box && item !== undefined) box.activeItems = [item];
  else if (text !== undefined) box.value = text;
}

/** When the list is whole. */
async function give(box: Box, answer: Answer, isOpen: () => boolean): Promise<void> {
  const isFilling = box.busy;
  while (isOpen() && box.busy) await sleep(BETWEEN_KEYS_MS);
  if (isFilling && isOpen()) answerIn(box, answer);
  await press(answer.key, isOpen);
}

/** Without a box a key does nothing. */
async function press(key: Answer['key'], isOpen: () => boolean): Promise<void> {
  while (isOpen()) {
    await sleep(BETWEEN_KEYS_MS);
    if (isOpen()) await vscode.commands.executeCommand(key);
  }
}

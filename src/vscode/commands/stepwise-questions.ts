/** Asks one question after the other in the box at the top of the window; Back returns to the last one. */
import * as vscode from 'vscode';
import { showError } from '../notifications';

/** What the user did with a question: an answer, a step back (perhaps with what was said until then), or away with it all. */
export type Asked<T> = { readonly answer: T; readonly thenBack?: true } | 'back' | undefined;

/** Where a question stands among the others, for the box's title. */
export interface Place {
  readonly title: string;
  /** From 1. */
  readonly step: number;
  readonly totalSteps: number;
  /** It is asked within a question, to which Back leads also in the first step. */
  readonly isWithin?: boolean;
}

export interface Question<Answers> {
  /** Asked always without it. */
  isNeeded?(answers: Partial<Answers>): boolean;
  /** @param answers so far; a member that is there already is the answer before a step back */
  ask(answers: Partial<Answers>, place: Place): Promise<Asked<Partial<Answers>>>;
}

/** @returns every answer; undefined when the user has gone away */
export async function askStepwise<Answers>(
  title: string,
  questions: readonly Question<Answers>[],
  known: Partial<Answers> = {},
): Promise<Partial<Answers> | undefined> {
  let answers = known;
  let next = 0;
  for (;;) {
    const needed = questions.filter((question) => question.isNeeded?.(answers) ?? true);
    const question = needed[next];
    if (question === undefined) return answers;
    const asked = await question.ask(answers, { title, step: next + 1, totalSteps: needed.length });
    if (asked === undefined) return undefined;
    if (asked === 'back') {
      next -= 1;
    } else {
      answers = { ...answers, ...asked.answer };
      next += asked.thenBack ? -1 : 1;
    }
  }
}

export interface PickOptions<Item extends vscode.QuickPickItem> {
  readonly placeholder: string;
  readonly items: readonly Item[];
  readonly active?: Item | undefined;
  /** What stands in the box at first. */
  readonly text?: string | undefined;
  /** An item for what is typed, so that it can be chosen as well; undefined while it is no answer. */
  fromText?(text: string): Item | undefined;
  /** Adds further items as they are found; what goes wrong is told, and what is there can be chosen. */
  readonly find?: (add: (items: readonly Item[]) => void, stop: AbortSignal) => Promise<void>;
}

export function pick<Item extends vscode.QuickPickItem>(
  place: Place,
  options: PickOptions<Item>,
): Promise<Asked<Item>> {
  const box = vscode.window.createQuickPick<Item>();
  box.placeholder = options.placeholder;
  box.matchOnDescription = true;
  let items = options.items;
  const showItems = (text: string): void => {
    const isListed = text === '' || items.some(({ label }) => label === text);
    const typed = isListed ? undefined : options.fromText?.(text);
    box.items = typed === undefined ? items : [typed, ...items];
  };
  box.value = options.text ?? '';
  showItems(box.value);
  if (options.active) box.activeItems = [options.active];
  box.onDidChangeValue((text) => showItems(text.trim()));
  findItems(box, options, (more) => {
    items = [...items, ...more];
    // Whoever is about to choose keeps what he is on, or the listed item in the place of the one that was typed.
    const [before] = box.activeItems;
    box.keepScrollPosition = true;
    showItems(box.value.trim());
    const active =
      before &&
      (box.items.find((item) => item === before) ?? box.items.find(({ label }) => label === before.label));
    if (active) box.activeItems = [active];
  });
  return answerOf(box, place, () => {
    const [chosen] = box.activeItems;
    return chosen && { answer: chosen };
  });
}

function findItems<Item extends vscode.QuickPickItem>(
  box: vscode.QuickPick<Item>,
  { find }: PickOptions<Item>,
  add: (items: readonly Item[]) => void,
): void {
  if (find === undefined) return;
  const stop = new AbortController();
  box.onDidHide(() => stop.abort(new vscode.CancellationError()));
  box.busy = true;
  find((items) => {
    if (!stop.signal.aborted) add(items);
  }, stop.signal).then(
    () => {
      if (!stop.signal.aborted) box.busy = false;
    },
    (error: unknown) => {
      if (stop.signal.aborted) return;
      box.busy = false;
      showError(error);
    },
  );
}

export interface InputOptions {
  readonly prompt: string;
  readonly placeholder?: string;
  /** The answer before a step back; shown if it still is one. */
  readonly earlier?: string | undefined;
  readonly suggestion?: string;
  /** @returns a sentence about what is wrong */
  validate(text: string): string | undefined;
}

export function input(place: Place, options: InputOptions): Promise<Asked<string>> {
  const box = vscode.window.createInputBox();
  box.prompt = options.prompt;
  box.placeholder = options.placeholder ?? '';
  const { earlier, suggestion = '' } = options;
  box.value = earlier !== undefined && options.validate(earlier) === undefined ? earlier : suggestion;
  box.onDidChangeValue((text) => {
    box.validationMessage = text === '' ? '' : (options.validate(text.trim()) ?? '');
  });
  return answerOf(box, place, () => {
    const text = box.value.trim();
    const problem = options.validate(text);
    box.validationMessage = problem ?? '';
    return problem === undefined ? { answer: text } : undefined;
  });
}

/** @param accept the answer, or undefined while there is none and the box stays */
function answerOf<T>(
  box: vscode.QuickPick<vscode.QuickPickItem> | vscode.InputBox,
  place: Place,
  accept: () => { readonly answer: T } | undefined,
): Promise<Asked<T>> {
  box.title = place.title;
  box.step = place.step;
  box.totalSteps = place.totalSteps;
  // A look at another window, for the sequence number, must not lose the answers.
  box.ignoreFocusOut = true;
  if (place.step > 1 || place.isWithin === true) box.buttons = [vscode.QuickInputButtons.Back];
  return new Promise((resolve) => {
    const end = (asked: Asked<T>): void => {
      resolve(asked);
      box.dispose();
    };
    box.onDidTriggerButton(() => end('back'));
    box.onDidHide(() => end(undefined));
    box.onDidAccept(() => {
      const asked = accept();
      if (asked) end(asked);
    });
    box.show();
  });
}

/** What "Show Records…" asks: the last, the first, or those of an item, and how many or of which. */
import * as vscode from 'vscode';
import { MOST_PAGES, MOST_RECORDS, type RecordChoice } from '../../../triggers/streams/find-records';
import { type KeyAttribute, type TypedKey, isKeyValue } from '../../../triggers/streams/key-values';
import { type Question, askStepwise, input, pick } from '../stepwise-questions';

interface Answers {
  readonly type: RecordChoice['type'] | 'PREVIOUS';
  readonly count: string;
  readonly attributes: readonly KeyAttribute[];
  readonly key: TypedKey;
}

const DEFAULT_COUNT = 25;

/**
 * @param previousCount of the records that were listed before and can be again; undefined if none were
 * @param readAttributes of the table's key; asked for when it is needed
 * @returns undefined when the user has gone away
 */
export async function askRecordChoice(
  title: string,
  previousCount: number | undefined,
  readAttributes: () => Promise<readonly KeyAttribute[]>,
): Promise<RecordChoice | 'PREVIOUS' | undefined> {
  const answers = await askStepwise<Answers>(title, [
    typeQuestion(previousCount, readAttributes),
    countQuestion(),
    keyQuestion(0),
    keyQuestion(1),
  ]);
  if (answers?.type === undefined || answers.type === 'PREVIOUS') return answers?.type;
  if (answers.type !== 'KEY') return { type: answers.type, count: Number(answers.count) };
  return { type: 'KEY', attributes: answers.attributes ?? [], key: answers.key ?? {} };
}

/** @returns a sentence about what is wrong with the text, or undefined */
function problemOfCount(text: string): string | undefined {
  const count = /^[1-9]\d{0,3}$/.test(text) ? Number(text) : 0;
  return count >= 1 && count <= MOST_RECORDS
    ? undefined
    : vscode.l10n.t('Enter a whole number from 1 to {0}.', MOST_RECORDS);
}

function typeQuestion(
  previousCount: number | undefined,
  readAttributes: () => Promise<readonly KeyAttribute[]>,
): Question<Answers> {
  return {
    ask: async ({ type }, place) => {
      const items = choices(previousCount);
      const asked = await pick(place, {
        placeholder: vscode.l10n.t('Which records? At most {0} pages are read.', MOST_PAGES),
        items,
        active: items.find((item) => item.type === type),
      });
      if (asked === undefined || asked === 'back') return asked;
      const chosen = asked.answer.type;
      if (chosen !== 'KEY') return { answer: { type: chosen } };
      return { answer: { type: chosen, attributes: await readAttributes() } };
    },
  };
}

function choices(
  previousCount: number | undefined,
): readonly (vscode.QuickPickItem & { readonly type: Answers['type'] })[] {
  const previous = {
    type: 'PREVIOUS',
    label: vscode.l10n.t('Back to the {0} records of before', previousCount ?? 0),
    detail: vscode.l10n.t('As they were read; the stream is not asked again.'),
  } as const;
  return [
    ...(previousCount === undefined ? [] : [previous]),
    {
      type: 'LAST',
      label: vscode.l10n.t('The last records'),
      detail: vscode.l10n.t(
        'Found by reading each shard from its beginning; the next time, from near its end.',
      ),
    },
    {
      type: 'FIRST',
      label: vscode.l10n.t('The first records'),
      detail: vscode.l10n.t('The oldest that the stream still has: it keeps them for 24 hours.'),
    },
    {
      type: 'KEY',
      label: vscode.l10n.t('The records of one item'),
      detail: vscode.l10n.t('All changes of the item with a certain key, in their order.'),
    },
  ];
}

function countQuestion(): Question<Answers> {
  return {
    isNeeded: ({ type }) => type === 'FIRST' || type === 'LAST',
    ask: async ({ count: earlier }, place) => {
      const asked = await input(place, {
        prompt: vscode.l10n.t('How many records?'),
        earlier,
        suggestion: String(DEFAULT_COUNT),
        validate: problemOfCount,
      });
      return asked === undefined || asked === 'back' ? asked : { answer: { count: asked.answer } };
    },
  };
}

/** @param index 0 for the partition key, 1 for the sort key, which may be left open */
function keyQuestion(index: 0 | 1): Question<Answers> {
  return {
    isNeeded: ({ type, attributes }) => type === 'KEY' && attributes?.[index] !== undefined,
    ask: async ({ attributes = [], key = {} }, place) => {
      const attribute = attributes[index];
      if (attribute === undefined) return { answer: {} };
      const { name } = attribute;
      const asked = await input(place, {
        prompt:
          index === 0
            ? vscode.l10n.t('Partition key "{0}" of the item ({1})', name, typeText(attribute))
            : vscode.l10n.t('Sort key "{0}" of the item ({1}); empty for any', name, typeText(attribute)),
        earlier: key[name],
        validate: (text) => (index === 1 && text === '' ? undefined : problemOfKeyValue(attribute, text)),
      });
      if (asked === undefined || asked === 'back') return asked;
      const others = Object.entries(key).filter(([other]) => other !== name);
      const typed = asked.answer === '' ? [] : [[name, asked.answer] as const];
      return { answer: { key: Object.fromEntries([...others, ...typed]) } };
    },
  };
}

/** @returns a sentence about what is wrong with the text, or undefined */
function problemOfKeyValue(attribute: KeyAttribute, text: string): string | undefined {
  if (isKeyValue(attribute, text)) return undefined;
  switch (attribute.type) {
    case 'N':
      return vscode.l10n.t('"{0}" is a number: enter one such as 42 or 1.5.', attribute.name);
    case 'B':
      return vscode.l10n.t('"{0}" is binary: enter its bytes in base64.', attribute.name);
    case 'S':
      return vscode.l10n.t('Enter the value of "{0}".', attribute.name);
  }
}

function typeText({ type }: KeyAttribute): string {
  switch (type) {
    case 'N':
      return vscode.l10n.t('a number');
    case 'B':
      return vscode.l10n.t('binary, in base64');
    case 'S':
      return vscode.l10n.t('text');
  }
}

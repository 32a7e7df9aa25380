/** Which function, and which alias of it: the functions of the region as they are listed, or a name as it is typed. */
import * as vscode from 'vscode';
import { isSameFunction } from '../../../triggers/options/same-function';
import { ServiceError } from '../../../triggers/ports/service-error';
import type { AwsConnection } from '../../../triggers/connections/aws-connection';
import type { Trigger } from '../../../triggers/trigger';
import type { ManagementParts } from '../../management-parts';
import { withProgress } from '../../notifications';
import { functionLabel } from '../../triggers/trigger-label';
import type { Asked, Place } from '../stepwise-questions';
import { pick } from '../stepwise-questions';
import { problemOf } from './option-question';

export interface FunctionQuestion {
  readonly parts: ManagementParts;
  readonly connection: AwsConnection;
  /** On the stream already. */
  readonly present: readonly Trigger[];
  /** A name or ARN that was chosen before. */
  readonly earlier?: string | undefined;
}

type Item = vscode.QuickPickItem & { readonly functionName: string; readonly isTyped?: boolean };

/** @returns a name or ARN, perhaps with a qualifier */
export async function askFunction(place: Place, question: FunctionQuestion): Promise<Asked<string>> {
  for (;;) {
    const asked = await pick(place, {
      placeholder: vscode.l10n.t(
        'Which function? Choose one, or type a name or an ARN, perhaps with an alias',
      ),
      items: [],
      text: question.earlier === undefined ? undefined : functionLabel(question.earlier),
      fromText: typedItem,
      find: (add, stop) => listFunctions(question, add, stop),
    });
    if (asked === undefined || asked === 'back') return asked;
    const { functionName, isTyped } = asked.answer;
    if (isTyped === true) {
      if (problemOf('FunctionName', { FunctionName: functionName }) === undefined)
        return { answer: functionName };
      continue;
    }
    const qualified = await askAlias({ ...place, isWithin: true }, question, functionName);
    if (qualified !== 'back') return qualified;
  }
}

function typedItem(text: string): Item {
  const problem = problemOf('FunctionName', { FunctionName: text });
  return {
    label: text,
    description: problem ?? vscode.l10n.t('as typed'),
    iconPath: new vscode.ThemeIcon(problem === undefined ? 'symbol-method' : 'error'),
    alwaysShow: true,
    functionName: text,
    isTyped: true,
  };
}

async function listFunctions(
  { parts, connection, present }: FunctionQuestion,
  add: (items: readonly Item[]) => void,
  stop: AbortSignal,
): Promise<void> {
  let after: string | undefined;
  do {
    const page = await parts.aws.functions.listFunctions(connection, after, stop);
    add(
      page.rows.map(({ functionName, functionArn, runtime = '' }) => {
        const hasTrigger = present.some((trigger) => isSameFunction(trigger.functionArn, functionArn));
        return {
          label: functionName,
          description: hasTrigger ? vscode.l10n.t('has a trigger on this stream already') : runtime,
          iconPath: new vscode.ThemeIcon('symbol-method'),
          functionName,
        };
      }),
    );
    after = page.next;
  } while (after !== undefined);
}

/** Asks only if there are aliases. */
async function askAlias(
  place: Place,
  { parts, connection }: FunctionQuestion,
  functionName: string,
): Promise<Asked<string>> {
  const title = vscode.l10n.t('Reading the aliases of {0}', functionName);
  const aliases = await withProgress(title, (stop) =>
    parts.aws.functions.listAliases(connection, functionName, stop),
  ).catch((error: unknown) => {
    if (!(error instanceof ServiceError)) throw error;
    parts.log.warn(error.message);
    return [];
  });
  if (aliases.length === 0) return { answer: functionName };
  const items = [
    {
      label: functionName,
      description: vscode.l10n.t('always the newest code ($LATEST)'),
      value: functionName,
    },
    ...aliases.map(({ name, version }) => ({
      label: `${functionName}:${name}`,
      description: vscode.l10n.t('alias of version {0}', version),
      value: `${functionName}:${name}`,
    })),
  ];
  const asked = await pick(place, { placeholder: vscode.l10n.t('Which version of it?'), items });
  return asked === undefined || asked === 'back' ? asked : { answer: asked.answer.value };
}

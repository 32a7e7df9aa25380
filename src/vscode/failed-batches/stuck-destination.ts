/** Where a trigger without a destination is to report what it discards for the time being: one that others have, or an ARN as typed. */
import * as vscode from 'vscode';
import {
  destinationKind,
  destinationName,
  destinationOf,
} from '../../failed-batches/finding/destination-kind';
import type { ChosenTrigger } from '../commands/triggers/trigger-argument';
import { problemOf } from '../commands/triggers/option-question';
import { pick } from '../commands/stepwise-questions';
import type { FailedBatchParts } from './failed-batch-parts';

type Item = vscode.QuickPickItem & { readonly arn: string };

const icons = { queue: 'inbox', topic: 'megaphone', bucket: 'archive', other: 'question' } as const;

/** @returns undefined when the user has gone away */
export async function askDestination(
  parts: Pick<FailedBatchParts, 'aws'>,
  { connection }: ChosenTrigger,
  title: string,
): Promise<string | undefined> {
  for (;;) {
    const asked = await pick<Item>(
      { title, step: 1, totalSteps: 1 },
      {
        placeholder: vscode.l10n.t(
          'Where shall Lambda report what it discards? Choose a destination of another trigger, or type the ARN of a queue, a topic or a bucket',
        ),
        items: [],
        fromText: typedItem,
        find: (add, stop) => findDestinations(parts, { connection }, add, stop),
      },
    );
    if (asked === undefined || asked === 'back') return undefined;
    const { arn } = asked.answer;
    if (problemWith(arn) === undefined) return arn;
  }
}

async function findDestinations(
  { aws }: Pick<FailedBatchParts, 'aws'>,
  { connection }: Pick<ChosenTrigger, 'connection'>,
  add: (items: readonly Item[]) => void,
  stop: AbortSignal,
): Promise<void> {
  const known = new Set<string>();
  let after: string | undefined;
  do {
    const page = await aws.triggers.listTriggers(connection, {}, after, stop);
    const fresh = page.rows.flatMap((trigger) => destinationOf(trigger) ?? []);
    for (const arn of fresh.filter((one) => !known.has(one))) {
      known.add(arn);
      add([itemOf(arn)]);
    }
    after = page.next;
  } while (after !== undefined);
}

function itemOf(arn: string): Item {
  return {
    label: destinationName(arn),
    description: arn,
    iconPath: new vscode.ThemeIcon(icons[destinationKind(arn)]),
    arn,
  };
}

function typedItem(text: string): Item {
  const problem = problemWith(text);
  return {
    label: text,
    description: problem ?? vscode.l10n.t('as typed'),
    iconPath: new vscode.ThemeIcon(problem === undefined ? icons[destinationKind(text)] : 'error'),
    alwaysShow: true,
    arn: text,
  };
}

function problemWith(arn: string): string | undefined {
  return problemOf('DestinationConfig', { DestinationConfig: { OnFailure: { Destination: arn } } });
}

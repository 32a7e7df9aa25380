/** Two people have changed one trigger: what both wanted, if they did not want the same option. */
import type { TriggerDocument } from '../trigger-document';
import type { DefaultedName } from './option-defaults';
import { completeOptions, isSameValue, optionDefaults } from './option-defaults';
import type { OptionName } from './trigger-option';
import { optionNames } from './trigger-options';

export interface MergedDocuments {
  /** What they changed, and over it what was changed here. */
  readonly document: TriggerDocument;
  /** Changed there. */
  readonly theirs: readonly OptionName[];
  /** Changed on both sides, and not to the same. */
  readonly conflicts: readonly OptionName[];
}

/**
 * Whole documents each.
 *
 * @param base from which both began
 * @param there as it is now
 * @param here as it is wanted
 */
export function mergeDocuments(
  base: TriggerDocument,
  there: TriggerDocument,
  here: TriggerDocument,
): MergedDocuments {
  const theirs = optionNames.filter((name) => differ(name, base, there));
  const ours = optionNames.filter((name) => differ(name, base, here));
  const taken = optionNames.map((name) => [name, valueOf(name, ours.includes(name) ? here : there)] as const);
  return {
    document: Object.fromEntries(taken.filter(([, value]) => value !== undefined)),
    theirs,
    conflicts: theirs.filter((name) => ours.includes(name) && differ(name, there, here)),
  };
}

function differ(name: OptionName, left: TriggerDocument, right: TriggerDocument): boolean {
  return !isSameValue(valueOf(name, left), valueOf(name, right));
}

function valueOf(name: OptionName, document: TriggerDocument): unknown {
  return name in optionDefaults ? completeOptions(document)[name as DefaultedName] : document[name];
}

/** Everything about a trigger, as Markdown. What people or AWS have written stays text. */
import * as vscode from 'vscode';
import type { TriggerTrouble } from '../../../triggers/inventory/trigger-trouble';
import { changedOptions } from '../../../triggers/options/changed-options';
import { type CommandId, commandIds } from '../../contributions';
import { triggerLabel } from '../../triggers/trigger-label';
import { markdownOf } from './markdown-text';
import type { TriggerNode } from './tables-node';
import { dateText, durationText } from './time-words';
import { mendingCommand, troubleSentences } from './trouble-text';

/** The only commands that a link in a tooltip may run. */
const LINKED: Partial<Record<CommandId, () => string>> = {
  [commandIds.repointTrigger]: () => vscode.l10n.t("Re-point to the table's current stream"),
  [commandIds.turnStreamOn]: () => vscode.l10n.t('Turn stream on'),
  [commandIds.deleteTrigger]: () => vscode.l10n.t('Delete trigger'),
  [commandIds.cloneTrigger]: () => vscode.l10n.t('Clone trigger'),
  [commandIds.disableTrigger]: () => vscode.l10n.t('Disable trigger'),
  [commandIds.enableTrigger]: () => vscode.l10n.t('Enable trigger'),
  [commandIds.checkExecutionRole]: () => vscode.l10n.t('Check execution role'),
  [commandIds.editTrigger]: () => vscode.l10n.t('Edit trigger'),
  [commandIds.copyArn]: () => vscode.l10n.t('Copy ARN'),
};

export interface TooltipFacts {
  readonly trouble: readonly TriggerTrouble[];
  readonly nowMs: number;
  readonly iteratorAgeMs: number | undefined;
}

export function triggerTooltip(node: TriggerNode, facts: TooltipFacts): vscode.MarkdownString {
  const { trigger } = node;
  const text = new vscode.MarkdownString('', true);
  text.isTrusted = { enabledCommands: Object.keys(LINKED) };
  text.appendMarkdown(`**${markdownOf(triggerLabel(trigger))}**`);
  for (const trouble of facts.trouble) {
    const icon = trouble.kind === 'disabled' ? '$(info)' : '$(warning)';
    const mending = mendingCommand(trouble);
    const link = mending === undefined ? '' : ` ${linkTo(mending, node)}`;
    text.appendMarkdown(`\n\n${icon} ${markdownOf(troubleSentences(trouble, facts.nowMs))}${link}`);
  }
  text.appendMarkdown('\n\n---');
  for (const [name, value] of factsOf(node, facts))
    text.appendMarkdown(`\n\n${markdownOf(`${name}: ${value}`)}`);
  text.appendMarkdown('\n\n---\n');
  text.appendCodeblock(trigger.arn, 'text');
  text.appendMarkdown(linkTo(commandIds.copyArn, node));
  return text;
}

function factsOf(
  { trigger }: TriggerNode,
  { iteratorAgeMs }: TooltipFacts,
): readonly (readonly [string, string])[] {
  const { state, stateReason, lastProcessingResult, lastModifiedMs, document, filterError } = trigger;
  const changed = changedOptions(document).filter(({ name }) => name !== 'BatchSize' && name !== 'Enabled');
  const facts: (readonly [string, string])[] = [
    [vscode.l10n.t('State'), stateReason === '' ? state : vscode.l10n.t('{0} ({1})', state, stateReason)],
    [vscode.l10n.t('Last result'), lastProcessingResult || vscode.l10n.t('none')],
    [vscode.l10n.t('Last changed'), dateText(lastModifiedMs)],
    [vscode.l10n.t('Batch size'), String(document.BatchSize ?? vscode.l10n.t('not known'))],
    ...changed.map(
      ({ name, value, default: usual }) => [name, vscode.l10n.t('{0} (default {1})', value, usual)] as const,
    ),
  ];
  if (iteratorAgeMs !== undefined) facts.push([vscode.l10n.t('Iterator age'), durationText(iteratorAgeMs)]);
  if (filterError !== undefined) facts.push([vscode.l10n.t('Filters'), filterError]);
  return facts;
}

function linkTo(command: CommandId, node: TriggerNode): string {
  const title = LINKED[command]?.() ?? command;
  const argument = encodeURIComponent(JSON.stringify([node]));
  // A parenthesis in a name or a filter would end the link.
  return `[${title}](command:${command}?${argument.replaceAll('(', '%28').replaceAll(')', '%29')})`;
}

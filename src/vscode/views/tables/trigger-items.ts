/** How triggers and their functions look in the tree: label, description, icon, words for a screen reader. */
import * as vscode from 'vscode';
import { type TriggerTrouble, severityOf } from '../../../triggers/inventory/trigger-trouble';
import type { Asked } from '../../../triggers/inventory/asked-details';
import type { FunctionDetails } from '../../../triggers/ports/function-catalog';
import { ServiceError } from '../../../triggers/ports/service-error';
import type { Trigger } from '../../../triggers/trigger';
import { treeItems } from '../../contributions';
import { functionLabel } from '../../triggers/trigger-label';
import { idOf } from './node-ids';
import type { FunctionNode, TriggerNode } from './tables-node';
import { troubleSummary } from './trouble-text';

const ERROR = new vscode.ThemeColor('problemsErrorIcon.foreground');
const WARNING = new vscode.ThemeColor('problemsWarningIcon.foreground');

/** Its tooltip is made when somebody points at it. */
export function triggerItem(
  node: TriggerNode,
  trouble: readonly TriggerTrouble[],
  nowMs: number,
): vscode.TreeItem {
  const { trigger } = node;
  const label = functionLabel(trigger.functionArn);
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
  const parts = [
    stateText(trigger),
    ...trouble.map((one) => troubleSummary(one, nowMs)),
    ...(trouble.length === 0 && trigger.lastProcessingResult !== '' ? [trigger.lastProcessingResult] : []),
  ];
  item.id = idOf(node);
  item.contextValue = contextOf(trigger);
  item.iconPath = triggerIcon(trigger, trouble);
  item.description = parts.join(' · ');
  item.accessibilityInformation = {
    label: [vscode.l10n.t('Trigger of function {0}', label), ...parts].join(', '),
  };
  return item;
}

export function functionItem(node: FunctionNode, asked: Asked<FunctionDetails> | undefined): vscode.TreeItem {
  const { functionArn } = node.trigger;
  const item = new vscode.TreeItem(functionLabel(functionArn));
  const { description, icon, detail } = functionState(asked);
  item.id = idOf(node);
  item.contextValue = treeItems.triggerFunction;
  item.iconPath = icon;
  item.description = description;
  item.tooltip = [functionArn, detail].filter((line) => line !== undefined).join('\n');
  item.accessibilityInformation = {
    label: [vscode.l10n.t('Function {0}', functionLabel(functionArn)), description, detail]
      .filter((part) => part !== undefined && part !== '')
      .join(', '),
  };
  return item;
}

function contextOf({ state }: Trigger): string {
  if (state === 'Enabled') return treeItems.enabledTrigger;
  return state === 'Disabled' ? treeItems.disabledTrigger : treeItems.changingTrigger;
}

function triggerIcon({ state }: Trigger, trouble: readonly TriggerTrouble[]): vscode.ThemeIcon {
  const severities = trouble.map(severityOf);
  if (severities.includes('error')) return new vscode.ThemeIcon('error', ERROR);
  if (severities.includes('warning')) return new vscode.ThemeIcon('warning', WARNING);
  switch (state) {
    case 'Enabled':
      return new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed'));
    case 'Disabled':
      return new vscode.ThemeIcon('debug-pause', new vscode.ThemeColor('disabledForeground'));
    default:
      return new vscode.ThemeIcon('sync~spin');
  }
}

function stateText({ state }: Trigger): string {
  switch (state) {
    case 'Creating':
      return vscode.l10n.t('Creating…');
    case 'Enabling':
      return vscode.l10n.t('Enabling…');
    case 'Enabled':
      return vscode.l10n.t('Enabled');
    case 'Disabling':
      return vscode.l10n.t('Disabling…');
    case 'Disabled':
      return vscode.l10n.t('Disabled');
    case 'Updating':
      return vscode.l10n.t('Updating…');
    case 'Deleting':
      return vscode.l10n.t('Deleting…');
  }
}

function functionState(asked: Asked<FunctionDetails> | undefined): {
  readonly description: string;
  readonly icon: vscode.ThemeIcon;
  readonly detail?: string;
} {
  const icon = new vscode.ThemeIcon('symbol-function');
  if (asked?.value !== undefined) {
    const { runtime, memorySizeInMB, timeoutInSeconds } = asked.value;
    const description = [
      runtime ?? vscode.l10n.t('container image'),
      vscode.l10n.t('{0} MB', memorySizeInMB),
      vscode.l10n.t('timeout {0} s', timeoutInSeconds),
    ].join(' · ');
    return { description, icon };
  }
  if (asked?.progress.kind !== 'failed') return { description: '', icon };
  const { error } = asked.progress;
  const detail = error.message;
  if (error instanceof ServiceError && error.kind === 'notFound') {
    return { description: vscode.l10n.t('is gone'), icon: new vscode.ThemeIcon('error', ERROR), detail };
  }
  const description =
    error instanceof ServiceError && error.kind === 'accessDenied'
      ? vscode.l10n.t('not known: {0} was refused', error.details.action)
      : vscode.l10n.t('not known');
  return { description, icon: new vscode.ThemeIcon('question', WARNING), detail };
}

/** What a role lacks as a question can show it: a line for each resource, each reason once. The report has the rest. */
import * as vscode from 'vscode';
import type { AccessFinding } from '../../triggers/policies/access-review';
import type { NeededAccess } from '../../triggers/policies/needed-access';
import { tableOf } from '../triggers/trigger-label';
import { verdictText } from './access-sentences';

/** @param findings what is missing */
export function missingLines(findings: readonly AccessFinding[], roleName: string): readonly string[] {
  const reasons = groupBy(findings, (finding) => reasonSentence(finding, roleName));
  return [...reasons].flatMap(([reason, together]) => [...placeLines(together), reason]);
}

function placeLines(findings: readonly AccessFinding[]): readonly string[] {
  const stream = findings.find(({ need }) => isOfStream(need) && need.resource !== '*')?.need.resource;
  const places = groupBy(findings, ({ need }) => placeText(need, stream));
  return [...places].map(([place, together]) => {
    const actions = together.map(({ need }) => need.action.split(':').at(-1));
    return vscode.l10n.t('Missing on {0}: {1}', place, [...new Set(actions)].join(', '));
  });
}

/** Where the sources put ListStreams apart, on everything, it is about the stream all the same. */
function placeText(need: NeededAccess, stream: string | undefined): string {
  if (!isOfStream(need) || stream === undefined) return need.resource;
  return vscode.l10n.t('the stream of table "{0}"', tableOf(stream));
}

function isOfStream({ why }: NeededAccess): boolean {
  return why === 'readStream' || why === 'listStreams';
}

function reasonSentence(finding: AccessFinding, roleName: string): string {
  if (finding.verdict.kind === 'notAllowed')
    return vscode.l10n.t('No policy of role "{0}" allows this.', roleName);
  const text = verdictText(finding, roleName);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, readonly T[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}

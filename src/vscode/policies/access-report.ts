/** The report about an execution role, as a Markdown document that is readable as plain text too. */
import * as vscode from 'vscode';
import type { AccessFinding, AccessReview } from '../../triggers/policies/access-review';
import { grantable, isMissing } from '../../triggers/policies/access-review';
import { pretty } from '../../triggers/policies/grant-policy';
import { LAMBDA_TRUST_POLICY } from '../../triggers/policies/trust-policy';
import { foundByText, reasonText, trustProblem, verdictText } from './access-sentences';
import type { TriggerAccess } from './trigger-access';

export function accessReport(access: TriggerAccess, review: AccessReview): string {
  const lines = [
    `# ${vscode.l10n.t('Execution role {0}', review.roleName)}`,
    '',
    `- ${vscode.l10n.t('Role: {0}', code(review.roleArn))}`,
    `- ${vscode.l10n.t('Function: {0}', code(access.functionName))}`,
    `- ${vscode.l10n.t('Stream: {0}', code(access.streamArn))}`,
    '',
    foundByText(review),
    ...conclusion(review),
    ...section(
      vscode.l10n.t('Missing'),
      review.findings.filter((finding) => isMissing(finding) && finding.need.severity === 'required'),
      review,
    ),
    ...section(
      vscode.l10n.t('Missing, but perhaps not needed'),
      review.findings.filter((finding) => isMissing(finding) && finding.need.severity === 'warning'),
      review,
    ),
    ...section(
      vscode.l10n.t('Not certain'),
      review.findings.filter(({ verdict }) => verdict.kind === 'depends' || verdict.kind === 'unknown'),
      review,
    ),
    ...section(
      vscode.l10n.t('Granted'),
      review.findings.filter(({ verdict }) => verdict.kind === 'allowed'),
      review,
    ),
    ...trustSection(review),
    ...obstacles(review),
  ];
  return `${lines.join('\n')}\n`;
}

function conclusion(review: AccessReview): readonly string[] {
  const missing = review.findings.filter(
    (finding) => isMissing(finding) && finding.need.severity === 'required',
  );
  if (missing.length === 0)
    return [
      '',
      vscode.l10n.t(
        'Nothing that AWS says to be needed is found missing. If Lambda still refuses, a fresh policy may need up to a minute.',
      ),
    ];
  const isGrantable = grantable(review).needed.length > 0;
  return [
    '',
    isGrantable
      ? vscode.l10n.t('The command "Grant Stream Access…" shows the policy that is missing, and adds it.')
      : vscode.l10n.t(
          'Another policy on the role would not help: what denies has to be changed by whoever owns it.',
        ),
  ];
}

function section(
  title: string,
  findings: readonly AccessFinding[],
  { roleName }: AccessReview,
): readonly string[] {
  if (findings.length === 0) return [];
  const rows = findings.map((finding) => {
    const { action, resource } = finding.need;
    const where = vscode.l10n.t('{0} on {1}', code(action), code(resource));
    return `- ${where}: ${verdictText(finding, roleName)} (${reasonText(finding.need)})`;
  });
  return ['', `## ${title}`, '', ...rows];
}

function trustSection(review: AccessReview): readonly string[] {
  const { trust } = review;
  const title = ['', `## ${vscode.l10n.t('Trust policy')}`, ''];
  const problem = trustProblem(review);
  if (problem !== undefined)
    return [...title, problem, '', '```json', pretty(LAMBDA_TRUST_POLICY).trimEnd(), '```'];
  if (trust === undefined) return [...title, vscode.l10n.t('Unknown: the role could not be read.')];
  if (trust.kind === 'depends')
    return [...title, vscode.l10n.t('Lambda may assume the role on a condition: {0}.', trust.on)];
  return [...title, vscode.l10n.t('Lambda may assume the role.')];
}

function obstacles({ obstacles: sentences }: AccessReview): readonly string[] {
  if (sentences.length === 0) return [];
  const rows = [...new Set(sentences)].map((sentence) => `- ${sentence}`);
  return ['', `## ${vscode.l10n.t('What could not be found out')}`, '', ...rows];
}

function code(text: string): string {
  return `\`${text}\``;
}

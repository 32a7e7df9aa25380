/** The least-privilege policy for the clipboard, for people who may not touch IAM or keep their roles in templates. */
import * as vscode from 'vscode';
import { mergeGrants } from '../../triggers/policies/grant-policy';
import { roleNameOf } from '../../triggers/policies/arn-parts';
import type { NeededAccess } from '../../triggers/policies/needed-access';
import { cloudFormationPolicy, samPolicies } from '../../triggers/policies/policy-yaml';
import { askStepwise, pick } from '../commands/stepwise-questions';
import { showInformation } from '../notifications';
import type { PolicyForm } from './role-review';
import type { TriggerAccess } from './trigger-access';

/** @param form is asked for without it */
export async function copyPolicy(access: TriggerAccess, form?: PolicyForm): Promise<void> {
  const chosen = form ?? (await askForm());
  if (chosen === undefined) return;
  const needs = access.needs.filter(({ severity }) => severity === 'required');
  const left = access.needs.filter(({ severity }) => severity === 'warning');
  const content = await textOf(chosen, needs, roleNameOf(access.roleArn));
  await vscode.env.clipboard.writeText(content);
  const language = chosen === 'json' ? 'json' : 'yaml';
  const sentences = [
    vscode.l10n.t('The least-privilege policy is copied.'),
    ...left.map(({ action, resource }) =>
      vscode.l10n.t('{0} on {1} is not in it: AWS does not say that readers need it.', action, resource),
    ),
  ];
  showInformation(sentences.join(' '), {
    label: vscode.l10n.t('Open'),
    run: async () =>
      vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language, content })),
  });
}

async function askForm(): Promise<PolicyForm | undefined> {
  const items: (vscode.QuickPickItem & { readonly value: PolicyForm })[] = [
    {
      label: 'JSON',
      detail: vscode.l10n.t('The policy document, for the IAM console or the AWS CLI.'),
      value: 'json',
    },
    {
      label: 'SAM (YAML)',
      detail: vscode.l10n.t('A "Policies" block for the properties of an AWS::Serverless::Function.'),
      value: 'sam',
    },
    {
      label: 'CloudFormation (YAML)',
      detail: vscode.l10n.t('A resource of the type AWS::IAM::Policy for the role.'),
      value: 'cloudFormation',
    },
  ];
  const placeholder = vscode.l10n.t('As what?');
  const answers = await askStepwise<{ readonly form: PolicyForm }>(
    vscode.l10n.t('Copy Least-Privilege Policy'),
    [
      {
        ask: async (_answers, place) => {
          const asked = await pick(place, { placeholder, items });
          return typeof asked === 'object' ? { answer: { form: asked.answer.value } } : asked;
        },
      },
    ],
  );
  return answers?.form;
}

async function textOf(form: PolicyForm, needs: readonly NeededAccess[], roleName: string): Promise<string> {
  switch (form) {
    case 'json':
      return mergeGrants(undefined, needs)?.document ?? '';
    case 'sam':
      return samPolicies(needs);
    case 'cloudFormation':
      return cloudFormationPolicy(needs, roleName);
  }
}

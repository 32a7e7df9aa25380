/** "Change Connection…": which of its members, and then the question about that one. */
import * as vscode from 'vscode';
import type { AwsConnection } from '../../../triggers/connections/aws-connection';
import type { ManagementParts } from '../../management-parts';
import type { Question } from '../stepwise-questions';
import { askStepwise, pick } from '../stepwise-questions';
import { type ConnectionAnswers, answersOf } from './connection-answers';
import {
  endpointQuestion,
  nameQuestion,
  profileQuestion,
  readOnlyQuestion,
  regionQuestion,
} from './connection-questions';

type Member = 'awsProfile' | 'region' | 'name' | 'readOnly' | 'endpointUrl';
type Change = ConnectionAnswers & { readonly member: Member };
type MemberItem = vscode.QuickPickItem & { readonly value: Member };

/** @returns what is different; undefined when the user has gone away */
export async function askWhatToChange(
  connection: AwsConnection,
  { aws, connections }: Pick<ManagementParts, 'aws' | 'connections'>,
): Promise<Partial<ConnectionAnswers> | undefined> {
  const profiles = await aws.accounts.listProfiles();
  const others = connections.connections.filter(({ id }) => id !== connection.id).map(({ name }) => name);
  const questions: Readonly<Record<Member, Question<ConnectionAnswers>>> = {
    awsProfile: profileQuestion(profiles, false),
    region: regionQuestion(profiles),
    name: nameQuestion(others),
    readOnly: readOnlyQuestion(),
    endpointUrl: endpointQuestion(true),
  };
  const now = answersOf(connection);
  const title = vscode.l10n.t('Change Connection "{0}"', connection.name);
  const chosen = await askStepwise<Change>(title, [
    memberQuestion(now),
    {
      ask: async ({ member = 'name', ...answers }, place) =>
        questions[member].ask({ ...now, ...answers }, place),
    },
  ]);
  if (chosen?.member === undefined) return undefined;
  return { [chosen.member]: chosen[chosen.member] };
}

function memberQuestion(now: ConnectionAnswers): Question<Change> {
  return {
    ask: async ({ member }, place) => {
      const items = memberItems(now);
      const asked = await pick(place, {
        placeholder: vscode.l10n.t('What is to become different?'),
        items,
        active: items.find(({ value }) => value === member),
      });
      return asked === undefined || asked === 'back' ? asked : { answer: { member: asked.answer.value } };
    },
  };
}

function memberItems({ awsProfile, region, name, readOnly, endpointUrl }: ConnectionAnswers): MemberItem[] {
  const bySdk = vscode.l10n.t('what the AWS SDK finds itself');
  return [
    { label: vscode.l10n.t('Profile'), description: awsProfile || bySdk, value: 'awsProfile' },
    { label: vscode.l10n.t('Region'), description: region || bySdk, value: 'region' },
    { label: vscode.l10n.t('Name'), description: name, value: 'name' },
    {
      label: vscode.l10n.t('Permission to change'),
      description: readOnly ? vscode.l10n.t('read-only') : vscode.l10n.t('changes are allowed'),
      value: 'readOnly',
    },
    {
      label: vscode.l10n.t('Endpoint'),
      description: endpointUrl || vscode.l10n.t('AWS'),
      value: 'endpointUrl',
    },
  ];
}

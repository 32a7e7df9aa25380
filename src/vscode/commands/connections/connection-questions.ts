/** What is asked of a connection: profile or local endpoint, region, name, whether it may change anything. */
import * as vscode from 'vscode';
import { looksLikeRegion, partitionOf, regionsOf } from '../../../triggers/connections/aws-regions';
import { isHttpUrl } from '../../../triggers/connections/loopback';
import type { ListedProfile } from '../../../triggers/ports/account-service';
import { looksLikeProduction } from '../../debug/production-names';
import { productionPattern } from '../../settings';
import type { Question } from '../stepwise-questions';
import { input, pick } from '../stepwise-questions';
import type { ConnectionAnswers } from './connection-answers';

type Choice<Value> = vscode.QuickPickItem & { readonly value: Value };
type ConnectionQuestion = Question<ConnectionAnswers>;

const DEFAULT_ENDPOINT = 'http://127.0.0.1:8000';

/** @param isLocalOffered whether a local endpoint is another answer */
export function profileQuestion(
  profiles: readonly ListedProfile[],
  isLocalOffered: boolean,
): ConnectionQuestion {
  return {
    ask: async ({ awsProfile, endpointUrl }, place) => {
      const items = [...profiles.map(profileItem), ...(isLocalOffered ? [localItem()] : []), sdkItem()];
      const active = items.find(({ value }) =>
        endpointUrl ? value.endpointUrl === endpointUrl : value.awsProfile === awsProfile,
      );
      const asked = await pick(place, {
        placeholder: vscode.l10n.t('Whose credentials are used?'),
        items,
        active,
      });
      return asked === undefined || asked === 'back' ? asked : { answer: asked.answer.value };
    },
  };
}

type ProfileChoice = Choice<Pick<ConnectionAnswers, 'awsProfile' | 'endpointUrl'>>;

function profileItem({ name, region, kind, endpointUrl }: ListedProfile): ProfileChoice {
  return {
    label: name,
    description: [region, kindTexts()[kind], endpointUrl].filter((part) => part !== undefined).join(' · '),
    iconPath: new vscode.ThemeIcon('account'),
    value: { awsProfile: name, endpointUrl: '' },
  };
}

function localItem(): ProfileChoice {
  return {
    label: vscode.l10n.t('A local endpoint…'),
    description: vscode.l10n.t('DynamoDB Local, LocalStack and their like'),
    iconPath: new vscode.ThemeIcon('vm'),
    value: { awsProfile: '', endpointUrl: DEFAULT_ENDPOINT },
  };
}

function sdkItem(): ProfileChoice {
  return {
    label: vscode.l10n.t('What the AWS SDK finds itself'),
    description: vscode.l10n.t('environment variables, the default profile, the role of the machine'),
    iconPath: new vscode.ThemeIcon('search'),
    value: { awsProfile: '', endpointUrl: '' },
  };
}

function kindTexts(): Readonly<Record<ListedProfile['kind'], string | undefined>> {
  return {
    keys: vscode.l10n.t('access keys'),
    sso: vscode.l10n.t('single sign-on'),
    role: vscode.l10n.t('assumes a role'),
    process: vscode.l10n.t('credential process'),
    login: vscode.l10n.t('console login'),
    other: undefined,
  };
}

/** @param isOptional an empty answer means AWS */
export function endpointQuestion(isOptional: boolean): ConnectionQuestion {
  return {
    isNeeded: ({ endpointUrl }) => isOptional || (endpointUrl !== undefined && endpointUrl !== ''),
    ask: async ({ endpointUrl }, place) => {
      const asked = await input(place, {
        prompt: isOptional
          ? vscode.l10n.t('URL that stands in for all of AWS; empty for AWS itself')
          : vscode.l10n.t('URL of the endpoint'),
        placeholder: DEFAULT_ENDPOINT,
        earlier: endpointUrl,
        validate: (text) =>
          isHttpUrl(text) || (isOptional && text === '')
            ? undefined
            : vscode.l10n.t('A URL such as {0}', DEFAULT_ENDPOINT),
      });
      return asked === undefined || asked === 'back' ? asked : { answer: { endpointUrl: asked.answer } };
    },
  };
}

/** The profile's own comes first; a region of another partition, or a new one, can be typed. */
export function regionQuestion(profiles: readonly ListedProfile[]): ConnectionQuestion {
  return {
    ask: async ({ awsProfile, region: earlier }, place) => {
      const profile = profiles.find(({ name }) => name === (awsProfile || 'default'));
      const own = profile?.region;
      const ofProfile: Choice<string> = {
        label: own ?? vscode.l10n.t('What the AWS SDK finds itself'),
        description:
          own === undefined ? vscode.l10n.t('environment variables') : vscode.l10n.t('of the profile'),
        value: '',
      };
      const others = regionsOf(partitionOf(own ?? earlier ?? ''))
        .filter((region) => region !== own)
        .map((region): Choice<string> => ({ label: region, value: region }));
      const items = [ofProfile, ...others];
      const asked = await pick(place, {
        placeholder: vscode.l10n.t('Region; another one can be typed'),
        items,
        active: items.find(({ value }) => value === earlier),
        fromText: (text): Choice<string> | undefined =>
          looksLikeRegion(text) ? { label: text, value: text, alwaysShow: true } : undefined,
      });
      return asked === undefined || asked === 'back' ? asked : { answer: { region: asked.answer.value } };
    },
  };
}

/** @param taken names of the other connections */
export function nameQuestion(taken: readonly string[]): ConnectionQuestion {
  return {
    ask: async ({ name, awsProfile, endpointUrl, region }, place) => {
      const host = endpointUrl ? new URL(endpointUrl).host : undefined;
      const suggestion = [host ?? (awsProfile || 'AWS'), region].filter((part) => part).join(' ');
      const asked = await input(place, {
        prompt: vscode.l10n.t('Name of the connection, as the tree shows it'),
        earlier: name,
        suggestion: taken.includes(suggestion) ? '' : suggestion,
        validate: (text) => {
          if (text === '') return vscode.l10n.t('A connection needs a name.');
          return taken.includes(text)
            ? vscode.l10n.t('There is a connection named "{0}" already.', text)
            : undefined;
        },
      });
      return asked === undefined || asked === 'back' ? asked : { answer: { name: asked.answer } };
    },
  };
}

/** What looks like production is proposed to be read-only. */
export function readOnlyQuestion(): ConnectionQuestion {
  return {
    ask: async ({ name = '', awsProfile = '', readOnly }, place) => {
      const items: readonly Choice<boolean>[] = [
        {
          label: vscode.l10n.t('Changes are allowed'),
          description: vscode.l10n.t('what looks like production asks first'),
          value: false,
        },
        { label: vscode.l10n.t('Read-only'), description: vscode.l10n.t('nothing is changed'), value: true },
      ];
      const isProposed =
        readOnly ?? looksLikeProduction([name, awsProfile], productionPattern(), vscode.l10n.t);
      const asked = await pick(place, {
        placeholder: vscode.l10n.t('May tables and triggers be changed through this connection?'),
        items,
        active: items.find(({ value }) => value === isProposed),
      });
      return asked === undefined || asked === 'back' ? asked : { answer: { readOnly: asked.answer.value } };
    },
  };
}

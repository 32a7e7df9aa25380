/** The setting `streamTriggers.connections`, as people write it by hand, and what is wrong with it. */
import * as l10n from '@vscode/l10n';
import type { AwsService, StreamConnection } from '../../engine/streams/stream-connection';
import type { AwsConnection } from './aws-connection';
import { connectionId } from './connection-id';
import { isHttpUrl } from './loopback';

const SETTING = 'streamTriggers.connections';
const MEMBERS = ['name', 'awsProfile', 'region', 'endpointUrl', 'endpointUrls', 'readOnly'];
const SERVICES: readonly AwsService[] = [
  'dynamodb',
  'dynamodb_streams',
  'lambda',
  'iam',
  'sts',
  'cloudwatch',
  'sqs',
  'sns',
  's3',
];

/** An entry of the setting. */
export interface ConnectionEntry extends StreamConnection {
  readonly name: string;
  readonly readOnly?: boolean;
}

export interface ReadConnections {
  readonly connections: readonly AwsConnection[];
  /** Sentences that name the setting, the entry and the fix. An entry that has one is left out. */
  readonly problems: readonly string[];
}

type Entry = Readonly<Record<string, unknown>>;

export function readConnections(setting: unknown): ReadConnections {
  if (!Array.isArray(setting))
    return { connections: [], problems: [l10n.t('"{0}" must be a list.', SETTING)] };
  const connections: AwsConnection[] = [];
  const problems: string[] = [];
  for (const [index, entry] of (setting as readonly unknown[]).entries()) {
    const found = problemsOf(entry, index, connections);
    if (found.length === 0) connections.push(connectionOf(entry as ConnectionEntry));
    problems.push(...found);
  }
  return { connections, problems };
}

function connectionOf(entry: ConnectionEntry): AwsConnection {
  const { readOnly = false } = entry;
  const name = entry.name.trim();
  const connection = connectionMembers(entry);
  return { ...connection, id: connectionId(name, connection), name, isReadOnly: readOnly };
}

/** An empty text is what a settings editor leaves behind; it says nothing. */
function connectionMembers(entry: ConnectionEntry): StreamConnection {
  const said = (text: string | undefined): string => text?.trim() ?? '';
  const awsProfile = said(entry.awsProfile);
  const region = said(entry.region);
  const endpointUrl = said(entry.endpointUrl);
  const urls = Object.entries(entry.endpointUrls ?? {}).filter(([, url]) => said(url) !== '');
  return {
    ...(awsProfile !== '' && { awsProfile }),
    ...(region !== '' && { region }),
    ...(endpointUrl !== '' && { endpointUrl }),
    ...(urls.length > 0 && { endpointUrls: Object.fromEntries(urls.map(([key, url]) => [key, said(url)])) }),
  };
}

function problemsOf(entry: unknown, index: number, earlier: readonly AwsConnection[]): string[] {
  if (!isObject(entry))
    return [l10n.t('Entry {0} of "{1}" must be an object with a "name".', index + 1, SETTING)];
  const { name, readOnly } = entry;
  if (typeof name !== 'string' || name.trim() === '')
    return [l10n.t('Entry {0} of "{1}" needs a "name".', index + 1, SETTING)];
  const named = l10n.t('Connection "{0}" of "{1}"', name.trim(), SETTING);
  return [
    ...(earlier.some((other) => other.name === name.trim())
      ? [l10n.t('"{0}" has two connections named "{1}". Rename one of them.', SETTING, name.trim())]
      : []),
    ...unknownMembers(entry, MEMBERS, named),
    ...['awsProfile', 'region', 'endpointUrl'].flatMap((member) => textProblem(entry, member, named)),
    ...urlProblem(entry['endpointUrl'], 'endpointUrl', named),
    ...endpointUrlsProblems(entry['endpointUrls'], named),
    ...(readOnly === undefined || typeof readOnly === 'boolean'
      ? []
      : [l10n.t('{0}: "readOnly" must be true or false.', named)]),
  ];
}

function endpointUrlsProblems(urls: unknown, named: string): string[] {
  if (urls === undefined) return [];
  if (!isObject(urls))
    return [l10n.t('{0}: "endpointUrls" must be an object with a URL for each service.', named)];
  return [
    ...unknownMembers(urls, SERVICES, `${named}, "endpointUrls"`),
    ...SERVICES.flatMap((service) => [
      ...textProblem(urls, service, named),
      ...urlProblem(urls[service], service, named),
    ]),
  ];
}

function unknownMembers(entry: Entry, known: readonly string[], named: string): string[] {
  return Object.keys(entry)
    .filter((member) => !known.includes(member))
    .map((member) => l10n.t('{0}: "{1}" is not known. It can have {2}.', named, member, known.join(', ')));
}

function textProblem(entry: Entry, member: string, named: string): string[] {
  const value = entry[member];
  return value === undefined || typeof value === 'string'
    ? []
    : [l10n.t('{0}: "{1}" must be a text.', named, member)];
}

function urlProblem(url: unknown, member: string, named: string): string[] {
  if (typeof url !== 'string' || url.trim() === '' || isHttpUrl(url.trim())) return [];
  return [
    l10n.t(
      '{0}: "{1}" must be a URL such as "http://127.0.0.1:8000", not "{2}"; leave it out for AWS.',
      named,
      member,
      url,
    ),
  ];
}

function isObject(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

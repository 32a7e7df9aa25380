/** Where AWS's console shows a table, its streams, a function and its triggers: by partition and region, which the ARN tells. */
import { parseStreamArn } from '../../engine/events/stream-arn';
import { looksLikeRegion } from '../connections/aws-regions';
import { parseArn } from '../policies/arn-parts';

/** By partition; the isolated ones have consoles whose addresses AWS does not publish. */
const CONSOLES: Readonly<Record<string, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
  'aws-eusc': 'console.amazonaws-eusc.eu',
};

/**
 * @param arn of a table, a stream (its table is shown), or a function, perhaps with a qualifier
 * @param tab of a function's page; its triggers are shown under `configure`
 * @returns undefined if there is no console that shows it
 */
export function consoleAddress(arn: string, tab?: 'configure'): string | undefined {
  const { partition = '', service = '', region = '', resource = '' } = parseArn(arn) ?? {};
  const host = CONSOLES[partition];
  if (host === undefined || !looksLikeRegion(region)) return undefined;
  const page = service === 'dynamodb' ? tablePage(arn, resource) : functionPage(service, resource, tab);
  return page && `https://${host}/${page.path}?region=${encodeURIComponent(region)}#${page.fragment}`;
}

interface ConsolePage {
  readonly path: string;
  readonly fragment: string;
}

function tablePage(arn: string, resource: string): ConsolePage | undefined {
  const streamOf = parseStreamArn(arn)?.tableName;
  const tableName = streamOf ?? /^table\/([^/]+)$/.exec(resource)?.[1];
  if (tableName === undefined) return undefined;
  const tab = streamOf === undefined ? 'overview' : 'streams';
  return {
    path: 'dynamodbv2/home',
    fragment: `table?name=${encodeURIComponent(tableName)}&tab=${tab}`,
  };
}

function functionPage(service: string, resource: string, tab: string | undefined): ConsolePage | undefined {
  const [kind, name = '', qualifier] = resource.split(':');
  if (service !== 'lambda' || kind !== 'function' || name === '') return undefined;
  const query = tab === undefined ? '' : `?tab=${tab}`;
  const fragment = `/functions/${encodeURIComponent(name)}${qualifierPart(qualifier)}${query}`;
  return { path: 'lambda/home', fragment };
}

/** The console has one kind of page for versions and one for aliases. */
function qualifierPart(qualifier: string | undefined): string {
  if (qualifier === undefined || qualifier === '$LATEST') return '';
  const kind = /^\d+$/.test(qualifier) ? 'versions' : 'aliases';
  return `/${kind}/${encodeURIComponent(qualifier)}`;
}

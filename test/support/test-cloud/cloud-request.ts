/** A request as the test cloud sees it: which service's operation, for which region, signed with whose key. */
import type * as http from 'node:http';
import { lambdaOperation, s3Action } from './rest-operations';

/** In which shape the service reads requests and writes errors. */
export type Protocol = 'json' | 'query' | 'restJson' | 'restXml';

export interface CloudRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
  readonly protocol: Protocol;
  /** IAM's prefix, for example `dynamodb` for streams too. */
  readonly service: string;
  /** IAM's name, for example `lambda:ListEventSourceMappings`. */
  readonly action: string;
  /** Of the signature's scope; `us-east-1` if it has none. */
  readonly region: string;
  /** Empty for an unsigned request. */
  readonly accessKeyId: string;
}

/** Where the signature's name of a service is not IAM's. */
const IAM_PREFIX: Readonly<Record<string, string>> = { monitoring: 'cloudwatch' };

const UNSIGNED: Readonly<Record<string, string>> = {
  'GET /federation/credentials': 'sso:GetRoleCredentials',
  'POST /token': 'sso-oauth:CreateToken',
};

export function cloudRequest(message: http.IncomingMessage, body: Buffer): CloudRequest {
  const { method = 'GET', headers } = message;
  const url = new URL(message.url ?? '/', 'http://test');
  const [, accessKeyId = '', region = 'us-east-1', signedFor = ''] =
    /Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)\//.exec(headers.authorization ?? '') ?? [];
  const signed = IAM_PREFIX[signedFor] ?? signedFor;
  const target = /\.(\w+)$/.exec(String(headers['x-amz-target'] ?? ''))?.[1];
  const common = { method, url, headers, body, region, accessKeyId };
  if (target !== undefined)
    return { ...common, protocol: 'json', service: signed, action: `${signed}:${target}` };
  if (String(headers['content-type']).startsWith('application/x-www-form-urlencoded')) {
    const service = signed === '' ? 'sts' : signed;
    return {
      ...common,
      protocol: 'query',
      service,
      action: `${service}:${formOf(body).get('Action') ?? ''}`,
    };
  }
  if (signed === 's3')
    return { ...common, protocol: 'restXml', service: signed, action: s3Action(method, url) };
  const action =
    UNSIGNED[`${method} ${url.pathname}`] ?? `${signed}:${lambdaOperation(method, url.pathname) ?? method}`;
  return { ...common, protocol: 'restJson', service: action.slice(0, action.indexOf(':')), action };
}

/** The parameters of a request in the query protocol. */
export function formOf(body: Buffer): URLSearchParams {
  return new URLSearchParams(body.toString());
}

/** `Name.member.1`, `Name.member.2`, … of a request in the query protocol. */
export function listOf(form: URLSearchParams, name: string): string[] {
  const values: string[] = [];
  for (let index = 1; ; index += 1) {
    const value = form.get(`${name}.member.${index}`);
    if (value === null) return values;
    values.push(value);
  }
}

/** A JSON body, which the asker knows; an empty one is an empty object. */
export function inputOf({ body }: Pick<CloudRequest, 'body'>): unknown {
  return JSON.parse(body.length === 0 ? '{}' : body.toString());
}

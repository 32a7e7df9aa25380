/** Operations of the services that name them by method and path: Lambda's (API reference) and S3's, as IAM names them. */

const LAMBDA: readonly (readonly [operation: string, method: string, path: RegExp])[] = [
  ['CreateEventSourceMapping', 'POST', /^\/event-source-mappings$/],
  ['ListEventSourceMappings', 'GET', /^\/event-source-mappings$/],
  ['GetEventSourceMapping', 'GET', /^\/event-source-mappings\/[^/]+$/],
  ['UpdateEventSourceMapping', 'PUT', /^\/event-source-mappings\/[^/]+$/],
  ['DeleteEventSourceMapping', 'DELETE', /^\/event-source-mappings\/[^/]+$/],
  ['CreateFunction', 'POST', /^\/functions$/],
  ['ListFunctions', 'GET', /^\/functions$/],
  ['GetFunction', 'GET', /^\/functions\/[^/]+$/],
  ['DeleteFunction', 'DELETE', /^\/functions\/[^/]+$/],
  ['GetFunctionConfiguration', 'GET', /^\/functions\/[^/]+\/configuration$/],
  ['UpdateFunctionConfiguration', 'PUT', /^\/functions\/[^/]+\/configuration$/],
  ['CreateAlias', 'POST', /^\/functions\/[^/]+\/aliases$/],
  ['GetAlias', 'GET', /^\/functions\/[^/]+\/aliases\/[^/]+$/],
  ['ListAliases', 'GET', /^\/functions\/[^/]+\/aliases$/],
  ['PublishVersion', 'POST', /^\/functions\/[^/]+\/versions$/],
  ['ListVersionsByFunction', 'GET', /^\/functions\/[^/]+\/versions$/],
  ['InvokeFunction', 'POST', /^\/functions\/[^/]+\/invocations$/],
  ['TagResource', 'POST', /^\/tags\/.+$/],
  ['UntagResource', 'DELETE', /^\/tags\/.+$/],
  ['ListTags', 'GET', /^\/tags\/.+$/],
];

/** @param path with the API's date before it */
export function lambdaOperation(method: string, path: string): string | undefined {
  const rest = path.replace(/^\/\d{4}-\d{2}-\d{2}/, '').replace(/\/$/, '');
  return LAMBDA.find(([, ofMethod, ofPath]) => method === ofMethod && ofPath.test(rest))?.[0];
}

/** Reading the encryption and the existence of a bucket have other names in IAM than in the API; a copy is a PutObject. */
export function s3Action(method: string, { pathname, searchParams }: URL): string {
  const ofObject = /^\/[^/]+\/./.test(pathname);
  if (searchParams.has('encryption'))
    return method === 'GET' ? 's3:GetEncryptionConfiguration' : 's3:PutEncryptionConfiguration';
  if (searchParams.has('location')) return 's3:GetBucketLocation';
  if (searchParams.has('tagging') && ofObject)
    return { GET: 's3:GetObjectTagging', PUT: 's3:PutObjectTagging' }[method] ?? 's3:DeleteObjectTagging';
  if (method === 'PUT') return ofObject ? 's3:PutObject' : 's3:CreateBucket';
  if (method === 'DELETE') return ofObject ? 's3:DeleteObject' : 's3:DeleteBucket';
  if (ofObject) return 's3:GetObject';
  return pathname === '/' ? 's3:ListAllMyBuckets' : 's3:ListBucket';
}

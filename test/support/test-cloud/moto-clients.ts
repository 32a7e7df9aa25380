/** The SDK's clients straight at moto's server, in the test's account: for what the test cloud looks up there. */
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';

/** Moto has an account for each request that names one. */
export const MOTO_ACCOUNT_HEADER = 'x-moto-account-id';

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

export function motoIam(endpoint: string, accountId: string): IAMClient {
  const client = new IAMClient({ endpoint, region: 'us-east-1', credentials });
  client.middlewareStack.add((next) => (args) => next(withAccount(args, accountId)), { step: 'build' });
  return client;
}

export function motoLambda(endpoint: string, accountId: string, region: string): LambdaClient {
  const client = new LambdaClient({ endpoint, region, credentials });
  client.middlewareStack.add((next) => (args) => next(withAccount(args, accountId)), { step: 'build' });
  return client;
}

export function motoSqs(endpoint: string, accountId: string, region: string): SQSClient {
  // A queue's URL is the test cloud's.
  const client = new SQSClient({ endpoint, region, credentials, useQueueUrlAsEndpoint: false });
  client.middlewareStack.add((next) => (args) => next(withAccount(args, accountId)), { step: 'build' });
  return client;
}

function withAccount<Arguments extends { request: unknown }>(args: Arguments, accountId: string): Arguments {
  const request = args.request as { readonly headers: Record<string, string> };
  request.headers[MOTO_ACCOUNT_HEADER] = accountId;
  return args;
}

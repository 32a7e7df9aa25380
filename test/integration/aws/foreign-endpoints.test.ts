/** What a person reads when an endpoint is not the service that was asked: a web server, DynamoDB Local for Lambda. */
import assert from 'node:assert/strict';
import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import { accessWithoutQuestions } from '../../support/aws-access';
import { type LocalDynamoDb, startLocalDynamoDb } from '../../support/local-dynamodb/local-dynamodb';
import { repositoryRoot } from '../../support/repository-root';
import { portCalls } from './port-calls';
import { isServiceError } from './service-errors';

const HOME = { partition: 'aws', region: 'eu-west-1', uuid: '11111111-0000-4000-8000-000000000000' };

describe('a call to an endpoint that is none of AWS', function () {
  this.timeout(300_000);
  const calls = portCalls(accessWithoutQuestions(), HOME);

  for (const [what, status, body] of [
    ['a page', 200, '<!doctype html><title>Hello</title>'],
    ['a page that is not found', 404, '<h1>Not Found</h1>'],
    ['nothing but a 404', 404, ''],
    ['a redirect', 301, ''],
    ['a refusal of the method', 405, 'Method Not Allowed'],
  ] as const)
    it(`which answers with ${what} says that it does not offer it`, async () => {
      await withServer(status, body, async (endpointUrl) => {
        for (const call of calls.filter(({ action }) => !/(Tag|Untag)Resource/.test(action)))
          await assert.rejects(
            call.ask({ endpointUrl, region: 'eu-west-1' }),
            isServiceError(
              'unsupported',
              new RegExp(
                `^${endpointUrl} does not offer ${call.action} for .*it answered with .*(html and )?status ${status}.*endpoint of its own`,
              ),
              { action: call.action, code: '' },
            ),
          );
      });
    });

  it('which is a gateway whose service is away says that', async () => {
    await withServer(502, '<h1>Bad Gateway</h1>', async (endpointUrl) => {
      const [call] = calls;
      await assert.rejects(
        async () => call?.ask({ endpointUrl, region: 'eu-west-1' }),
        isServiceError('unavailable', /can't be reached/),
      );
    });
  });
});

describe('a call of Lambda to DynamoDB Local', function () {
  this.timeout(300_000);
  let local: LocalDynamoDb;

  before(async () => {
    local = await startLocalDynamoDb(repositoryRoot());
  });
  after(() => local.stop());

  it('says that DynamoDB Local does not offer it, whichever it is', async () => {
    const calls = portCalls(accessWithoutQuestions(), HOME);
    for (const call of calls.filter(({ action }) => !/^dynamodb:|(Tag|Untag)Resource/.test(action)))
      await assert.rejects(
        call.ask({ endpointUrl: local.endpoint, region: 'eu-west-1' }),
        isServiceError('unsupported', new RegExp(`^${local.endpoint} does not offer ${call.action} for `)),
      );
  });
});

async function withServer(
  status: number,
  body: string,
  use: (endpointUrl: string) => Promise<void>,
): Promise<void> {
  const server = http.createServer((request, response) => {
    request.resume();
    response.writeHead(status, { 'content-type': 'text/html' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

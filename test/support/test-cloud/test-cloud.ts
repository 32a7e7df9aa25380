/**
 * A stand-in for AWS on the loopback interface: DynamoDB Local for tables and streams, moto for functions, roles,
 * queues, topics and buckets, answers of its own for what neither can do, and faults where a test wants them.
 */
import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestAccount } from './arn-rewriting';
import { type Answer, CloudError, type ErrorAnswer, errorAnswer } from './cloud-answer';
import { cloudRequest } from './cloud-request';
import { CloudServices } from './cloud-services';
import { CutConnection, Disturbances } from './disturbances';
import type { StoredMapping } from './event-source-mappings/mapping-configuration';
import { FAULT_ANSWERS, type FaultKind, type FaultOptions, Faults } from './faults';
import { bodyOf } from './forwarding';
import { RecordedCalls } from './recorded-calls';
import type { SyntheticAccountOptions } from './synthetic-account';

export interface TestCloudOptions {
  /** Of DynamoDB Local; not needed for lists of a synthetic account. */
  readonly dynamoDbEndpoint?: string;
  /** For functions, roles, queues, topics and buckets. */
  readonly motoEndpoint?: string;
  /** Absent: DynamoDB Local's own ARNs, and the account 111122223333 everywhere else. */
  readonly account?: TestAccount;
  readonly faults?: FaultOptions;
  /** At most so many records a page, whatever is asked for. */
  readonly mostRecords?: number;
  /** The third shard becomes a second child of the first. */
  readonly splits?: boolean;
  readonly mappings?: readonly StoredMapping[];
  /** Answers the lists of tables, streams and mappings. */
  readonly synthetic?: SyntheticAccountOptions;
}

export interface TestCloud extends Pick<
  CloudServices,
  'dynamoDb' | 'mappings' | 'iam' | 'sso' | 'cloudWatch' | 'functions' | 'sqs'
> {
  readonly endpoint: string;
  readonly accountId: string;
  readonly faults: Faults | undefined;
  readonly calls: RecordedCalls;
  /** What goes wrong from now on. */
  readonly disturbances: Disturbances;
  stop(): Promise<void>;
}

/** Requests that are signed with this key set a test up: they are neither counted nor disturbed. */
export const SET_UP_ACCESS_KEY_ID = 'set-up';

export async function startTestCloud(options: TestCloudOptions): Promise<TestCloud> {
  const faults = options.faults && new Faults(options.faults);
  const accountId = options.account?.accountId ?? '111122223333';
  const services = new CloudServices(options, accountId);
  const disturbances = new Disturbances(accountId, services.sts);
  const calls = new RecordedCalls();
  const server = http.createServer((message, response) => {
    serve(message, response).catch((error: unknown) => response.destroy(error as Error));
  });
  // Idle connections stay: what is closed while a call is on its way fails that call, and a change is not sent twice.
  server.keepAliveTimeout = 0;

  async function serve(message: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const request = cloudRequest(message, await bodyOf(message));
    const isSetUp = request.accessKeyId === SET_UP_ACCESS_KEY_ID;
    if (!isSetUp) calls.add(request.action);
    try {
      if (!isSetUp) await disturbances.disturb(request);
      const fault = faults?.next(request.action);
      if (fault === 'cutBefore') throw new CutConnection();
      const instead = fault && FAULT_ANSWERS[fault];
      if (instead !== undefined) throw new CloudError(instead);
      const done = await services.answer(request);
      if (!isSetUp) disturbances.disturbAnswer(request);
      write(response, done, fault);
    } catch (error) {
      if (error instanceof CutConnection) return void response.destroy();
      const answer = error instanceof CloudError ? error.answer : ownFailure(error);
      write(response, errorAnswer(request, answer), undefined);
    }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { dynamoDb, mappings, iam, sso, cloudWatch, functions, sqs } = services;
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    accountId,
    faults,
    calls,
    disturbances,
    ...{ dynamoDb, mappings, iam, sso, cloudWatch, functions, sqs },
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve, reject) =>
        server.close((error) => (error === undefined ? resolve() : reject(error))),
      );
      await functions.stop();
    },
  };
}

/** Said to the asker, so that the test that made it happen shows it. */
function ownFailure(error: unknown): ErrorAnswer {
  return { status: 500, type: 'TestCloudFailure', message: `The test cloud failed: ${String(error)}` };
}

function write(
  response: http.ServerResponse,
  { status, headers, body }: Answer,
  fault: FaultKind | undefined,
): void {
  response.writeHead(status, { ...headers, 'content-length': body.length });
  if (fault !== 'cutWithin') return void response.end(body);
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
}

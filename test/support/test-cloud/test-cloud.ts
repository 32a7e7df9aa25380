/**
 * A stand-in for AWS on the loopback interface: DynamoDB Local for tables and streams, moto for queues,
 * topics and buckets, answers of its own for event source mappings, and faults where a test wants them.
 */
import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ArnRewriting, type TestAccount, rewriteArns } from './arn-rewriting';
import { FAULT_ANSWERS, type FaultAnswer, type FaultKind, type FaultOptions, Faults } from './faults';
import { type StoredMapping, answerMappings } from './lambda-mappings';
import { splitThirdShard } from './shard-splits';

export interface TestCloudOptions {
  readonly dynamoDbEndpoint: string;
  /** For what is neither DynamoDB nor a mapping. */
  readonly motoEndpoint?: string;
  readonly account?: TestAccount;
  readonly faults?: FaultOptions;
  /** At most so many records a page, whatever is asked for. */
  readonly mostRecords?: number;
  /** The third shard becomes a second child of the first. */
  readonly splits?: boolean;
  readonly mappings?: readonly StoredMapping[];
}

export interface TestCloud {
  readonly endpoint: string;
  readonly faults: Faults | undefined;
  /** Operations in the order in which they were asked for. */
  readonly operations: readonly string[];
  /** From now on this operation is refused as AWS does without a permission; nothing is without one. */
  deny(operation: string | undefined): void;
  /** From now on everything is refused with this answer; undefined ends it. */
  answerEverythingWith(answer: FaultAnswer | undefined): void;
  stop(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly headers: http.OutgoingHttpHeaders;
  readonly body: Buffer;
}

export async function startTestCloud(options: TestCloudOptions): Promise<TestCloud> {
  const faults = options.faults && new Faults(options.faults);
  const rewriting = rewriteArns(options.account);
  const operations: string[] = [];
  let denied: string | undefined;
  let onlyAnswer: FaultAnswer | undefined;
  const server = http.createServer((request, response) => {
    serve(request, response).catch((error: unknown) => response.destroy(error as Error));
  });

  async function serve(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const [service = '', operation = ''] = String(request.headers['x-amz-target'] ?? '').split('.');
    operations.push(operation);
    const refusal = onlyAnswer ?? (operation === denied ? accessDenied(operation) : undefined);
    const fault = refusal === undefined ? faults?.next(operation) : undefined;
    const instead = refusal ?? (fault && FAULT_ANSWERS[fault]);
    if (instead !== undefined) {
      write(response, errorAnswer(instead), undefined);
      return;
    }
    if (fault === 'cutBefore') return void response.destroy();
    const answer = service.startsWith('DynamoDB')
      ? await askDynamoDb(request, operation, body, options, rewriting)
      : (answerMappings(request, options.mappings ?? []) ??
        (await forward(String(options.motoEndpoint), request, body)));
    write(response, answer, fault);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    faults,
    operations,
    deny: (operation) => (denied = operation),
    answerEverythingWith: (answer) => (onlyAnswer = answer),
    stop: () =>
      new Promise((resolve, reject) => {
        server.closeAllConnections();
        server.close((error) => (error === undefined ? resolve() : reject(error)));
      }),
  };
}

async function askDynamoDb(
  request: http.IncomingMessage,
  operation: string,
  body: Buffer,
  { dynamoDbEndpoint, mostRecords, splits }: TestCloudOptions,
  rewriting: ArnRewriting,
): Promise<Answer> {
  let question = rewriting.toLocal(body.toString());
  if (operation === 'GetRecords' && mostRecords !== undefined) {
    const input = JSON.parse(question) as { readonly Limit?: number };
    question = JSON.stringify({ ...input, Limit: Math.min(mostRecords, input.Limit ?? mostRecords) });
  }
  const { status, headers, body: answered } = await forward(dynamoDbEndpoint, request, Buffer.from(question));
  const text = rewriting.toTest(answered.toString());
  const isSplit = splits === true && operation === 'DescribeStream' && status === 200;
  return { status, headers, body: Buffer.from(isSplit ? splitThirdShard(text) : text) };
}

function forward(endpoint: string, request: http.IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = without(request.headers, ['host']);
    const asked = http.request(
      new URL(request.url ?? '/', endpoint),
      { method: request.method, headers: { ...headers, 'content-length': body.length }, agent },
      (response) => {
        bodyOf(response).then((answered) => {
          // The checksum is of the body before it is rewritten; how it was sent is this connection's matter.
          const kept = without(response.headers, ['x-amz-crc32', 'transfer-encoding', 'connection']);
          resolve({ status: response.statusCode ?? 500, headers: kept, body: answered });
        }, reject);
      },
    );
    asked.on('error', reject);
    asked.end(body);
  });
}

function without(headers: http.IncomingHttpHeaders, names: readonly string[]): http.OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([header]) => !names.includes(header)));
}

const agent = new http.Agent({ keepAlive: true });

async function bodyOf(message: http.IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
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

function accessDenied(operation: string): FaultAnswer {
  return {
    status: 400,
    type: 'com.amazon.coral.service#AccessDeniedException',
    message: `User: arn:aws:iam::111122223333:user/dev is not authorized to perform: dynamodb:${operation}`,
  };
}

function errorAnswer({ status, type, message }: FaultAnswer): Answer {
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    body: Buffer.from(JSON.stringify({ __type: type, message })),
  };
}

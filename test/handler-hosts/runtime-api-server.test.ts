/** The Runtime API over real sockets: every status of reference section 5.1, and who is let in. */
import assert from 'node:assert/strict';
import { createConnection } from 'node:net';

import type { ReportedError } from '../../src/engine/invocations/function-error-body';
import type { ServedInvocation } from '../../src/handler-hosts/runtime-api/invocation-headers';
import { maximumPayloadBytes } from '../../src/handler-hosts/runtime-api/request-body';
import {
  type RuntimeApiServer,
  startRuntimeApiServer,
} from '../../src/handler-hosts/runtime-api/runtime-api-server';
import type { RuntimeSession } from '../../src/handler-hosts/runtime-api/runtime-session';
import { encodedEvent } from '../support/encoded-event';
import { type HttpReply, httpCall } from '../support/http-call';

const invocation: ServedInvocation = {
  requestId: '11111111-2222-4333-8444-555555555555',
  event: encodedEvent({ Records: [] }),
  deadlineMs: 1_700_000_000_000.4,
  functionArn: 'arn:aws:lambda:eu-central-1:000000000000:function:orders',
  traceId: 'Root=1-00000000-000000000000000000000000;Parent=0000000000000000;Sampled=0',
};
const base = '/2018-06-01/runtime';
const responsePath = `${base}/invocation/${invocation.requestId}/response`;
const errorPath = `${base}/invocation/${invocation.requestId}/error`;

describe('the Runtime API server', () => {
  let server: RuntimeApiServer;
  let session: RuntimeSession;
  let heard: unknown[];

  beforeEach(async () => {
    server = await startRuntimeApiServer();
    heard = [];
    session = server.beginSession({
      ready: () => heard.push('ready'),
      succeeded: (requestId, payload) => heard.push({ requestId, payload }),
      failed: (requestId, error: ReportedError) => heard.push({ requestId, error }),
      initFailed: (error) => heard.push({ initFailed: error }),
    });
  });
  afterEach(() => server.close());

  const call = (method: string, path: string, body?: string, headers: Record<string, string> = {}) =>
    httpCall({ port: server.port, method, path, headers, ...(body === undefined ? {} : { body }) });

  async function deliver(): Promise<HttpReply> {
    session.offer(() => invocation);
    return call('GET', `${base}/invocation/next`);
  }

  it('hands out an invocation with all its headers, to a client that waited for it', async () => {
    const waiting = call('GET', `${base}/invocation/next`);
    while (heard.length === 0) await new Promise((resolve) => setImmediate(resolve));
    session.offer(() => invocation);
    const reply = await waiting;
    assert.equal(reply.status, 200);
    assert.equal(reply.body, '{"Records":[]}');
    assert.equal(reply.headers['content-type'], 'application/json');
    assert.equal(reply.headers['lambda-runtime-aws-request-id'], invocation.requestId);
    assert.equal(reply.headers['lambda-runtime-deadline-ms'], '1700000000000');
    assert.equal(reply.headers['lambda-runtime-invoked-function-arn'], invocation.functionArn);
    assert.equal(reply.headers['lambda-runtime-trace-id'], invocation.traceId);
  });

  it('takes a response with 202', async () => {
    await deliver();
    const reply = await call('POST', responsePath, '{"batchItemFailures":[]}');
    assert.deepEqual([reply.status, reply.body], [202, '{"status":"OK"}']);
    assert.deepEqual(heard, [
      'ready',
      { requestId: invocation.requestId, payload: '{"batchItemFailures":[]}' },
    ]);
  });

  it('takes an error with 202, its type from the body before the header', async () => {
    await deliver();
    const body = '{"errorType":"TypeError","errorMessage":"no","trace":["TypeError: no"]}';
    const reply = await call('POST', errorPath, body, { 'Lambda-Runtime-Function-Error-Type': 'Unhandled' });
    assert.equal(reply.status, 202);
    const error = { errorType: 'TypeError', errorMessage: 'no', stackTrace: ['TypeError: no'] };
    assert.deepEqual(heard.at(-1), { requestId: invocation.requestId, error });
  });

  it('takes an init error once, before the first next', async () => {
    const body = '{"errorType":"Runtime.ImportModuleError","errorMessage":"x","stackTrace":[]}';
    assert.equal((await call('POST', `${base}/init/error`, body)).status, 202);
    assertError(await call('POST', `${base}/init/error`, body), 403, 'InvalidStateTransition');
    assert.equal(heard.length, 1);
  });

  it('refuses an init error after next', async () => {
    await deliver();
    assertError(await call('POST', `${base}/init/error`, '{}'), 403, 'InvalidStateTransition');
  });

  it('answers 400 to an unknown request id, before it looks at the state', async () => {
    for (const path of [`${base}/invocation/other/response`, `${base}/invocation/%zz/error`]) {
      const reply = await call('POST', path, '{}');
      assert.equal(reply.status, 400);
      assert.deepEqual(JSON.parse(reply.body), {
        errorMessage: 'Invalid request ID',
        errorType: 'InvalidRequestID',
      });
    }
  });

  it('answers 403 to a second answer', async () => {
    await deliver();
    await call('POST', responsePath, 'null');
    assertError(await call('POST', responsePath, 'null'), 403, 'InvalidStateTransition');
    assertError(await call('POST', errorPath, '{}'), 403, 'InvalidStateTransition');
    assert.equal(heard.length, 2, 'the first answer counts');
  });

  it('answers 403 to next while an invocation is open', async () => {
    await deliver();
    assertError(await call('GET', `${base}/invocation/next`), 403, 'InvalidStateTransition');
  });

  it('takes the largest payload and answers 413 to one byte more', async () => {
    await deliver();
    assert.equal((await call('POST', responsePath, 'x'.repeat(maximumPayloadBytes))).status, 202);
    await deliver();
    const reply = await call('POST', responsePath, 'x'.repeat(maximumPayloadBytes + 1));
    assert.equal(reply.status, 413);
    assert.deepEqual(JSON.parse(reply.body), {
      errorMessage: 'Exceeded maximum allowed payload size (6291556 bytes).',
      errorType: 'RequestEntityTooLarge',
    });
    assert.equal((heard.at(-1) as { error: ReportedError }).error.errorType, 'Function.ResponseSizeTooLarge');
  });

  it('answers 400 to an unknown response mode and fails the invocation', async () => {
    await deliver();
    const reply = await call('POST', responsePath, '{}', {
      'Lambda-Runtime-Function-Response-Mode': 'quantum',
    });
    assertError(reply, 400, 'InvalidFunctionResponseMode');
    assert.equal(
      (heard.at(-1) as { error: ReportedError }).error.errorType,
      'Runtime.InvalidResponseModeHeader',
    );
  });

  it('replies to an answer with the next invocation where the client wants it so', async () => {
    const offer = (await deliver()).headers['stream-triggers-next-with-answer'];
    assert.equal(offer, 'offered');
    const wanted = { 'Stream-Triggers-Next-With-Answer': 'wanted' };
    for (const [path, body] of [
      [responsePath, 'null'],
      [errorPath, '{"errorType":"TypeError"}'],
    ] as const) {
      const before = heard.length;
      const waiting = call('POST', path, body, wanted);
      while (heard.length < before + 2) await new Promise((resolve) => setImmediate(resolve));
      assert.equal(heard.at(-1), 'ready', 'it asks for work');
      session.offer(() => invocation);
      const reply = await waiting;
      assert.equal(reply.status, 200);
      assert.equal(reply.body, '{"Records":[]}');
      assert.equal(reply.headers['lambda-runtime-aws-request-id'], invocation.requestId);
    }
    const tooMuch = await call('POST', responsePath, 'x'.repeat(maximumPayloadBytes + 1), wanted);
    assert.equal(tooMuch.status, 413, 'what is refused is refused at once');
    assertError(await call('POST', responsePath, 'null', wanted), 403, 'InvalidStateTransition');
    const unknown = await call('POST', `${base}/invocation/other/response`, 'null', wanted);
    assert.equal(unknown.status, 400);
  });

  it('answers 400 to a body that is cut off and fails the invocation', async () => {
    await deliver();
    const head = `POST ${responsePath} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nContent-Length: 10\r\n\r\n`;
    const reply = await rawCall(server.port, `${head}{"a`);
    assert.match(reply, /^HTTP\/1\.1 400 Bad Request\r\n/);
    assert.match(reply, /"errorType":"TruncatedHTTPRequest"/);
    assert.equal((heard.at(-1) as { error: ReportedError }).error.errorType, 'Runtime.TruncatedResponse');
  });

  it('collects a streamed response, and takes the error from its trailers', async () => {
    await deliver();
    const streaming = [
      `POST ${responsePath} HTTP/1.1`,
      `Host: 127.0.0.1:${server.port}`,
      'Lambda-Runtime-Function-Response-Mode: streaming',
      'Transfer-Encoding: chunked',
      'Trailer: Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body',
      'Connection: close',
      '',
    ].join('\r\n');
    const error = { errorType: 'URIError', errorMessage: 'broke', trace: [] };
    const trailers = `Lambda-Runtime-Function-Error-Type: Unhandled\r\nLambda-Runtime-Function-Error-Body: ${Buffer.from(JSON.stringify(error)).toString('base64')}\r\n`;
    const reply = await rawCall(server.port, `${streaming}\r\n3\r\nabc\r\n0\r\n${trailers}\r\n`);
    assert.match(reply, /^HTTP\/1\.1 202 Accepted/);
    const expected = { errorType: 'URIError', errorMessage: 'broke', stackTrace: [] };
    assert.deepEqual(heard.at(-1), { requestId: invocation.requestId, error: expected });
  });

  it('knows ping, and no restore routes', async () => {
    assert.equal((await call('GET', '/2018-06-01/ping')).body, 'pong');
    assert.equal((await call('GET', `${base}/restore/next`)).status, 404);
    assert.equal((await call('POST', `${base}/restore/error`, '{}')).status, 404);
    assert.equal((await call('GET', '/')).status, 404);
    assert.equal((await call('POST', `${base}/invocation/next`)).status, 405);
    assert.equal((await call('GET', responsePath)).status, 405);
  });

  it('refuses a web page: an Origin, or a Host that is not this server', async () => {
    const path = '/2018-06-01/ping';
    assert.equal((await call('GET', path, undefined, { Origin: 'http://localhost' })).status, 403);
    assert.equal((await call('GET', path, undefined, { 'Sec-Fetch-Site': 'cross-site' })).status, 403);
    for (const host of [
      'example.com',
      `example.com:${server.port}`,
      '127.0.0.1',
      `127.0.0.1:${server.port + 1}`,
    ]) {
      assert.equal((await call('GET', path, undefined, { Host: host })).status, 403, host);
    }
    assert.equal((await call('GET', path, undefined, { Host: `localhost:${server.port}` })).status, 200);
    assert.match(await rawCall(server.port, `GET ${path} HTTP/1.0\r\n\r\n`), /^HTTP\/1\.\d 403/);
  });

  it('listens on 127.0.0.1 and on no other address', async () => {
    await assert.rejects(rawCall(server.port, '', '127.0.0.2'), /ECONNREFUSED/);
    await assert.rejects(rawCall(server.port, '', '::1'), /ECONNREFUSED|EADDRNOTAVAIL|EAFNOSUPPORT/);
  });

  it('cuts off the process before when a new one begins, and frees the port when closed', async () => {
    const waiting = assert.rejects(call('GET', `${base}/invocation/next`), /socket hang up|ECONNRESET/);
    while (heard.length === 0) await new Promise((resolve) => setImmediate(resolve));
    server.beginSession({ ready: fail, succeeded: fail, failed: fail, initFailed: fail });
    await waiting;
    await server.close();
    await server.close();
    await assert.rejects(rawCall(server.port, ''), /ECONNREFUSED/);
  });
});

describe('the Runtime API server with a secret path prefix', () => {
  it('lets in who knows the secret, and nobody else', async () => {
    const server = await startRuntimeApiServer('s3cret');
    try {
      assert.equal(server.address, `127.0.0.1:${server.port}/s3cret`);
      const status = async (path: string) =>
        (await httpCall({ port: server.port, method: 'GET', path })).status;
      assert.equal(await status('/s3cret/2018-06-01/ping'), 200);
      for (const path of [
        '/2018-06-01/ping',
        '/S3cret/2018-06-01/ping',
        '/s3cre/2018-06-01/ping',
        '/s3cret',
        '/',
      ]) {
        assert.ok([403, 404].includes(await status(path)), path);
      }
    } finally {
      await server.close();
    }
  });
});

function fail(): never {
  throw new Error('Nobody speaks to this session.');
}

function assertError(reply: HttpReply, status: number, errorType: string): void {
  assert.equal(reply.status, status);
  assert.equal((JSON.parse(reply.body) as { errorType: string }).errorType, errorType);
}

/** Sends the text, half-closes, and reads to the end. */
function rawCall(port: number, text: string, host = '127.0.0.1'): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = '';
    const socket = createConnection({ host, port, allowHalfOpen: true }, () => socket.end(text));
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => (received += chunk));
    socket.on('end', () => resolve(received));
    socket.on('error', reject);
  });
}

/**
 * The unmodified `aws-lambda-ric` 4 talks to our Runtime API server, and makes of the same handlers
 * what our own host makes of them, but for the differences listed here.
 */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

import type { ReportedError } from '../../src/engine/invocations/function-error-body';
import { startRuntimeApiServer } from '../../src/handler-hosts/runtime-api/runtime-api-server';
import { encodedEvent } from '../support/encoded-event';
import { handlerFixtures } from '../support/handler-hosts';
import { repositoryRoot } from '../support/repository-root';
import { type HandlerCase, handlerCases } from './handler-cases';

type Ending =
  | { readonly kind: 'succeeded'; readonly payload: string }
  | { readonly kind: 'failed' | 'initFailed'; readonly error: ReportedError }
  | { readonly kind: 'exited'; readonly code: number | null; readonly signal: string | null };

/** What client 4 does otherwise than our host, and why we do not. */
const differences: Readonly<Record<string, { readonly ending: string; readonly reason: string }>> = {
  'behaviours.neverSettlesAsync': {
    ending: 'exit 0',
    reason:
      'It lets Node end; Lambda then says Runtime.ExitError. Ours names the reason: Runtime.NodeJsExit.',
  },
  'behaviours.neverSettles': {
    ending: 'exit 0',
    reason: 'As before.',
  },
  'odd-errors.hasStackOfFrames': {
    ending: 'error handled',
    reason: 'It reads the stack as text or fails; ours keeps the type and the message.',
  },
  'behaviours.throwsInTimer': {
    ending: 'exit 1',
    reason: 'It has no uncaughtException listener any more; ours reports the error itself, as client 3 does.',
  },
  'behaviours.leavesRejectionUnhandled': {
    ending: 'exit 1',
    reason:
      'It has no unhandledRejection listener any more; ours reports the error itself, as client 3 does.',
  },
  'folder-module.handler': {
    ending: 'init Error',
    reason: 'It imports the folder, which ES modules refuse; client 3 and the documented order require it.',
  },
};

/** Rows about Node.js 22 and before, which client 4 no longer serves, and endings that are not the client's. */
function isComparable({ handler, runtime, expected }: HandlerCase): boolean {
  // TypeScript sources are ours alone, and so is the cutting of errors that the server would not take.
  if (/^(typed|create\.handler|odd-errors\.hasHuge)/.test(handler)) return false;
  if (/callback|legacy|answersTwice/.test(handler)) return runtime === 'nodejs24.x';
  if (/\.(returnsPlainValue|returnsBigInt|neverSettles|inDefault|Orders\.handle)$/.test(handler)) {
    return runtime === 'nodejs24.x';
  }
  // A timeout is the host's, and an oversized answer is cut by the server: neither is the client's doing.
  if (expected.outcome === 'timedOut') return false;
  return true;
}

describe('the official aws-lambda-ric against our server', function () {
  this.timeout(20_000);

  for (const handlerCase of handlerCases.filter(isComparable)) {
    const { handler } = handlerCase;
    const difference = differences[handler];
    const expected = difference?.ending ?? describeExpected(handlerCase);
    it(`${handler}: ${expected}`, async () => {
      const ending = await runOfficialClient(handler);
      assert.equal(describeEnding(ending), expected, `${JSON.stringify(ending)} ${difference?.reason ?? ''}`);
    });
  }
});

function describeExpected({ expected, ends }: HandlerCase): string {
  if (expected.outcome === 'succeeded') return `answers ${expected.payload}`;
  if (expected.errorType === 'Runtime.ExitError') {
    const code = /exit status (\d+)/.exec(expected.errorMessage.source)?.[1];
    if (expected.errorMessage.source.includes('killed')) return 'signal SIGKILL';
    return `exit ${code ?? 0}`;
  }
  if (expected.errorType === 'Runtime.TruncatedResponse') return `error ${expected.errorType}`;
  return `${ends === 'the process ends' ? 'init' : 'error'} ${expected.errorType}`;
}

function describeEnding(ending: Ending): string {
  switch (ending.kind) {
    case 'succeeded':
      return `answers ${ending.payload}`;
    case 'failed':
      return `error ${ending.error.errorType}`;
    case 'initFailed':
      return `init ${ending.error.errorType}`;
    case 'exited':
      return ending.signal === null ? `exit ${ending.code ?? 0}` : `signal ${ending.signal}`;
  }
}

async function runOfficialClient(handler: string): Promise<Ending> {
  const server = await startRuntimeApiServer();
  let client: ChildProcess | undefined;
  try {
    return await new Promise<Ending>((resolve, reject) => {
      const session = server.beginSession({
        ready: () => undefined,
        succeeded: (_id, payload) => resolve({ kind: 'succeeded', payload }),
        failed: (_id, error) => resolve({ kind: 'failed', error }),
        initFailed: (error) => resolve({ kind: 'initFailed', error }),
      });
      session.offer(() => ({
        requestId: '11111111-2222-4333-8444-555555555555',
        event: encodedEvent({ Records: [] }),
        deadlineMs: Date.now() + 30_000,
        functionArn: 'arn:aws:lambda:eu-central-1:000000000000:function:orders',
        traceId: 'Root=1-00000000-000000000000000000000000;Parent=0000000000000000;Sampled=0',
      }));
      client = startClient(handler, server.address);
      client.on('error', reject);
      client.on('exit', (code, signal) => resolve({ kind: 'exited', code, signal }));
    });
  } finally {
    client?.kill('SIGKILL');
    await server.close();
  }
}

/** The process that runs these tests is Node 24, which the client needs. */
function startClient(handler: string, address: string): ChildProcess {
  const root = repositoryRoot();
  const clientFolder = path.join(root, 'node_modules', 'aws-lambda-ric');
  // Where somebody built the addon, the client is run with it.
  const isBuilt = existsSync(path.join(clientFolder, 'rapid-client.node'));
  const standIn = path.join(root, 'test', 'fixtures', 'lambda-ric', 'native-client-stand-in.cjs');
  return spawn(
    process.execPath,
    [...(isBuilt ? [] : ['--require', standIn]), path.join(clientFolder, 'index.mjs')],
    {
      stdio: 'ignore',
      env: {
        PATH: process.env['PATH'],
        AWS_LAMBDA_RUNTIME_API: address,
        AWS_LAMBDA_NODEJS_USE_ALTERNATIVE_CLIENT_1: 'true',
        AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
        AWS_LAMBDA_FUNCTION_NAME: 'orders',
        AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
        AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/orders',
        AWS_LAMBDA_LOG_STREAM_NAME: '2025/01/01/[$LATEST]00000000000000000000000000000000',
        LAMBDA_TASK_ROOT: handlerFixtures,
        _HANDLER: handler,
      },
    },
  );
}

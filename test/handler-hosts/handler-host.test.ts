/** What a handler host does around its invocations: output, warmth, clocks, debugger, stop. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { extendDeadlineExpression } from '../../src/handler-hosts/debugger-pause';
import { encodedEvent } from '../support/encoded-event';
import { handlerFixtures, startHost, withHost } from '../support/handler-hosts';
import { InspectorClient } from '../support/inspector-client';
import { isRunning } from '../support/process-liveness';

describe('a handler host', function () {
  this.timeout(120_000);

  it('keeps one process warm from invocation to invocation, and restarts it when asked', () =>
    withHost({ handler: 'behaviours.tellsProcessId' }, async ({ host, invoke, heard }) => {
      const first = await payloadOf(invoke);
      assert.equal(await payloadOf(invoke), first);
      await host.restart();
      assert.equal(heard.ends, 1);
      assert.equal(isRunning(Number(first)), false);
      assert.notEqual(await payloadOf(invoke), first);
    }));

  it('starts cold after a timeout, and after an error that ended the process', () =>
    withHost({ handler: 'behaviours.throwsInTimer' }, async ({ invoke, heard }) => {
      assert.equal((await invoke()).outcome, 'functionError');
      assert.equal((await invoke()).outcome, 'functionError');
      await heard.until(() => heard.ends === 2);
    }));

  it('prints what goes wrong between two invocations and starts cold, without failing the next one', () =>
    withHost({ handler: 'behaviours.throwsBetweenInvocations' }, async ({ invoke, heard }) => {
      assert.equal(await payloadOf(invoke), '"answered"');
      await heard.until(() => heard.ends === 1);
      assert.match(heard.stderr, /thrown after the answer/);
      assert.equal(await payloadOf(invoke), '"answered"');
    }));

  it('begins an invocation again that a process was given and ended before it began it', () =>
    withHost({ handler: 'behaviours.exitsBehindItsAnswer' }, async ({ invoke, heard }) => {
      const pids = new Set<string>();
      for (let index = 0; index < 5; index += 1) pids.add(await payloadOf(invoke));
      assert.equal(pids.size, 5, 'one process each');
      await heard.until(() => heard.ends === 5);
    }));

  it('passes on stdout and stderr before the invocation ends, characters whole', async () => {
    await withHost({ handler: 'behaviours.printsToBoth' }, async ({ invoke, heard }) => {
      await invoke();
      assert.equal(heard.stdout, 'to stdout\n');
      assert.equal(heard.stderr, 'to stderr\n');
    });
    await withHost({ handler: 'behaviours.printsMultibyte' }, async ({ invoke, heard }) => {
      await invoke();
      assert.equal(heard.stdout, 'größer: €𝄞\n');
    });
  });

  it('passes on what an invocation printed before its end, one invocation after the other without a break', () =>
    withHost({ handler: 'behaviours.printsToBoth' }, async ({ invoke, heard }) => {
      for (let count = 1; count <= 300; count += 1) {
        await invoke();
        assert.equal(heard.stdout.length, count * 'to stdout\n'.length);
        assert.equal(heard.stderr.length, count * 'to stderr\n'.length);
      }
    }));

  it('bounds 100 MB of output: the beginning, the end, and how much is missing', () =>
    withHost({ handler: 'behaviours.printsMuch' }, async ({ invoke, heard }) => {
      assert.equal((await invoke()).outcome, 'succeeded');
      assert.ok(heard.stdout.length < 3_000_000, `${heard.stdout.length} characters`);
      assert.ok(heard.stdout.endsWith('\nthe very end\n'));
      const dropped = /about (\d+) characters/.exec(heard.notices.join('\n'))?.[1];
      assert.equal(Number(dropped) + heard.stdout.length, 100 * 1024 * 1024 + 'the very end\n'.length);
    }));

  it('kills the tree and rejects with the reason when it is stopped in an invocation', async () => {
    const { host, heard } = await startHost({ handler: 'behaviours.loopsForEver', timeoutInSeconds: 0 });
    const stop = new AbortController();
    const reason = new Error('the person pressed stop');
    const result = host.invoke(encodedEvent({}), stop.signal);
    const rejected = assert.rejects(result, reason);
    await heard.until(() => heard.stdout.includes('looping'));
    stop.abort(reason);
    await rejected;
    assert.equal(heard.ends, 1);
    await host.stop();
    await host.stop();
    await assert.rejects(host.invoke(encodedEvent({}), new AbortController().signal), /has been stopped/);
  });

  it('rejects at once with the reason of a signal that has fired', () =>
    withHost({ handler: 'behaviours.succeeds' }, async ({ host, heard }) => {
      await assert.rejects(
        host.invoke(encodedEvent({}), AbortSignal.abort(new Error('too late'))),
        /too late/,
      );
      await host.stop();
      assert.equal(heard.ends, 0, 'no process was started');
    }));

  it('does not count the time in which the debugger held the handler', () =>
    withHost({ handler: 'behaviours.loopsForEver', timeoutInSeconds: 1 }, async ({ host, invoke, heard }) => {
      let isOver = false;
      const releases = [host.holdTimeout(), host.holdTimeout()];
      const result = invoke().finally(() => (isOver = true));
      await heard.until(() => heard.stdout.includes('looping'));
      await new Promise((resolve) => setTimeout(resolve, 1500));
      releases[0]?.();
      releases[0]?.();
      await new Promise((resolve) => setTimeout(resolve, 200));
      assert.equal(isOver, false, 'held twice, one of them let go');
      releases[1]?.();
      const { outcome, durationMs } = await result;
      assert.equal(outcome, 'timedOut');
      assert.ok(durationMs >= 999 && durationMs < 1400, `${durationMs} ms counted`);
    }));

  it('starts no process any more when it is stopped while it offers an invocation', async () => {
    const { host, heard, invoke } = await startHost({ handler: 'behaviours.answersAndBlocks' });
    assert.equal((await invoke({ until: '/never/there' })).outcome, 'succeeded');
    await heard.until(() => heard.stdout.includes('blocking'));
    const rejected = assert.rejects(invoke(), /has been stopped/);
    await host.stop();
    await rejected;
    assert.equal(heard.ends, 1, 'one process, and it ended');
  });

  it('says once that Lambda takes a promise that is never settled as a success, and that it finds no file with a dot', async () => {
    await withHost({ handler: 'behaviours.neverSettles' }, async ({ invoke, heard }) => {
      assert.equal(await payloadOf(invoke), 'null');
      assert.match(heard.notices.join('\n'), /was never settled\. Up to nodejs22\.x Lambda takes that as/);
    });
    await withHost({ handler: 'create.handler.handler' }, async ({ invoke, heard }) => {
      await invoke();
      assert.match(heard.notices.join('\n'), /was found in create\.handler\.ts\. .* looks for create\.js/);
    });
  });

  it('imports a .js file that waits at its top level, as the client of nodejs24.x does', () =>
    withHost({ handler: 'waits-at-top.handler', runtime: 'nodejs24.x' }, async ({ invoke }) =>
      assert.equal(await payloadOf(invoke), '"from an awaited module"'),
    ));

  it('drops a variable that no process can have, with a sentence, and runs', () =>
    withHost(
      { handler: 'behaviours.tellsEnvironment', environment: { TABLE: 'a\0b' } },
      async ({ invoke, heard }) => {
        const seen = JSON.parse(await payloadOf(invoke)) as Record<string, string>;
        assert.equal(seen['TABLE'], undefined);
        assert.match(heard.notices.join('\n'), /"TABLE" in env or envFile was ignored/);
      },
    ));

  it('says why a process could not be started where Node refuses an argument', () =>
    withHost({ handler: 'behaviours.succeeds', runtimeArgs: ['--title=a\0b'] }, async ({ invoke }) => {
      const result = await invoke();
      assert.ok(result.outcome === 'functionError');
      assert.match(result.errorMessage, /Runtime could not be started: .*null bytes/);
    }));

  it('leaves what a handler prints alone where no debugger is wanted', () =>
    withHost({ handler: 'behaviours.printsLikeTheDebugger' }, async ({ invoke, heard }) => {
      await invoke();
      assert.equal(heard.stderr, 'Debugger attached.\n');
    }));

  it('lets a handler fork under the debugger without a second one that it would wait for', () =>
    withHost({ handler: 'forks.handler', inspect: true }, async ({ invoke, heard }) => {
      const result = payloadOf(invoke);
      await heard.until(() => heard.ports.length === 1);
      const inspector = await InspectorClient.connect(heard.ports[0] ?? 0);
      await inspector.send('Runtime.runIfWaitingForDebugger');
      assert.equal(await result, '"hello from the fork"');
      inspector.close();
      assert.equal(heard.ports.length, 1);
    }));

  it('runs the handler behind a shim of a version manager, which needs the whole environment', async function () {
    if (process.platform === 'win32') this.skip();
    const folder = mkdtempSync(path.join(tmpdir(), 'stream-triggers-shim-'));
    const before = process.env['PATH'];
    try {
      writeFileSync(
        path.join(folder, 'node'),
        `#!/bin/sh\n[ -n "$HOME" ] && [ "$PWD" = '${handlerFixtures}' ] || exit 126\nexec '${process.execPath}' "$@"\n`,
        { mode: 0o755 },
      );
      process.env['PATH'] = `${folder}:${before ?? ''}`;
      const started = await startHost({ handler: 'behaviours.succeeds', runtimeExecutable: 'node' });
      try {
        assert.equal(await payloadOf(started.invoke), '{"records":0}');
        assert.ok(started.heard.notices.join('\n').includes(`(${process.execPath}), as runtimeExecutable`));
      } finally {
        await started.host.stop();
      }
    } finally {
      process.env['PATH'] = before;
      rmSync(folder, { recursive: true });
    }
  });

  it('tells the handler of a function that is what the configuration says', () =>
    withHost({ handler: 'behaviours.tellsContext', timeoutInSeconds: 30 }, async ({ invoke }) => {
      const context = JSON.parse(await payloadOf(invoke)) as Record<string, unknown>;
      assert.equal(context['functionName'], 'orders');
      assert.equal(context['functionVersion'], '$LATEST');
      assert.equal(context['memoryLimitInMB'], '128');
      assert.equal(context['logGroupName'], '/aws/lambda/orders');
      assert.match(String(context['logStreamName']), /^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/);
      assert.equal(context['invokedFunctionArn'], 'arn:aws:lambda:eu-central-1:000000000000:function:orders');
      assert.match(String(context['awsRequestId']), /^[0-9a-f-]{36}$/);
      assert.match(
        String(context['traceId']),
        /^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/,
      );
      assert.equal(context['callbackWaitsForEmptyEventLoop'], true);
      const remaining = Number(context['remaining']);
      assert.ok(remaining > 20_000 && remaining <= 30_000, `${remaining} ms remain`);
    }));

  it('leaves the handler alone: nothing of ours in its environment or on its command line', () =>
    withHost({ handler: 'behaviours.tellsWhetherItIsAlone' }, async ({ invoke }) => {
      const told = JSON.parse(await payloadOf(invoke)) as { argv: number; env: string[] };
      assert.deepEqual(told.env, []);
      assert.equal(told.argv, 2);
    }));

  it('waits for a debugger on loopback, tells its port, and keeps its chatter out of stderr', () =>
    withHost(
      { handler: 'behaviours.tellsContext', inspect: true, timeoutInSeconds: 30 },
      async ({ invoke, heard }) => {
        const result = invoke();
        await heard.until(() => heard.ports.length === 1);
        const [port = 0] = heard.ports;
        const inspector = await InspectorClient.connect(port);
        await inspector.send('Runtime.enable');
        await inspector.send('Runtime.runIfWaitingForDebugger');
        const { outcome } = await result;
        assert.equal(outcome, 'succeeded');
        // A deadline that moves: the debugger's expression, evaluated where the handler runs.
        await inspector.send('Runtime.evaluate', { expression: extendDeadlineExpression(1234.4) });
        const moved = await inspector.evaluate("globalThis[Symbol.for('streamTriggers.deadline')].movedByMs");
        assert.equal(moved, 1234);
        inspector.close();
        assert.equal(heard.stderr, '');
        await assertRefusedElsewhere(port);
      },
    ));

  it('says which runtimeExecutable is no Node', async () => {
    await assert.rejects(
      startHost({ handler: 'behaviours.succeeds', runtimeExecutable: '/no/such/node' }),
      /runtimeExecutable "\/no\/such\/node" does not run as Node\.js/,
    );
  });

  it('says which folder is missing', async () => {
    await assert.rejects(
      startHost({ handler: 'behaviours.succeeds', cwd: '/no/such/folder' }),
      /^Error: cwd does not/,
    );
  });
});

async function payloadOf(invoke: () => Promise<unknown>): Promise<string> {
  const result = (await invoke()) as { outcome: string; payload?: string };
  assert.equal(result.outcome, 'succeeded', JSON.stringify(result));
  return result.payload ?? '';
}

/** All of 127.0.0.0/8 is this machine on Linux, so another of its addresses shows what a port is bound to. */
async function assertRefusedElsewhere(port: number): Promise<void> {
  const error = await new Promise<unknown>((resolve) => {
    const socket = createConnection({ host: '127.0.0.2', port }, () => {
      socket.destroy();
      resolve(undefined);
    });
    socket.on('error', resolve);
  });
  assert.ok(error !== undefined, 'bound to 127.0.0.1 alone');
}

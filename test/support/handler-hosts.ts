/** Handler hosts with real processes, and what they told. */
import { execFileSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';

import type { InvocationResult } from '../../src/engine/ports/function-invoker';
import {
  type HandlerHost,
  type HandlerHostListener,
  type HandlerHostOptions,
  startNodeHandlerHost,
} from '../../src/handler-hosts/handler-host';
import { isNewEnough } from '../../src/handler-hosts/launchers/node-runtime';
import { bundledNodeHost } from './bundled-node-host';
import { encodedEvent } from './encoded-event';
import { repositoryRoot } from './repository-root';

export const handlerFixtures = path.join(repositoryRoot(), 'test', 'fixtures', 'handlers');

class HeardListener implements HandlerHostListener {
  stdout = '';
  stderr = '';
  readonly notices: string[] = [];
  readonly ports: number[] = [];
  ends = 0;
  private readonly waiting = new Set<() => void>();

  output(stream: 'stdout' | 'stderr', text: string): void {
    this[stream] += text;
    this.wake();
  }

  notice(message: string): void {
    this.notices.push(message);
    this.wake();
  }

  debuggerListening(port: number): void {
    this.ports.push(port);
    this.wake();
  }

  processEnded(): void {
    this.ends += 1;
    this.wake();
  }

  /** Resolves when the condition holds; the test's own time limit ends a wait in vain. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.waiting.add(resolve));
  }

  private wake(): void {
    for (const resolve of this.waiting) resolve();
    this.waiting.clear();
  }
}

export interface StartedHost {
  readonly host: HandlerHost;
  readonly heard: HeardListener;
  readonly invoke: (event?: unknown) => Promise<InvocationResult>;
}

/** Node executables that the host is tested with: the newest, and the oldest that is installed. */
export function testedNodes(): readonly string[] {
  const candidates = [process.execPath, '/usr/bin/node', '/usr/local/bin/node'];
  return [...new Set(candidates.filter(isNewEnoughNode).map((node) => realpathSync(node)))];
}

function isNewEnoughNode(executable: string): boolean {
  if (!existsSync(executable)) return false;
  return isNewEnough(execFileSync(executable, ['-p', 'process.versions.node'], { encoding: 'utf8' }));
}

export async function startHost(
  options: Partial<HandlerHostOptions> & { readonly handler: string },
): Promise<StartedHost> {
  const heard = new HeardListener();
  const host = await startNodeHandlerHost(
    {
      taskRoot: handlerFixtures,
      runtime: 'nodejs22.x',
      functionName: 'orders',
      memorySizeInMB: 128,
      timeoutInSeconds: 60,
      region: 'eu-central-1',
      accountId: '000000000000',
      environment: {},
      runtimeExecutable: process.execPath,
      runtimeArgs: [],
      inspect: false,
      bootstrapFolder: bundledNodeHost(),
      ...options,
    },
    heard,
  );
  const never = new AbortController().signal;
  return { host, heard, invoke: (event = { Records: [] }) => host.invoke(encodedEvent(event), never) };
}

/** Runs with a host and stops it whatever happens. */
export async function withHost<T>(
  options: Partial<HandlerHostOptions> & { readonly handler: string },
  use: (started: StartedHost) => Promise<T>,
): Promise<T> {
  const started = await startHost(options);
  try {
    return await use(started);
  } finally {
    await started.host.stop();
  }
}

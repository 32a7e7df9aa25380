/**
 * A FunctionInvoker over one local Node handler, warm from invocation to invocation.
 *
 * Ends an invocation as Lambda does: with the handler's answer, its error, its
 * process's end or its timeout; after the last two the next one starts cold.
 * Init: on Lambda an init phase over 10 seconds is broken off and repeated at
 * the function's expense. Here it goes on, and from then on the function's
 * timeout counts. With a debugger it takes as long as it takes.
 */
import * as l10n from '@vscode/l10n';
import { randomBytes, randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';

import type { FunctionInvoker, InvocationResult } from '../engine/ports/function-invoker';
import type { StopSignal } from '../engine/ports/stop-signal';
import { type AwsCredentials, executionEnvironment, logStreamName } from './execution-environment';
import { functionArn } from './function-arn';
import { HandlerRun } from './handler-run';
import { attemptInvocation, stopReason } from './invocation-attempt';
import { ClockHold } from './invocation-clock';
import { nodeLaunch, processGuardFile } from './launchers/node-launcher';
import { type NodeRuntime, chooseNodeRuntime } from './launchers/node-runtime';
import { sideChannelFd, sideChannelVariable } from './processes/side-channel';
import { type RuntimeApiServer, startRuntimeApiServer } from './runtime-api/runtime-api-server';

export interface HandlerHostOptions {
  /** As in Lambda: `src/handler.handler`, relative to the task root. */
  readonly handler: string;
  /** Absolute folder; also the default of `cwd`. */
  readonly taskRoot: string;
  readonly cwd?: string;
  /** For example `nodejs22.x`. */
  readonly runtime: string;
  readonly functionName: string;
  readonly memorySizeInMB: number;
  /** 0 for no timeout. */
  readonly timeoutInSeconds: number;
  readonly region: string;
  readonly accountId: string;
  /** `env` and `envFile` of the configuration, merged. */
  readonly environment: Readonly<Record<string, string>>;
  /** Without them the handler gets placeholders. */
  readonly credentials?: AwsCredentials;
  readonly runtimeExecutable?: string;
  readonly runtimeArgs: readonly string[];
  /** Start every process stopped before its first line, waiting for a debugger. */
  readonly inspect: boolean;
  /**
   * With `inspect`: stop again right before the handler is called, the first time of all processes; or when the debug side
   * asks for it, which must then let the handler run at first (see `chosen-stops.ts`).
   */
  readonly stopOnEntry?: 'first' | 'onRequest';
  /** The folder of the bundled Node host: `bootstrap.js` and `process-guard.js`. */
  readonly bootstrapFolder: string;
}

export interface HandlerHostListener {
  output(stream: 'stdout' | 'stderr', text: string): void;
  /** A sentence for the person. */
  notice(message: string): void;
  /** On 127.0.0.1, once per process start, before any code of the handler runs. */
  debuggerListening(port: number): void;
  /** The process tree is gone. */
  processEnded(): void;
}

export interface HandlerHost extends FunctionInvoker {
  invoke(event: Uint8Array, stop: StopSignal): Promise<InvocationResult>;
  /** Ends the process tree; the next invocation starts cold. */
  restart(): Promise<void>;
  /** Resolves when the process tree is gone and the port is free. Idempotent. */
  stop(): Promise<void>;
  /**
   * The debugger stopped: the clocks stand still until everybody who holds them has let go.
   * @returns to be called when the debugger continues; idempotent, and without effect once the
   * process that was held is gone
   */
  holdTimeout(): () => void;
}

/**
 * Chooses a Node and opens the Runtime API; the process starts with the first invocation.
 * @throws Error with a sentence for the person if there is no Node or a folder is missing
 */
export async function startNodeHandlerHost(
  options: HandlerHostOptions,
  listener: HandlerHostListener,
): Promise<HandlerHost> {
  const { taskRoot, cwd } = options;
  if (!isFolder(taskRoot)) throw new Error(missingTaskRoot(taskRoot));
  if (cwd !== undefined && !isFolder(cwd)) throw new Error(missingWorkingFolder(cwd));
  const runtime = await chooseNodeRuntime(options.runtimeExecutable, taskRoot);
  if (!runtime.found) throw new Error(runtime.message);
  const server = await startRuntimeApiServer(randomBytes(16).toString('hex'));
  listener.notice(runtime.explanation);
  return new NodeHandlerHost(options, listener, runtime, server);
}

class NodeHandlerHost implements HandlerHost {
  private readonly hold = new ClockHold();
  private run: HandlerRun | undefined;
  private isInvoking = false;
  private hasBeenEntered = false;
  private hasToldNotices = false;
  private stopped: Promise<void> | undefined;

  constructor(
    private readonly options: HandlerHostOptions,
    private readonly listener: HandlerHostListener,
    private readonly runtime: NodeRuntime,
    private readonly server: RuntimeApiServer,
  ) {}

  async invoke(event: Uint8Array, stop: StopSignal): Promise<InvocationResult> {
    if (this.isInvoking) throw new Error('The handler is still busy with another invocation.');
    if (stop.aborted) throw stopReason(stop);
    this.isInvoking = true;
    try {
      for (;;) {
        // Also when a process ended under an offered invocation: no new one after the stop.
        if (this.hasStopped()) throw new Error('The handler host has been stopped.');
        const run = this.run ?? this.start();
        const result = await attemptInvocation(run, {
          event,
          stop,
          hold: this.hold,
          requestId: randomUUID(),
          functionArn: functionArn(this.options.region, this.options.accountId, this.options.functionName),
          timeoutInSeconds: this.options.timeoutInSeconds,
          limitInit: !this.options.inspect,
        });
        if (result !== 'processWasGone' && !(run.isKilled && this.hasStopped())) return result;
      }
    } finally {
      this.isInvoking = false;
    }
  }

  async restart(): Promise<void> {
    await this.run?.kill();
  }

  stop(): Promise<void> {
    this.stopped ??= this.endEverything();
    return this.stopped;
  }

  holdTimeout(): () => void {
    return this.hold.hold();
  }

  private hasStopped(): boolean {
    return this.stopped !== undefined;
  }

  private async endEverything(): Promise<void> {
    await this.run?.kill();
    await this.server.close();
  }

  /** A process that takes the place of one which has stopped there goes through: somebody has just mended it. */
  private stopOnEntry(): Record<string, string> {
    const { stopOnEntry } = this.options;
    if (stopOnEntry === undefined || (stopOnEntry === 'first' && this.hasBeenEntered)) return {};
    return { STREAM_TRIGGERS_STOP_ON_ENTRY: stopOnEntry };
  }

  private start(): HandlerRun {
    const { options, runtime } = this;
    const { variables, notices } = executionEnvironment(options, {
      platform: process.platform,
      localEnvironment: process.env,
      runtimeApiAddress: this.server.address,
      logStreamName: logStreamName(new Date(), randomBytes(16).toString('hex')),
    });
    if (!this.hasToldNotices) notices.forEach((notice) => this.listener.notice(notice));
    this.hasToldNotices = true;
    const run = new HandlerRun(
      this.server,
      {
        ...nodeLaunch(runtime, options),
        cwd: options.cwd ?? options.taskRoot,
        environment: {
          ...variables,
          ...runtime.environment,
          [sideChannelVariable]: String(sideChannelFd),
          ...this.stopOnEntry(),
        },
        marker: 'AWS_LAMBDA_RUNTIME_API',
        node: { command: runtime.executable, environment: guardEnvironment(runtime) },
        inspect: options.inspect,
        guardFile: processGuardFile(options.bootstrapFolder),
      },
      this.listener,
    );
    this.run = run;
    void run.ended.then(() => {
      if (this.run === run) this.run = undefined;
      if (run.isWarm) this.hasBeenEntered = true;
      // Whoever held the clocks held this process.
      this.hold.clear();
      this.listener.processEnded();
    });
    return run;
  }
}

/** Node itself needs little, and must not see the handler's NODE_OPTIONS. */
function guardEnvironment(runtime: NodeRuntime): Record<string, string> {
  const systemRoot = process.env['SystemRoot'];
  return { ...runtime.environment, ...(systemRoot === undefined ? {} : { SystemRoot: systemRoot }) };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function missingTaskRoot(path: string): string {
  return l10n.t(
    'The folder of the handler does not exist: "{0}" is not a folder. Correct it in the launch configuration.',
    path,
  );
}

function missingWorkingFolder(path: string): string {
  return l10n.t('cwd does not exist: "{0}" is not a folder. Correct it in the launch configuration.', path);
}

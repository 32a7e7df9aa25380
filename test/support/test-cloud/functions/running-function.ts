/**
 * The code of a deployed function, run by the product's own Node host. As on Lambda an environment runs one
 * invocation at a time and stays warm; what comes meanwhile gets another one.
 */
import type { InvocationResult } from '../../../../src/engine/ports/function-invoker';
import { type HandlerHost, startNodeHandlerHost } from '../../../../src/handler-hosts/handler-host';
import { bundledNodeHost } from '../../bundled-node-host';

export interface FunctionCode {
  /** Absolute; read again at each cold start. */
  readonly folder: string;
  /** As in Lambda, for example `src/handler.handler`. */
  readonly handler: string;
}

/** As Lambda has them for the version that is invoked. */
export interface FunctionSettings {
  readonly functionName: string;
  readonly region: string;
  readonly accountId: string;
  readonly runtime: string;
  readonly timeoutInSeconds: number;
  readonly memorySizeInMB: number;
  readonly environment: Readonly<Record<string, string>>;
}

export interface FunctionRun {
  readonly result: InvocationResult;
  /** What the handler wrote meanwhile. */
  readonly output: string;
}

interface ExecutionEnvironment {
  readonly host: HandlerHost;
  readonly settings: string;
  isBusy: boolean;
  output: string;
}

const NEVER = new AbortController().signal;

export class RunningFunction {
  private readonly environments: ExecutionEnvironment[] = [];

  constructor(private readonly code: FunctionCode) {}

  async invoke(event: Buffer, settings: FunctionSettings): Promise<FunctionRun> {
    const environment = this.idle(settings) ?? (await this.start(settings));
    environment.isBusy = true;
    environment.output = '';
    try {
      const result = await environment.host.invoke(event, NEVER);
      return { result, output: environment.output };
    } finally {
      environment.isBusy = false;
    }
  }

  /** Ends every environment; an invocation that still runs fails. */
  async stop(): Promise<void> {
    await Promise.all(this.environments.splice(0).map(({ host }) => host.stop()));
  }

  private idle(settings: FunctionSettings): ExecutionEnvironment | undefined {
    const wanted = JSON.stringify(settings);
    return this.environments.find((one) => !one.isBusy && one.settings === wanted);
  }

  private async start(settings: FunctionSettings): Promise<ExecutionEnvironment> {
    const write = (text: string): void => {
      environment.output += text;
    };
    const host = await startNodeHandlerHost(
      {
        ...settings,
        handler: this.code.handler,
        taskRoot: this.code.folder,
        runtimeArgs: [],
        inspect: false,
        bootstrapFolder: bundledNodeHost(),
      },
      {
        output: (_stream, text) => write(text),
        notice: () => undefined,
        debuggerListening: () => undefined,
        processEnded: () => undefined,
      },
    );
    const environment = { host, settings: JSON.stringify(settings), isBusy: true, output: '' };
    this.environments.push(environment);
    return environment;
  }
}

/** Functions that a test has connected with code: Invoke runs it. Their settings, versions and aliases are moto's. */
import { randomUUID } from 'node:crypto';
import { type FunctionConfiguration, GetFunctionCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { type Answer, CloudError } from '../cloud-answer';
import type { CloudRequest } from '../cloud-request';
import { checkEvent, invokeAnswer } from '../functions/invoke-answer';
import { type FunctionCode, RunningFunction } from '../functions/running-function';

/** One that reached the code; what was throttled or refused before is none. */
export interface FunctionInvocation {
  readonly requestId: string;
  /** The event as it was sent, parsed. */
  readonly event: unknown;
  /** The alias or version that was asked for. */
  readonly qualifier: string | undefined;
  readonly version: string;
  /** `succeeded`, or the type of the error; `running` until then. */
  outcome: string;
}

export class Functions {
  private readonly codes = new Map<string, RunningFunction>();
  private readonly invoked = new Map<string, FunctionInvocation[]>();

  /** @param clientOf gives a client of moto for a region */
  constructor(
    private readonly clientOf: (region: string) => LambdaClient,
    private readonly accountId: string,
  ) {}

  /** Deploys code for a function, in whatever region it is; what ran before is ended, so that it starts cold. */
  async run(functionName: string, code: FunctionCode): Promise<void> {
    const before = this.codes.get(functionName);
    this.codes.set(functionName, new RunningFunction(code));
    await before?.stop();
  }

  /** In the order in which they began. */
  invocations(functionName: string): readonly FunctionInvocation[] {
    return this.invoked.get(functionName) ?? [];
  }

  forgetInvocations(): void {
    this.invoked.clear();
  }

  /** Invoke with `RequestResponse`. Rejects with CloudError for what Lambda refuses. */
  async invoke(request: CloudRequest): Promise<Answer> {
    const { functionName, qualifier } = askedFor(request.url);
    const configuration = await this.configuration(functionName, qualifier, request.region);
    const code = this.codes.get(functionName);
    if (code === undefined)
      throw new Error(`cloud.functions.run('${functionName}', …) gives it code to run.`);
    checkEvent(request.body);
    const requestId = randomUUID();
    const version = String(configuration.Version);
    const event: unknown = JSON.parse(request.body.toString());
    const invocation: FunctionInvocation = { requestId, event, qualifier, version, outcome: 'running' };
    this.invoked.set(functionName, [...this.invocations(functionName), invocation]);
    const run = await code.invoke(request.body, {
      functionName,
      region: request.region,
      accountId: this.accountId,
      runtime: String(configuration.Runtime),
      timeoutInSeconds: configuration.Timeout ?? 3,
      memorySizeInMB: configuration.MemorySize ?? 128,
      environment: configuration.Environment?.Variables ?? {},
    });
    invocation.outcome = run.result.outcome === 'succeeded' ? 'succeeded' : run.result.errorType;
    const withLog = request.headers['x-amz-log-type'] === 'Tail';
    return invokeAnswer({ ...run, requestId, version, withLog });
  }

  async stop(): Promise<void> {
    await Promise.all([...this.codes.values()].map((code) => code.stop()));
  }

  private async configuration(
    functionName: string,
    qualifier: string | undefined,
    region: string,
  ): Promise<FunctionConfiguration> {
    const command = new GetFunctionCommand({ FunctionName: functionName, Qualifier: qualifier });
    try {
      return (await this.clientOf(region).send(command)).Configuration ?? {};
    } catch (error) {
      if (!(error instanceof Error && error.name === 'ResourceNotFoundException')) throw error;
      const arn = `arn:aws:lambda:${region}:${this.accountId}:function:${functionName}`;
      throw new CloudError({
        status: 404,
        type: 'ResourceNotFoundException',
        message: `Function not found: ${arn}${qualifier === undefined ? '' : `:${qualifier}`}`,
      });
    }
  }
}

/** A name, `name:alias` or an ARN with or without one; `Qualifier` says it too. */
function askedFor({ pathname, searchParams }: URL): { functionName: string; qualifier: string | undefined } {
  const asked = decodeURIComponent(pathname.split('/')[3] ?? '').replace(/^.*:function:/, '');
  const [functionName = '', qualifier] = asked.split(':');
  return { functionName, qualifier: searchParams.get('Qualifier') ?? qualifier };
}

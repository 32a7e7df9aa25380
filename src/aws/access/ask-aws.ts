/** One question to a service of AWS: which client it goes to, who repeats it, when a stop ends it. */
import { setTimeout as delay } from 'node:timers/promises';
import { doublingDelayMs } from '../../engine/clock/doubling-delay';
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { AwsService } from '../../engine/streams/stream-connection';
import type { AwsAccess } from './aws-access';
import type { AwsCall } from './aws-call';
import { awsFailure } from './aws-failure';
import type { ServiceClient } from './service-clients';
import { throwIfStopped, untilAborted } from './until-aborted';

export interface AwsQuestion<S extends AwsService> {
  readonly service: S;
  /** The region in the ARN of what is asked for. */
  readonly arnRegion?: string | undefined;
  readonly call: AwsCall;
  /**
   * `reads` by default, which the SDK repeats after whatever may be over in a moment. `changes` is sent again only
   * when the service says that it did nothing, `askedAgainByCaller` not at all.
   */
  readonly repeated?: 'reads' | 'changes' | 'askedAgainByCaller';
  /** How long an answer may take, where a time of its own is needed. */
  readonly requestTimeoutMs?: number;
}

export interface SendOptions {
  readonly abortSignal: AbortSignal;
}

export type Asking<S extends AwsService, T> = (client: ServiceClient<S>, options: SendOptions) => Promise<T>;

/** The SDK waits 1.5 s at most in all: throttling is seen within seconds. */
const READ_ATTEMPTS = 3;
/** With waits of 3.5 s in all. */
const CHANGE_ATTEMPTS = 4;
/** Codes of AWS's services; credentials that were withdrawn have others, and none that are newer help against those. */
const EXPIRED = ['ExpiredToken', 'ExpiredTokenException'];
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 2_000;

/** @throws what `errorOf` makes of an error; the stop signal's reason */
export async function askAws<S extends AwsService, T>(
  access: AwsAccess,
  question: AwsQuestion<S>,
  stop: StopSignal,
  asking: Asking<S, T>,
  errorOf: (error: unknown, call: AwsCall) => Error,
): Promise<T> {
  const { service, arnRegion, call, repeated = 'reads', requestTimeoutMs } = question;
  const of = {
    connection: call.connection,
    service,
    ...(arnRegion !== undefined && { arnRegion }),
    maxAttempts: repeated === 'reads' ? READ_ATTEMPTS : 1,
    ...(requestTimeoutMs !== undefined && { requestTimeoutMs }),
  };
  const options = { abortSignal: stop as AbortSignal };
  const ask = (): Promise<T> =>
    access.clients.use(of, async (client) => {
      try {
        return await asking(client, options);
      } catch (error) {
        if (isExpired(error)) access.dropExpired(await client.config.credentials());
        throw error;
      }
    });
  try {
    throwIfStopped(stop);
    const attempts = repeated === 'changes' ? CHANGE_ATTEMPTS : 1;
    return await untilAborted(againIfRefused(ask, attempts, call, options), stop);
  } catch (error) {
    throwIfStopped(stop);
    const told = errorOf(error, await asReached(access, question));
    if (isExpired(error)) access.tellExpired(call.connection, told);
    throw told;
  }
}

/** After throttling, and once after a refusal from which the SDK learned how wrong this computer's clock is. */
async function againIfRefused<T>(
  ask: () => Promise<T>,
  attempts: number,
  { action }: AwsCall,
  { abortSignal }: SendOptions,
): Promise<T> {
  let isClockKnown = false;
  for (let refusals = 1; ;) {
    try {
      return await ask();
    } catch (error) {
      if (!isClockKnown && isClockCorrected(error)) {
        isClockKnown = true;
        continue;
      }
      if (refusals >= attempts || awsFailure(error, action).kind !== 'throttled') throw error;
      const waitMs = doublingDelayMs(refusals, FIRST_WAIT_MS, LONGEST_WAIT_MS);
      await delay(waitMs, undefined, { signal: abortSignal });
      refusals += 1;
    }
  }
}

function isExpired(error: unknown): boolean {
  return error instanceof Error && EXPIRED.includes(error.name);
}

/** The SDK leaves the second attempt to its retries, where it has some. */
function isClockCorrected(error: unknown): boolean {
  const metadata = error instanceof Error && '$metadata' in error ? error.$metadata : undefined;
  return (metadata as { readonly clockSkewCorrected?: boolean } | undefined)?.clockSkewCorrected === true;
}

/** With the region and the endpoint that environment and files tell: sentences say where a call went. */
async function asReached(
  access: AwsAccess,
  { service, arnRegion, call }: AwsQuestion<AwsService>,
): Promise<AwsCall> {
  const { connection } = call;
  try {
    const { region, endpoint } = await access.settings(connection, service, arnRegion);
    const place = { region, ...(endpoint !== undefined && { endpointUrl: endpoint }) };
    return { ...call, connection: { ...connection, ...place } };
  } catch {
    // That there is no region is what went wrong, and is told already.
    return call;
  }
}

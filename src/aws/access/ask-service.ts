/** One question to a service of AWS: who retries it, when a stop ends it, what its errors say. */
import { setTimeout as delay } from 'node:timers/promises';
import { doublingDelayMs } from '../../engine/clock/doubling-delay';
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { AwsService } from '../../engine/streams/stream-connection';
import type { AwsAccess } from './aws-access';
import type { AwsCall } from './aws-call';
import { serviceError } from './aws-error';
import { awsFailure } from './aws-failure';
import type { ServiceClient } from './service-clients';
import { throwIfStopped, untilAborted } from './until-aborted';

export interface ServiceQuestion<S extends AwsService> {
  readonly service: S;
  /** The region in the ARN of what is asked for. */
  readonly arnRegion?: string | undefined;
  readonly call: AwsCall;
  /** It changes something, and so is sent again only when the service says that it did nothing. */
  readonly isChange?: boolean;
}

interface SendOptions {
  readonly abortSignal: AbortSignal;
}

/** The SDK waits 0.5 and 1 s at most between them: throttling is seen within seconds. */
const READ_ATTEMPTS = 3;
const CHANGE_ATTEMPTS = 4;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 2_000;

/** @throws ServiceError; the stop signal's reason */
export async function askService<S extends AwsService, T>(
  access: AwsAccess,
  { service, arnRegion, call, isChange = false }: ServiceQuestion<S>,
  stop: StopSignal,
  question: (client: ServiceClient<S>, options: SendOptions) => Promise<T>,
): Promise<T> {
  const of = {
    connection: call.connection,
    service,
    ...(arnRegion !== undefined && { arnRegion }),
    maxAttempts: isChange ? 1 : READ_ATTEMPTS,
  };
  const options = { abortSignal: stop as AbortSignal };
  const ask = (): Promise<T> => access.clients.use(of, (client) => question(client, options));
  try {
    throwIfStopped(stop);
    return await untilAborted(isChange ? askAgainIfRefused(ask, call, options) : ask(), stop);
  } catch (error) {
    throwIfStopped(stop);
    throw serviceError(error, call);
  }
}

/** After throttling, and after a refusal from which the SDK learned how wrong this computer's clock is. */
async function askAgainIfRefused<T>(
  ask: () => Promise<T>,
  { action }: AwsCall,
  { abortSignal }: SendOptions,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      const isThrottled = awsFailure(error, action).kind === 'throttled';
      if (attempt === CHANGE_ATTEMPTS || !(isThrottled || isClockCorrected(error))) throw error;
      if (isThrottled)
        await delay(doublingDelayMs(attempt, FIRST_WAIT_MS, LONGEST_WAIT_MS), undefined, {
          signal: abortSignal,
        });
    }
  }
}

/** The SDK leaves the second attempt to its retries. */
export function isClockCorrected(error: unknown): boolean {
  const metadata = error instanceof Error && '$metadata' in error ? error.$metadata : undefined;
  return (metadata as { readonly clockSkewCorrected?: boolean } | undefined)?.clockSkewCorrected === true;
}

/** One question to AWS outside of a poll loop: its client is closed afterwards, its error becomes a sentence. */
import type { StopSignal } from '../../engine/ports/stop-signal';
import { type AwsCall, streamSourceError } from './aws-error';
import { throwIfStopped, untilAborted } from './until-aborted';

/**
 * @param open makes the client, with the SDK's own retries
 * @throws StreamSourceError; the stop signal's reason
 */
export async function callOnce<Client extends { destroy(): void }, T>(
  open: () => Promise<Client>,
  call: AwsCall,
  stop: StopSignal,
  question: (client: Client) => Promise<T>,
): Promise<T> {
  let client: Client | undefined;
  try {
    throwIfStopped(stop);
    client = await untilAborted(open(), stop);
    return await untilAborted(question(client), stop);
  } catch (error) {
    throwIfStopped(stop);
    throw streamSourceError(error, call);
  } finally {
    client?.destroy();
  }
}

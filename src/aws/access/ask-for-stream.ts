/** A question of a live stream or a recording, whose errors are of the kinds that the engine knows. */
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { AwsService } from '../../engine/streams/stream-connection';
import { type AwsQuestion, type Asking, askAws } from './ask-aws';
import type { AwsAccess } from './aws-access';
import { streamSourceError } from './aws-error';

/** @throws StreamSourceError; the stop signal's reason */
export function askForStream<S extends AwsService, T>(
  access: AwsAccess,
  question: AwsQuestion<S>,
  stop: StopSignal,
  asking: Asking<S, T>,
): Promise<T> {
  return askAws(access, question, stop, asking, streamSourceError);
}

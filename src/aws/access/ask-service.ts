/** A question to a service of AWS whose errors say which of its operations could not be done, and what helps. */
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { AwsService } from '../../engine/streams/stream-connection';
import { type AwsQuestion, type Asking, askAws } from './ask-aws';
import type { AwsAccess } from './aws-access';
import { serviceError } from './aws-error';

export interface ServiceQuestion<S extends AwsService> extends Omit<AwsQuestion<S>, 'repeated'> {
  /** It changes something, and so is sent again only when the service says that it did nothing. */
  readonly isChange?: boolean;
}

/** @throws ServiceError; the stop signal's reason */
export function askService<S extends AwsService, T>(
  access: AwsAccess,
  { isChange = false, ...question }: ServiceQuestion<S>,
  stop: StopSignal,
  asking: Asking<S, T>,
): Promise<T> {
  const repeated = isChange ? 'changes' : 'reads';
  return askAws(access, { ...question, repeated }, stop, asking, serviceError);
}

/** What all lanes of a mapping share when they invoke the function. */
import type { EventSourceMapping } from '../event-source-mapping/event-source-mapping';
import type { Clock } from '../ports/clock';
import type { FailureDestination } from '../ports/failure-destination';
import type { FunctionInvoker } from '../ports/function-invoker';
import type { MappingObserver } from '../ports/mapping-observer';
import type { RetryGate } from '../ports/retry-gate';
import type { InvocationSlots } from './invocation-slots';

export interface InvocationContext {
  readonly mapping: EventSourceMapping;
  readonly clock: Clock;
  readonly invoker: FunctionInvoker;
  readonly slots: InvocationSlots;
  readonly observer: MappingObserver;
  readonly retryGate: RetryGate;
  readonly destination: FailureDestination | undefined;
  readonly recordAgeFrom: 'creation' | 'reading';
  /** See MappingOptions. */
  readonly heldMs: (sinceMs: number) => number;
  readonly newUuid: () => string;
}

/** A trigger as Lambda answers it, for tests of what is done with one. */
import { ServiceError } from '../../../../src/triggers/ports/service-error';
import type { ServiceErrorKind } from '../../../../src/triggers/ports/service-error';
import type { Trigger } from '../../../../src/triggers/trigger';

export const STREAM_ARN =
  'arn:aws:dynamodb:eu-west-1:111122223333:table/Orders/stream/2026-03-01T18:30:00.000';
export const FUNCTION_ARN = 'arn:aws:lambda:eu-west-1:111122223333:function:orders';
export const UUID = '11112222-3333-4444-5555-666677778888';

export function triggerWith(change: Partial<Trigger> = {}): Trigger {
  return {
    uuid: UUID,
    arn: `arn:aws:lambda:eu-west-1:111122223333:event-source-mapping:${UUID}`,
    functionArn: FUNCTION_ARN,
    streamArn: STREAM_ARN,
    state: 'Enabled',
    stateReason: 'User action',
    lastProcessingResult: 'OK',
    lastModifiedMs: 1000,
    document: {
      FunctionName: FUNCTION_ARN,
      EventSourceArn: STREAM_ARN,
      StartingPosition: 'LATEST',
      Enabled: true,
      BatchSize: 100,
      FilterCriteria: { Filters: [] },
      DestinationConfig: { OnFailure: { Destination: '' } },
    },
    ...change,
  };
}

export function refusal(kind: ServiceErrorKind, serviceMessage = 'no'): ServiceError {
  const details = { action: 'lambda:CreateEventSourceMapping', code: 'SomeException', serviceMessage };
  return new ServiceError(kind, `Refused: ${serviceMessage}`, details);
}

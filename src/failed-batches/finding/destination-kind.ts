/** What an on-failure destination is, and what it is called. */
import { parseArn } from '../../triggers/policies/arn-parts';
import type { Trigger } from '../../triggers/trigger';

export type DestinationKind = 'queue' | 'topic' | 'bucket' | 'other';

export function destinationKind(destinationArn: string): DestinationKind {
  switch (parseArn(destinationArn)?.service) {
    case 'sqs':
      return 'queue';
    case 'sns':
      return 'topic';
    case 's3':
      return 'bucket';
    default:
      return 'other';
  }
}

/** The name of the queue, topic or bucket; the whole text if it is no ARN. */
export function destinationName(destinationArn: string): string {
  return parseArn(destinationArn)?.resource ?? destinationArn;
}

export function destinationOf({ document }: Pick<Trigger, 'document'>): string | undefined {
  const destinationArn = document.DestinationConfig?.OnFailure?.Destination;
  return destinationArn === '' ? undefined : destinationArn;
}

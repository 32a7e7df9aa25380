/** StartingPosition as CreateEventSourceMapping takes it for a DynamoDB stream (reference sections 2.2 and 2.5). */
import type { StartingPosition } from './event-source-mapping';
import type { ParameterReader } from './parameter-reader';
import { quotation } from './parameter-reader';

export function readStartingPosition(
  read: ParameterReader,
  streamArn: string | undefined,
): StartingPosition | undefined {
  if (read.given('StartingPositionTimestamp')) {
    read.refuse(
      'StartingPositionTimestamp is not for DynamoDB streams: remove it.',
      'StartingPositionTimestamp',
    );
  }
  const position = read.text('StartingPosition');
  switch (position) {
    case undefined:
      return undefined;
    case 'TRIM_HORIZON':
    case 'LATEST':
      return { type: position };
    case 'AT_TIMESTAMP':
      read.refuse(
        `StartingPosition: Unsupported starting position for arn type: ${streamArn ?? 'a DynamoDB stream'}. Write TRIM_HORIZON or LATEST.`,
        'StartingPosition',
      );
      return undefined;
    default:
      read.refuse(
        `StartingPosition: 1 validation error detected: Value ${quotation(position).replaceAll('"', "'")} at 'startingPosition' failed to satisfy constraint: Member must satisfy enum value set: [LATEST, AT_TIMESTAMP, TRIM_HORIZON]. Write TRIM_HORIZON or LATEST.`,
        'StartingPosition',
      );
      return undefined;
  }
}

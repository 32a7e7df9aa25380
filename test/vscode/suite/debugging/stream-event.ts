/** A Lambda event with records of a table T, small enough to read in a failing test. */
export function streamEvent(count: number): string {
  const records = Array.from({ length: count }, (_, index) => ({
    eventID: index.toString(),
    eventName: 'INSERT',
    eventSource: 'aws:dynamodb',
    awsRegion: 'eu-west-1',
    eventSourceARN: 'arn:aws:dynamodb:eu-west-1:111122223333:table/T/stream/2026-11-23T00:00:00.000',
    dynamodb: {
      ApproximateCreationDateTime: 1_732_549_200,
      Keys: { id: { S: `item-${index}` } },
      SequenceNumber: (100 + index).toString().padStart(21, '0'),
    },
  }));
  return JSON.stringify({ Records: records });
}

/**
 * The Lambda function behind the Orders table's stream. It keeps a read model of the
 * orders in memory, which lives as long as the execution environment does.
 */
import type { DynamoDBStreamEvent } from './dynamodb-stream-event.js';
import { OrderProjection } from './order-projection.js';

const projection = new OrderProjection();

export async function handler(event: DynamoDBStreamEvent): Promise<void> {
  for (const record of event.Records) {
    const change = projection.apply(record);
    console.log(`${record.eventName}: ${change}`);
  }
  console.log(projection.summary());
}

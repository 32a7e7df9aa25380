/** Many small items at once: changes for a stream that is to be long. */
import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import type { TestTable } from './test-table';

/** What one BatchWriteItem takes. */
const BATCH = 25;
const REQUESTS_AT_A_TIME = 16;

/** Puts the items `item-0` to `item-<count - 1>`, in no particular order. @returns their keys */
export async function writeItems(table: TestTable, count: number, first = 0): Promise<readonly string[]> {
  const keys = Array.from({ length: count }, (_, index) => `item-${first + index}`);
  const batches = Array.from({ length: Math.ceil(count / BATCH) }, (_, index) =>
    keys.slice(index * BATCH, (index + 1) * BATCH),
  ).values();
  const write = async (): Promise<void> => {
    for (const batch of batches) {
      const puts = batch.map((pk) => ({ PutRequest: { Item: { pk: { S: pk } } } }));
      const { UnprocessedItems } = await table.client.send(
        new BatchWriteItemCommand({ RequestItems: { [table.name]: puts } }),
      );
      if (Object.keys(UnprocessedItems ?? {}).length > 0)
        throw new Error('DynamoDB Local left items unwritten.');
    }
  };
  await Promise.all(Array.from({ length: REQUESTS_AT_A_TIME }, write));
  return keys;
}

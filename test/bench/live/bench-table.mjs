/** DynamoDB Local with a table and its stream, for measurements. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';

const require = createRequire(import.meta.url);
const WRITES_AT_ONCE = 25;
const CALLS_AT_ONCE = 8;

/** @param {number} count records that wait in the stream, of about 620 bytes as events */
export async function startBenchTable(count) {
  const { startLocalDynamoDb } = require('../../../out/test/support/local-dynamodb/local-dynamodb.js');
  const { TestTable } = require('../../../out/test/support/local-dynamodb/test-table.js');
  const local = await startLocalDynamoDb(path.join(import.meta.dirname, '..', '..', '..'));
  const table = await TestTable.create(local.endpoint);
  let next = 0;
  const write = async () => {
    while (next < count) {
      const from = next;
      next += WRITES_AT_ONCE;
      const requests = Array.from({ length: Math.min(WRITES_AT_ONCE, count - from) }, (_, index) => ({
        PutRequest: { Item: item(from + index) },
      }));
      await table.client.send(new BatchWriteItemCommand({ RequestItems: { [table.name]: requests } }));
    }
  };
  await Promise.all(Array.from({ length: CALLS_AT_ONCE }, write));
  return { endpoint: local.endpoint, table, stop: () => local.stop() };
}

/** @param {number} index */
function item(index) {
  const id = `order-${String(index).padStart(8, '0')}`;
  return {
    pk: { S: id },
    status: { S: 'shipped' },
    total: { N: String(index % 997) },
    note: { S: 'x'.repeat(90) },
  };
}

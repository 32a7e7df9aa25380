/** A table with a stream on DynamoDB Local, for tests that drive a window. */
import { CreateTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';

/**
 * @typedef {object} StreamTable
 * @property {string} name
 * @property {(from: number, to: number) => Promise<void>} putItems those with the numbers `from` to `to - 1`
 * @property {(from: number, to: number) => string[]} keys theirs
 */

/**
 * @param {string} endpoint
 * @param {string} name
 * @returns {Promise<StreamTable>}
 */
export async function createStreamTable(endpoint, name) {
  const client = new DynamoDBClient({
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  await client.send(
    new CreateTableCommand({
      TableName: name,
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    }),
  );
  const keys = (/** @type {number} */ from, /** @type {number} */ to) =>
    Array.from({ length: to - from }, (_, index) => `item-${from + index}`);
  return {
    name,
    keys,
    putItems: async (from, to) => {
      for (const pk of keys(from, to)) {
        await client.send(new PutItemCommand({ TableName: name, Item: { pk: { S: pk } } }));
      }
    },
  };
}

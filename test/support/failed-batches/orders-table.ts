/** The sample's table "Orders" in a test cloud, with a stream to which changes are written one after the other. */
import {
  CreateTableCommand,
  DeleteItemCommand,
  DynamoDBClient,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { type CloudPlace, DEFAULT_REGION, setUpClient } from '../test-cloud/set-up-client';
import type { OrderWrite } from './order-writes';

const TABLE = 'Orders';

/** @returns the stream's ARN */
export async function createOrdersTable(cloud: CloudPlace, region = DEFAULT_REGION): Promise<string> {
  const client = new DynamoDBClient(setUpClient(cloud, region));
  const { TableDescription } = await client.send(
    new CreateTableCommand({
      TableName: TABLE,
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    }),
  );
  client.destroy();
  return String(TableDescription?.LatestStreamArn);
}

export async function writeOrders(
  cloud: CloudPlace,
  writes: readonly OrderWrite[],
  region = DEFAULT_REGION,
): Promise<void> {
  const client = new DynamoDBClient(setUpClient(cloud, region));
  for (const write of writes)
    if (write.kind === 'put')
      await client.send(new PutItemCommand({ TableName: TABLE, Item: { ...write.item } }));
    else await client.send(new DeleteItemCommand({ TableName: TABLE, Key: { ...write.key } }));
  client.destroy();
}

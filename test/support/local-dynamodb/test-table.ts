/** A table with a stream on DynamoDB Local, as small as a test needs it. */
import {
  type AttributeValue,
  CreateTableCommand,
  DeleteItemCommand,
  DynamoDBClient,
  PutItemCommand,
  type StreamViewType,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';

let tables = 0;

export class TestTable {
  private constructor(
    readonly client: DynamoDBClient,
    readonly name: string,
    readonly streamArn: string,
  ) {}

  /** With `pk` (S) as its key, and a name of its own. */
  static async create(endpoint: string, viewType: StreamViewType = 'NEW_AND_OLD_IMAGES'): Promise<TestTable> {
    const client = new DynamoDBClient({
      endpoint,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    tables += 1;
    const name = `Table-${process.pid}-${tables}`;
    const { TableDescription } = await client.send(
      new CreateTableCommand({
        TableName: name,
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        BillingMode: 'PAY_PER_REQUEST',
        StreamSpecification: { StreamEnabled: true, StreamViewType: viewType },
      }),
    );
    return new TestTable(client, name, String(TableDescription?.LatestStreamArn));
  }

  async put(pk: string, attributes: Readonly<Record<string, AttributeValue>> = {}): Promise<void> {
    await this.client.send(
      new PutItemCommand({ TableName: this.name, Item: { pk: { S: pk }, ...attributes } }),
    );
  }

  async delete(pk: string): Promise<void> {
    await this.client.send(new DeleteItemCommand({ TableName: this.name, Key: { pk: { S: pk } } }));
  }

  async disableStream(): Promise<void> {
    await this.client.send(
      new UpdateTableCommand({ TableName: this.name, StreamSpecification: { StreamEnabled: false } }),
    );
  }
}

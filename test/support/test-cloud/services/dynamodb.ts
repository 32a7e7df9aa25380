/** DynamoDB and its streams: DynamoDB Local's answers under the test's account, with what it can't do laid over them. */
import { type ArnRewriting, type TestAccount, rewriteArns } from '../arn-rewriting';
import type { Answer } from '../cloud-answer';
import type { CloudRequest } from '../cloud-request';
import { forward } from '../forwarding';
import { splitThirdShard } from '../shard-splits';

export interface DynamoDbOptions {
  readonly endpoint: string;
  readonly account?: TestAccount | undefined;
  /** At most so many records a page, whatever is asked for. */
  readonly mostRecords?: number | undefined;
  /** The third shard becomes a second child of the first. */
  readonly splits?: boolean | undefined;
}

/** Members of a table's description, for example `SSEDescription` and `Replicas`. */
export type TableOverlay = Readonly<Record<string, unknown>>;

export class DynamoDb {
  private readonly overlays = new Map<string, TableOverlay>();

  constructor(private readonly options: DynamoDbOptions) {}

  /** From now on descriptions of the table say this too; it does not need to exist yet. */
  describe(tableName: string, overlay: TableOverlay): void {
    this.overlays.set(tableName, overlay);
  }

  /** Asks DynamoDB Local, in the region. */
  async hasStream(streamArn: string, region: string): Promise<boolean> {
    const asked = await fetch(this.options.endpoint, {
      method: 'POST',
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=test/20250101/${region}/dynamodb/aws4_request, SignedHeaders=host, Signature=0`,
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': 'DynamoDBStreams_20120810.DescribeStream',
      },
      body: rewriteArns(this.options.account, region).toLocal(JSON.stringify({ StreamArn: streamArn })),
    });
    await asked.arrayBuffer();
    return asked.ok;
  }

  async answer(request: CloudRequest): Promise<Answer> {
    const { account, splits } = this.options;
    const rewriting = rewriteArns(account, request.region);
    const { status, headers, body } = await this.ask(request, rewriting);
    const text = rewriting.toTest(body.toString());
    if (status !== 200) return { status, headers, body: Buffer.from(text) };
    const isSplit = splits === true && request.action === 'dynamodb:DescribeStream';
    return { status, headers, body: Buffer.from(this.overlaid(isSplit ? splitThirdShard(text) : text)) };
  }

  private ask(request: CloudRequest, rewriting: ArnRewriting): Promise<Answer> {
    const { endpoint, mostRecords } = this.options;
    let question = rewriting.toLocal(request.body.toString());
    if (request.action === 'dynamodb:GetRecords' && mostRecords !== undefined) {
      const input = JSON.parse(question) as { readonly Limit?: number };
      question = JSON.stringify({ ...input, Limit: Math.min(mostRecords, input.Limit ?? mostRecords) });
    }
    // DynamoDB Local keeps a database for each access key and region; whoever asks sees the same one here.
    const authorization = String(request.headers.authorization).replace(
      /Credential=[^/]*/,
      'Credential=test',
    );
    return forward(endpoint, request, Buffer.from(question), { authorization });
  }

  private overlaid(text: string): string {
    if (this.overlays.size === 0) return text;
    const answer = JSON.parse(text) as Record<string, { readonly TableName?: string } | undefined>;
    for (const member of ['Table', 'TableDescription']) {
      const overlay = this.overlays.get(answer[member]?.TableName ?? '');
      if (overlay !== undefined) answer[member] = { ...answer[member], ...overlay };
    }
    return JSON.stringify(answer);
  }
}

/**
 * GetRecords whose answer stays bytes. The SDK does everything up to the answer: credentials, signing,
 * endpoint. Its deserialiser would take five times the CPU of signing and parsing together, and lose
 * the lower-case names of userIdentity; so on success it gets an empty object to deserialise. Errors
 * go the SDK's way.
 */
import type { DynamoDBStreamsClient, GetRecordsCommandInput } from '@aws-sdk/client-dynamodb-streams';
import * as l10n from '@vscode/l10n';
import type { SendOptions } from '../access/ask-aws';

/** The part of the SDK's response that is used here: in Node the body is the incoming message. */
interface NodeResponse {
  readonly statusCode: number;
  body: AsyncIterable<Uint8Array> | Uint8Array;
}

const EMPTY_OBJECT = Buffer.from('{}');

/** @returns the body of the answer; @throws the SDK's error */
export async function getRecordsRaw(
  client: DynamoDBStreamsClient,
  input: GetRecordsCommandInput,
  options: SendOptions,
): Promise<Uint8Array> {
  const { GetRecordsCommand } = await import('@aws-sdk/client-dynamodb-streams');
  const command = new GetRecordsCommand(input);
  let rawBody: Uint8Array | undefined;
  command.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const response = result.response as NodeResponse;
      if (response.statusCode !== 200) return result;
      rawBody = await collect(response.body);
      response.body = EMPTY_OBJECT;
      return result;
    },
    // Nearest to the connection: before the deserialiser sees the answer.
    { name: 'takeRawBody', step: 'deserialize', priority: 'low' },
  );
  await client.send(command, options);
  if (rawBody === undefined) throw new Error(l10n.t('GetRecords answered without a body'));
  return rawBody;
}

async function collect(body: AsyncIterable<Uint8Array> | Uint8Array): Promise<Uint8Array> {
  if (body instanceof Uint8Array) return body;
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  const [only] = chunks;
  return chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks);
}

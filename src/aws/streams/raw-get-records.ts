/**
 * GetRecords whose answer stays bytes. The SDK does everything up to the answer: credentials, signing,
 * endpoint. Its deserialiser would take five times the CPU of signing and parsing together, and lose
 * the lower-case names of userIdentity; so on success it gets an empty object to deserialise. Errors
 * go the SDK's way.
 */
import type { DynamoDBStreamsClient, GetRecordsCommandInput } from '@aws-sdk/client-dynamodb-streams';
import type { StopSignal } from '../../engine/ports/stop-signal';

/** The part of the SDK's response that is used here: in Node the body is the incoming message. */
interface NodeResponse {
  readonly statusCode: number;
  body: AsyncIterable<Uint8Array> | Uint8Array;
  rawBody?: Uint8Array;
}

interface RawOutput {
  readonly rawBody?: Uint8Array;
}

const EMPTY_OBJECT = Buffer.from('{}');

export type GetRecordsRaw = (input: GetRecordsCommandInput, stop: StopSignal) => Promise<Uint8Array>;

/** @param client loses the records of its GetRecordsCommand to the returned function */
export async function rawGetRecords(client: DynamoDBStreamsClient): Promise<GetRecordsRaw> {
  const { GetRecordsCommand } = await import('@aws-sdk/client-dynamodb-streams');
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const result = await next(args);
      const response = result.response as NodeResponse;
      if (context.commandName !== 'GetRecordsCommand' || response.statusCode !== 200) return result;
      response.rawBody = await collect(response.body);
      response.body = EMPTY_OBJECT;
      return result;
    },
    // Nearest to the connection: before the deserialiser sees the answer.
    { name: 'takeRawBody', step: 'deserialize', priority: 'low' },
  );
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const { rawBody } = result.response as NodeResponse;
      return rawBody === undefined ? result : { ...result, output: { ...result.output, rawBody } };
    },
    { name: 'returnRawBody', step: 'initialize' },
  );
  return async (input, stop) => {
    const output = await client.send(new GetRecordsCommand(input), { abortSignal: stop as AbortSignal });
    const { rawBody } = output as RawOutput;
    if (rawBody === undefined) throw new Error('GetRecords answered without a body');
    return rawBody;
  };
}

async function collect(body: AsyncIterable<Uint8Array> | Uint8Array): Promise<Uint8Array> {
  if (body instanceof Uint8Array) return body;
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  const [only] = chunks;
  return chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks);
}

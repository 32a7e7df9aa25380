/** The floor of `live`: signed GetRecords calls in a loop, the body parsed and the batch sent on, nothing else. */
import { createHash, createHmac } from 'node:crypto';
import http from 'node:http';

const agent = new http.Agent({ keepAlive: true });

/**
 * @param {string} endpoint
 * @param {string} operation of DynamoDB Streams
 * @param {unknown} input
 * @returns {Promise<any>} parsed
 */
async function call(endpoint, operation, input) {
  const { host, hostname, port } = new URL(endpoint);
  const body = JSON.stringify(input);
  const target = `DynamoDBStreams_20120810.${operation}`;
  const headers = sign({ host, 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.0' }, body);
  return new Promise((resolve, reject) => {
    const request = http.request({ hostname, port, method: 'POST', headers, agent }, (response) => {
      /** @type {Buffer[]} */
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString())));
    });
    request.on('error', reject);
    request.end(body);
  });
}

/**
 * Signature version 4.
 * @param {Record<string, string>} headers
 * @param {string} body
 */
function sign(headers, body) {
  const time = new Date().toISOString().replace(/[-:]|[.]\d+/g, '');
  const date = time.slice(0, 8);
  const all = { ...headers, 'x-amz-date': time };
  const names = Object.keys(all).sort();
  const canonical = `POST\n/\n\n${names.map((name) => `${name}:${all[name]}\n`).join('')}\n${names.join(';')}\n${sha256(body)}`;
  const scope = `${date}/eu-west-1/dynamodb/aws4_request`;
  const key = [date, 'eu-west-1', 'dynamodb', 'aws4_request'].reduce(hmac, Buffer.from('AWS4test'));
  const signature = hmac(key, `AWS4-HMAC-SHA256\n${time}\n${scope}\n${sha256(canonical)}`).toString('hex');
  return {
    ...all,
    'content-length': String(Buffer.byteLength(body)),
    authorization: `AWS4-HMAC-SHA256 Credential=test/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`,
  };
}

/** @param {string} text */
function sha256(text) {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * @param {Buffer} key
 * @param {string} text
 */
function hmac(key, text) {
  return createHmac('sha256', key).update(text).digest();
}

/**
 * @param {{ endpoint: string, streamArn: string, count: number, batchSize: number, invoke: (event: Uint8Array) => Promise<unknown> }} options
 */
export async function runBareLoop({ endpoint, streamArn, count, batchSize, invoke }) {
  const { StreamDescription } = await call(endpoint, 'DescribeStream', { StreamArn: streamArn });
  let seen = 0;
  for (const { ShardId } of StreamDescription.Shards) {
    const position = { StreamArn: streamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' };
    let { ShardIterator } = await call(endpoint, 'GetShardIterator', position);
    while (ShardIterator !== undefined && seen < count) {
      const page = await call(endpoint, 'GetRecords', { ShardIterator, Limit: 1000 });
      for (let from = 0; from < page.Records.length; from += batchSize)
        await invoke(Buffer.from(JSON.stringify({ Records: page.Records.slice(from, from + batchSize) })));
      seen += page.Records.length;
      ShardIterator = page.NextShardIterator;
    }
  }
}

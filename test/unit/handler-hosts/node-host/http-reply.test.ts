/** Replies of any Runtime API, however its server cuts them into packets. */
import assert from 'node:assert/strict';

import * as fc from 'fast-check';

import { type HttpReply, HttpReplyReader } from '../../../../src/handler-hosts/node-host/http-reply';

/** Reads the bytes in pieces of the given lengths, over and over, and tells what it found. */
function replies(bytes: Uint8Array, pieces: readonly number[] = [bytes.length]): readonly HttpReply[] {
  const found: HttpReply[] = [];
  const reader = new HttpReplyReader((reply) => found.push(reply));
  let at = 0;
  for (let index = 0; at < bytes.length; index += 1) {
    const buffer = reader.nextBuffer();
    const count = Math.min(pieces[index % pieces.length] ?? 1, buffer.length, bytes.length - at);
    buffer.set(bytes.subarray(at, at + count));
    at += count;
    reader.take(count);
  }
  reader.end();
  return found;
}

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

describe('replies of a Runtime API', () => {
  it('finds the same replies wherever the bytes are cut: lengths, chunks, interim replies, no bodies', () => {
    const body = JSON.stringify({ Records: ['größer: €𝄞', 'x'.repeat(3000)] });
    const length = text(body).length;
    const half = text(body).subarray(0, 1500);
    const rest = text(body).subarray(1500);
    const whole = Buffer.concat([
      text(
        `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: ${length}\r\nA: 1\r\na: 2\r\n\r\n`,
      ),
      text(body),
      text('HTTP/1.1 204 No Content\r\nContent-Length: 12\r\n\r\n'),
      text('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5dc;name=value\r\n'),
      half,
      text(`\r\n${rest.length.toString(16)}\r\n`),
      rest,
      text('\r\n0\r\nTrailer: 1\r\n\r\nHTTP/1.1 202 \r\ncontent-length:0\r\n\r\n'),
    ]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 2000 }), { minLength: 1, maxLength: 20 }), (pieces) => {
        const found = replies(whole, pieces);
        assert.deepEqual(
          found.map((reply) => [reply.status, reply.body]),
          [
            [200, body],
            [204, ''],
            [200, body],
            [202, ''],
          ],
        );
        assert.equal(found[0]?.headers.get('a'), '1, 2');
      }),
    );
  });

  it('takes an event of 6 MB without reading beyond it', () => {
    const body = 'x'.repeat(6_291_456);
    const bytes = text(
      `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}HTTP/1.1 202 A\r\nContent-Length: 2\r\n\r\nok`,
    );
    const found = replies(bytes, [65_536, 1_000_000]);
    assert.deepEqual(
      found.map((reply) => reply.body.length),
      [6_291_456, 2],
    );
  });

  it('knows when the server will close: HTTP/1.0, Connection: close, a body until the end', () => {
    const closes = (head: string): boolean | undefined => replies(text(`${head}\r\n\r\n`))[0]?.closes;
    assert.equal(closes('HTTP/1.1 200 OK\r\nContent-Length: 0'), false);
    assert.equal(closes('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: Close'), true);
    assert.equal(closes('HTTP/1.0 200 OK\r\nContent-Length: 0'), true);
    assert.equal(closes('HTTP/1.0 200 OK\r\nContent-Length: 0\r\nConnection: keep-alive'), false);
    const [last] = replies(text('HTTP/1.1 200 OK\r\n\r\nuntil the end'), [7]);
    assert.deepEqual([last?.body, last?.closes], ['until the end', true]);
  });

  it('refuses what is no HTTP reply', () => {
    for (const nonsense of [
      'SSH-2.0-OpenSSH_9.6\r\n\r\n',
      'HTTP/2 200\r\n\r\n',
      'HTTP/1.1 200 OK\r\nno colon\r\n\r\n',
      'HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nno size\r\n',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n',
      `HTTP/1.1 200 OK\r\nA: ${'a'.repeat(70_000)}`,
    ]) {
      assert.throws(() => replies(text(nonsense)), /Runtime API|too long/, nonsense.slice(0, 60));
    }
  });
});

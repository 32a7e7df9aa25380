import assert from 'node:assert/strict';
import { readFrames, textFrame } from '../../../../src/vscode/debug/websocket-frames';

/** A server's frame: not masked. */
function serverFrame(text: string, opcode = 1): Buffer {
  const payload = Buffer.from(text);
  if (payload.length < 126) return Buffer.concat([Buffer.from([0x80 | opcode, payload.length]), payload]);
  const header = Buffer.from([0x80 | opcode, 126, payload.length >> 8, payload.length & 0xff]);
  return Buffer.concat([header, payload]);
}

describe('WebSocket frames', () => {
  it('carry a text masked, as RFC 6455 section 5.7 has it', () => {
    const frame = textFrame('Hello', Buffer.from([0x37, 0xfa, 0x21, 0x3d]));
    assert.deepEqual([...frame], [0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58]);
  });

  it('tell longer texts’ length in two or eight bytes', () => {
    assert.deepEqual([...textFrame('x'.repeat(300), Buffer.alloc(4)).subarray(0, 4)], [0x81, 0xfe, 1, 44]);
    const long = textFrame('x'.repeat(70_000), Buffer.alloc(4));
    assert.equal(long[1], 0xff);
    assert.equal(long.readBigUInt64BE(2), 70_000n);
  });

  it('are read one by one however the bytes arrive', () => {
    const bytes = Buffer.concat([
      serverFrame('{"id":1}'),
      serverFrame('ping', 9),
      serverFrame('ä'.repeat(200)),
    ]);
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const first = readFrames(bytes.subarray(0, cut));
      const second = readFrames(Buffer.concat([first.rest, bytes.subarray(cut)]));
      assert.deepEqual([...first.texts, ...second.texts], ['{"id":1}', 'ä'.repeat(200)]);
      assert.equal(second.rest.length, 0);
    }
  });
});

/** WebSocket frames (RFC 6455) as far as short text messages need them: no fragments, no extensions. */

const TEXT = 0x1;
const FINAL = 0x80;
const MASKED = 0x80;

/** @param mask four random bytes: a client masks what it sends */
export function textFrame(text: string, mask: Uint8Array): Buffer {
  const payload = Buffer.from(text, 'utf8');
  const masked = payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0));
  return Buffer.concat([header(payload.length), mask, masked]);
}

/** @returns the texts of the complete frames, and what is left of the bytes */
export function readFrames(bytes: Buffer): { readonly texts: readonly string[]; readonly rest: Buffer } {
  const texts: string[] = [];
  let rest = bytes;
  for (;;) {
    const frame = readFrame(rest);
    if (frame === undefined) return { texts, rest };
    if (frame.opcode === TEXT) texts.push(frame.payload.toString('utf8'));
    rest = rest.subarray(frame.length);
  }
}

function header(length: number): Buffer {
  if (length < 126) return Buffer.from([FINAL | TEXT, MASKED | length]);
  const long = Buffer.alloc(length < 65_536 ? 4 : 10);
  long[0] = FINAL | TEXT;
  long[1] = MASKED | (length < 65_536 ? 126 : 127);
  if (length < 65_536) long.writeUInt16BE(length, 2);
  else long.writeBigUInt64BE(BigInt(length), 2);
  return long;
}

function readFrame(
  bytes: Buffer,
): { readonly opcode: number; readonly payload: Buffer; readonly length: number } | undefined {
  if (bytes.length < 2) return undefined;
  const short = bytes.readUInt8(1) & 0x7f;
  const extra = short === 126 ? 2 : short === 127 ? 8 : 0;
  const start = 2 + extra;
  if (bytes.length < start) return undefined;
  const size = extra === 0 ? short : extra === 2 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  if (bytes.length < start + size) return undefined;
  return {
    opcode: bytes.readUInt8(0) & 0x0f,
    payload: bytes.subarray(start, start + size),
    length: start + size,
  };
}

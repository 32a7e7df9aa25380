/** An X-Ray trace header as Lambda sends it to a function that is not sampled (reference section 5.2). */
import { randomBytes } from 'node:crypto';

const bytesPerId = 20;

/** Drawn in bulk: asking the system for each id alone takes longer than everything else here. */
let pool = Buffer.alloc(0);

export function newTraceId(): string {
  if (pool.length < bytesPerId) pool = randomBytes(bytesPerId * 256);
  const random = pool.toString('hex', 0, bytesPerId);
  pool = pool.subarray(bytesPerId);
  const seconds = Math.floor(Date.now() / 1000).toString(16);
  return `Root=1-${seconds}-${random.slice(0, 24)};Parent=${random.slice(24)};Sampled=0`;
}

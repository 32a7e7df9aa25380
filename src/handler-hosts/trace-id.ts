/** An X-Ray trace header as Lambda sends it to a function that is not sampled (reference section 5.2). */
import { randomBytes } from 'node:crypto';

export function newTraceId(): string {
  const seconds = Math.floor(Date.now() / 1000).toString(16);
  const root = `1-${seconds}-${randomBytes(12).toString('hex')}`;
  return `Root=${root};Parent=${randomBytes(8).toString('hex')};Sampled=0`;
}

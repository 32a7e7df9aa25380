/**
 * Reads a request's body up to Lambda's payload limit, without ever holding more than that.
 *
 * What is over the limit is read and thrown away, so that the client gets the
 * 413 instead of a broken connection.
 */
import type { IncomingMessage } from 'node:http';

/** 6 × 1024 × 1024 + 100 bytes, the cap of AWS's own emulator (reference PR-6). */
export const maximumPayloadBytes = 6_291_556;

export type RequestBody =
  | { readonly kind: 'complete'; readonly text: string }
  | { readonly kind: 'tooLarge' }
  /** The connection ended before the body did. */
  | { readonly kind: 'cutOff' };

export function readBody(request: IncomingMessage): Promise<RequestBody> {
  return new Promise((resolve) => {
    let chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > maximumPayloadBytes) chunks = [];
      else chunks.push(chunk);
    });
    request.on('end', () => {
      if (size > maximumPayloadBytes) resolve({ kind: 'tooLarge' });
      else resolve({ kind: 'complete', text: Buffer.concat(chunks).toString('utf8') });
    });
    // A cut-off body shows as an error and as a close without an end; the first of them counts.
    request.on('error', () => resolve({ kind: 'cutOff' }));
    request.on('close', () => resolve({ kind: 'cutOff' }));
  });
}

/**
 * Keeps everybody but a runtime on this machine away from the Runtime API.
 *
 * A web page can reach a loopback port; it then sends an `Origin`, or after DNS
 * rebinding a foreign `Host`, and for a plain GET `Sec-Fetch-Site`. No runtime client sends any. The secret path
 * prefix is for our own Node host only: official clients lose it (reference 5.5).
 */
import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

export type Admission =
  { readonly admitted: true; readonly path: string } | { readonly admitted: false; readonly reason: string };

/**
 * @param url the request target, for example `/<token>/2018-06-01/ping`
 * @returns the path behind the token, without a query
 */
export function admitRequest(
  headers: IncomingHttpHeaders,
  url: string,
  port: number,
  token: string | undefined,
): Admission {
  if (headers.origin !== undefined) {
    return { admitted: false, reason: 'Requests from a web page are refused' };
  }
  // Where there is a token, a page does not know it.
  if (token === undefined && headers['sec-fetch-site'] !== undefined) {
    return { admitted: false, reason: 'Requests from a web page are refused' };
  }
  if (headers.host !== `127.0.0.1:${port}` && headers.host !== `localhost:${port}`) {
    return { admitted: false, reason: 'The Host header does not name this server' };
  }
  const path = url.split('?', 1)[0] ?? '';
  if (token === undefined) return { admitted: true, path };
  const end = path.indexOf('/', 1);
  const given = end === -1 ? path.slice(1) : path.slice(1, end);
  if (!sameSecret(given, token))
    return { admitted: false, reason: 'The path does not begin with the secret' };
  return { admitted: true, path: path.slice(token.length + 1) };
}

function sameSecret(given: string, secret: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(secret);
  return a.length === b.length && timingSafeEqual(a, b);
}

/**
 * Which Runtime API call a request is (reference section 5.1).
 *
 * The restore routes exist only for SnapStart; without it AWS's emulator does
 * not know them, so they end as not found here too. `/ping` is the emulator's.
 */

export type Route =
  | { readonly name: 'next' }
  | { readonly name: 'response'; readonly requestId: string }
  | { readonly name: 'error'; readonly requestId: string }
  | { readonly name: 'initError' }
  | { readonly name: 'ping' }
  | { readonly name: 'methodNotAllowed' }
  | { readonly name: 'notFound' };

const base = '/2018-06-01/';

/** @param path behind the secret, for example `/2018-06-01/runtime/invocation/next` */
export function findRoute(method: string | undefined, path: string): Route {
  if (!path.startsWith(base)) return { name: 'notFound' };
  const rest = path.slice(base.length);
  if (rest === 'ping') return only('GET', method, { name: 'ping' });
  if (rest === 'runtime/invocation/next') return only('GET', method, { name: 'next' });
  if (rest === 'runtime/init/error') return only('POST', method, { name: 'initError' });
  const answer = /^runtime\/invocation\/([^/]+)\/(response|error)$/.exec(rest);
  const [, requestId, name] = answer ?? [];
  if (requestId === undefined) return { name: 'notFound' };
  return only('POST', method, {
    name: name === 'response' ? 'response' : 'error',
    requestId: decode(requestId),
  });
}

function only(allowed: string, method: string | undefined, route: Route): Route {
  return method === allowed ? route : { name: 'methodNotAllowed' };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Bad percent-encoding cannot be a request id; as it stands it will be found unknown.
    return text;
  }
}

/** What makes a connection the same one after the settings were written again. */
import type { StreamConnection } from '../../engine/streams/stream-connection';

/** The order in which endpoints are written makes no difference, and neither does "read-only". */
export function connectionId(
  name: string,
  { awsProfile, region, endpointUrl, endpointUrls = {} }: StreamConnection,
): string {
  const endpoints = Object.entries(endpointUrls).sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([name, awsProfile ?? null, region ?? null, endpointUrl ?? null, ...endpoints.flat()]);
}

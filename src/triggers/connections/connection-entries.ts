/** The setting `streamTriggers.connections` with one entry more, fewer or different; the others stay as they were written. */
import type { AwsConnection } from './aws-connection';
import type { ConnectionEntry } from './read-connections';

export type Entries = readonly unknown[];

/** What the setting would say of it. */
export function entryOf(connection: AwsConnection): ConnectionEntry {
  const { name, awsProfile, region, endpointUrl, endpointUrls, isReadOnly } = connection;
  return {
    name,
    ...(awsProfile !== undefined && { awsProfile }),
    ...(region !== undefined && { region }),
    ...(endpointUrl !== undefined && { endpointUrl }),
    ...(endpointUrls !== undefined && { endpointUrls }),
    ...(isReadOnly && { readOnly: true }),
  };
}

/** @param setting as it is; whatever is no list was of no use */
export function entriesOf(setting: unknown): Entries {
  return Array.isArray(setting) ? (setting as Entries) : [];
}

/** In the place of the one of that name; at the end if there is none, as for the default connection. */
export function withEntry(entries: Entries, name: string, entry: ConnectionEntry): Entries {
  const isThere = entries.some((other) => nameOf(other) === name);
  return isThere ? entries.map((other) => (nameOf(other) === name ? entry : other)) : [...entries, entry];
}

export function withoutEntry(entries: Entries, name: string): Entries {
  return entries.filter((other) => nameOf(other) !== name);
}

function nameOf(entry: unknown): string | undefined {
  if (typeof entry !== 'object' || entry === null || !('name' in entry)) return undefined;
  return typeof entry.name === 'string' ? entry.name.trim() : undefined;
}

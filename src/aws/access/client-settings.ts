/**
 * What every AWS client of ours is made with: profile, region, endpoint, credentials, time limits.
 * Where the connection leaves something open, the SDK's own conventions decide.
 */
import type { StreamConnection } from '../../engine/streams/stream-connection';

const CONNECTION_TIMEOUT_MS = 5_000;
/** GetRecords answers within a second or two; a proxy that keeps quiet must not hold a shard for ever. */
const REQUEST_TIMEOUT_MS = 60_000;

/** Any region will do for an emulator that nobody told one; DynamoDB Local keeps one database for each. */
const EMULATOR_REGION = 'us-east-1';

/** AR-3. */
const REAL_REGION = /^(eusc-)?[a-z]{2}(-gov|-iso[a-z]?)?-[a-z]+-\d$/;

export interface ClientSettings {
  readonly region: string;
  readonly profile?: string;
  readonly endpoint?: string;
  readonly credentials?: () => Promise<{ accessKeyId: string; secretAccessKey: string }>;
  readonly maxAttempts?: number;
  readonly requestHandler: {
    readonly connectionTimeout: number;
    readonly requestTimeout: number;
    readonly throwOnRequestTimeout: boolean;
  };
}

/**
 * @param arnRegion the region in the ARN of what is asked for; it decides, unless it is an emulator's
 * @throws Error "Region is missing" if nothing tells one
 */
export async function clientSettings(
  connection: StreamConnection,
  arnRegion?: string,
): Promise<ClientSettings> {
  const { awsProfile, endpointUrl } = connection;
  const credentials = isEmulator(endpointUrl) ? await emulatorCredentials(connection) : undefined;
  return {
    region: await regionFor(connection, arnRegion),
    ...(awsProfile !== undefined && { profile: awsProfile }),
    ...(endpointUrl !== undefined && { endpoint: endpointUrl }),
    ...(credentials !== undefined && { credentials }),
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      throwOnRequestTimeout: true,
    },
  };
}

async function regionFor(connection: StreamConnection, arnRegion?: string): Promise<string> {
  const { region, awsProfile, endpointUrl } = connection;
  if (arnRegion !== undefined && REAL_REGION.test(arnRegion)) return arnRegion;
  if (region !== undefined) return region;
  const { DynamoDBStreamsClient } = await import('@aws-sdk/client-dynamodb-streams');
  const configured = new DynamoDBStreamsClient(awsProfile === undefined ? {} : { profile: awsProfile });
  try {
    return await configured.config.region();
  } catch (error) {
    if (endpointUrl !== undefined || arnRegion !== undefined) return EMULATOR_REGION;
    throw error;
  }
}

/** A VPC endpoint of AWS's own is none. */
function isEmulator(endpointUrl: string | undefined): boolean {
  return endpointUrl !== undefined && !/[.](amazonaws[.]com([.]cn)?|api[.]aws)(?=[:/]|$)/.test(endpointUrl);
}

/** Emulators want some credentials, and DynamoDB Local keeps one database for each access key: the person's own first. */
async function emulatorCredentials({ awsProfile }: StreamConnection): Promise<ClientSettings['credentials']> {
  if (awsProfile !== undefined) return undefined;
  const { defaultProvider } = await import('@aws-sdk/credential-provider-node');
  const provider = defaultProvider();
  return async () => {
    try {
      return await provider();
    } catch {
      return { accessKeyId: 'local', secretAccessKey: 'local' };
    }
  };
}

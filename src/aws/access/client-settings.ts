/** What every AWS client of ours is made with, and the rules of region and endpoint behind it. */
import type { StreamConnection } from '../../engine/streams/stream-connection';
import type { Credentials } from './credential-source';

const CONNECTION_TIMEOUT_MS = 5_000;
/** GetRecords answers within a second or two; a proxy that keeps quiet must not hold a shard for ever. */
const REQUEST_TIMEOUT_MS = 60_000;

export const REQUEST_LIMITS = {
  connectionTimeout: CONNECTION_TIMEOUT_MS,
  requestTimeout: REQUEST_TIMEOUT_MS,
  throwOnRequestTimeout: true,
} as const;

export interface ClientSettings {
  readonly region: string;
  readonly profile?: string;
  readonly endpoint?: string;
  /** Ours is found already, and the SDK would look into another profile. */
  readonly ignoreConfiguredEndpointUrls: true;
  readonly credentials: () => Promise<Credentials>;
  readonly requestHandler: typeof REQUEST_LIMITS;
}

/** AR-3. */
const REAL_REGION = /^(eusc-)?[a-z]{2}(-gov|-iso[a-z]?)?-[a-z]+-\d$/;

/** DynamoDB Local's ARNs have "ddblocal" in that place. */
export function isRealRegion(region: string | undefined): region is string {
  return region !== undefined && REAL_REGION.test(region);
}

/** A VPC endpoint of AWS's own is none. */
export function isEmulator(endpoint: string | undefined): boolean {
  return endpoint !== undefined && !/[.](amazonaws[.]com([.]cn)?|api[.]aws)(?=[:/]|$)/.test(endpoint);
}

/**
 * What environment, files or machine say.
 *
 * @throws Error "Region is missing"
 */
export async function configuredRegion({ awsProfile }: StreamConnection): Promise<string> {
  const { STSClient } = await import('@aws-sdk/client-sts');
  const configured = new STSClient(awsProfile === undefined ? {} : { profile: awsProfile });
  return configured.config.region();
}

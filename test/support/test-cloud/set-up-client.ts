/** How a test's own clients reach the cloud: they are neither counted nor disturbed. */
import { SET_UP_ACCESS_KEY_ID, type TestCloud } from './test-cloud';

export type CloudPlace = Pick<TestCloud, 'endpoint'>;

/** Where set-up happens if nothing else is said. */
export const DEFAULT_REGION = 'eu-west-1';

/** The configuration for a client of the SDK. */
export function setUpClient(
  { endpoint }: CloudPlace,
  region = DEFAULT_REGION,
): {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
} {
  return { endpoint, region, credentials: { accessKeyId: SET_UP_ACCESS_KEY_ID, secretAccessKey: 'test' } };
}

/**
 * The endpoint that environment and files set for a service, in the order of AWS's reference guide ("Service-specific
 * endpoints"). The SDK's own look-up reads the files of AWS_PROFILE even if a client has a profile of its own, and so
 * would send one account's calls to another's endpoint.
 */
import * as l10n from '@vscode/l10n';
import type { AwsService } from '../../engine/streams/stream-connection';
import { type SharedFiles, effectiveProfile } from './shared-files';

/**
 * @returns undefined for AWS's own endpoint
 * @throws Error if the profile names a services section that is not there
 */
export function configuredEndpoint(
  service: AwsService,
  awsProfile: string | undefined,
  { profiles, sections }: SharedFiles,
  environment: Readonly<NodeJS.ProcessEnv>,
): string | undefined {
  const name = effectiveProfile(awsProfile);
  const profile = profiles[name] ?? {};
  const ignored =
    environment['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] ?? profile['ignore_configured_endpoint_urls'];
  if (ignored?.toLowerCase() === 'true') return undefined;
  const ofEnvironment =
    environment[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] || environment['AWS_ENDPOINT_URL'];
  if (ofEnvironment) return ofEnvironment;
  const { services } = profile;
  if (services !== undefined && sections[`services.${services}`] === undefined)
    throw new Error(
      l10n.t(
        'Profile "{0}" names the services section "{1}", which the shared configuration file does not have',
        name,
        services,
      ),
    );
  const ofService =
    services === undefined ? undefined : sections[`services.${services}`]?.[`${service}.endpoint_url`];
  return ofService ?? profile['endpoint_url'];
}

/**
 * How AWS is reached: what every client of ours is made with, by the SDK's own rules and what the connection says.
 * One for the window: credentials are resolved once and shared by all that have the same source.
 */
import * as l10n from '@vscode/l10n';
import type { AwsService, StreamConnection } from '../../engine/streams/stream-connection';
import { followedEndpoint, statedEndpoint } from '../../triggers/connections/connection-endpoints';
import type { CredentialQuestions } from '../../triggers/ports/credential-questions';
import {
  type ClientSettings,
  REQUEST_LIMITS,
  configuredRegion,
  isEmulator,
  isRealRegion,
} from './client-settings';
import { configuredEndpoint } from './configured-endpoint';
import { CredentialCache } from './credential-cache';
import { type Credentials, resolveCredentials } from './credential-source';
import { checkProfile, credentialsError } from './credentials-error';
import { ServiceClients } from './service-clients';
import { effectiveProfile, readSharedFiles, readSharedFilesAgain } from './shared-files';

/** Any region will do for an emulator that nobody told one; DynamoDB Local keeps one database for each. */
const EMULATOR_REGION = 'us-east-1';
/** Emulators want some credentials, and DynamoDB Local keeps one database for each access key. */
const PLACEHOLDERS: Credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

export class AwsAccess {
  readonly clients = new ServiceClients((connection, service, arnRegion) =>
    this.settings(connection, service, arnRegion),
  );
  private readonly cache = new CredentialCache();
  private filesRead: Promise<void> = Promise.resolve();

  constructor(private readonly questions: CredentialQuestions) {}

  /**
   * @param arnRegion the region in the ARN of what is asked for; it decides, unless it is an emulator's
   * @throws Error "Region is missing" if nothing tells one. That credentials can't be had is seen when they are used.
   */
  async settings(
    connection: StreamConnection,
    service: AwsService,
    arnRegion?: string,
  ): Promise<ClientSettings> {
    const { awsProfile } = connection;
    const endpoint = await this.endpoint(connection, service);
    const found = isRealRegion(arnRegion) ? arnRegion : await this.region(connection);
    const region = found ?? (endpoint === undefined && arnRegion === undefined ? undefined : EMULATOR_REGION);
    if (region === undefined) throw new Error('Region is missing');
    return {
      region,
      ...(awsProfile !== undefined && { profile: awsProfile }),
      ...(endpoint !== undefined && { endpoint }),
      ignoreConfiguredEndpointUrls: true,
      credentials: () => this.credentials(connection, isEmulator(endpoint)),
      requestHandler: REQUEST_LIMITS,
    };
  }

  /** @returns that which calls go to; undefined for AWS's own */
  async endpoint(connection: StreamConnection, service: AwsService): Promise<string | undefined> {
    await this.filesRead;
    const files = await readSharedFiles();
    const inForce = (of: AwsService): string | undefined =>
      statedEndpoint(connection, of) ?? configuredEndpoint(of, connection.awsProfile, files, process.env);
    const endpoint = inForce(service);
    return service === 'dynamodb_streams' ? followedEndpoint(inForce('dynamodb'), endpoint) : endpoint;
  }

  /** @returns that which calls go to; undefined if nothing tells one */
  async region(connection: StreamConnection): Promise<string | undefined> {
    if (connection.region !== undefined) return connection.region;
    await this.filesRead;
    try {
      return await configuredRegion(connection);
    } catch {
      // The SDK has no other answer for "nothing tells one" than an error.
      return undefined;
    }
  }

  /** A service says so, though they did not tell it themselves: what is asked next has them resolved anew. */
  dropExpired(credentials: Pick<Credentials, 'accessKeyId' | 'sessionToken'>): void {
    // The SDK's clients keep them as well.
    if (this.cache.drop(credentials)) this.clients.forget();
  }

  /** @param problem a sentence for people */
  tellExpired(connection: StreamConnection, problem: Error): void {
    this.questions.resolved?.(connection, problem);
  }

  /** Files are read and credentials resolved anew by whatever is asked next. */
  forgetCredentials(): void {
    this.cache.forget();
    this.clients.forget();
    this.filesRead = readSharedFilesAgain();
  }

  private async mfaCode(serialNumber: string, awsProfile: string | undefined): Promise<string> {
    try {
      return await this.questions.mfaCode(serialNumber, awsProfile);
    } catch (error) {
      throw new Error(l10n.t('no code of the MFA device {0} was given', serialNumber), { cause: error });
    }
  }

  /** @throws CredentialsError; a network's error */
  private async credentials(connection: StreamConnection, isForEmulator: boolean): Promise<Credentials> {
    const { awsProfile } = connection;
    const stsEndpoint = await this.endpoint(connection, 'sts');
    // The person's own come first at an emulator too, but nobody is asked for them.
    const isOptional = isForEmulator && awsProfile === undefined;
    const key = JSON.stringify([awsProfile ?? null, stsEndpoint ?? null, isOptional]);
    return this.cache.get(key, async () => {
      const region = await this.region(connection);
      const source = { awsProfile, region, stsEndpoint };
      if (isOptional) {
        const credentials = await resolveCredentials(source).catch(() => PLACEHOLDERS);
        this.questions.resolved?.(connection);
        return credentials;
      }
      const mfaCode = (serialNumber: string): Promise<string> => this.mfaCode(serialNumber, awsProfile);
      const { profiles } = await readSharedFiles();
      try {
        checkProfile(awsProfile, profiles);
        const credentials = await resolveCredentials({ ...source, mfaCode });
        this.questions.resolved?.(connection);
        return credentials;
      } catch (error) {
        const problem = credentialsError(error, effectiveProfile(awsProfile), profiles);
        this.questions.resolved?.(connection, problem);
        throw problem;
      }
    });
  }
}

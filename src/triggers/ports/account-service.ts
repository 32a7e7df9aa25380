/** Who one is on a connection, and which profiles and regions there are. `aws/connections/` answers. */
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { StreamConnection } from '../../engine/streams/stream-connection';

export interface AccountIdentity {
  readonly accountId: string;
  /** The account's alias, if it has one and the caller may read it. */
  readonly alias?: string;
  /** Of the caller. */
  readonly arn: string;
}

export interface ListedProfile {
  readonly name: string;
  /** As the shared configuration has it. */
  readonly region?: string;
  /** How it signs in. */
  readonly kind: 'keys' | 'sso' | 'role' | 'process' | 'login' | 'other';
  readonly endpointUrl?: string;
}

/** Absolute paths; what they name need not be there. */
export interface SharedFilePaths {
  readonly configuration: string;
  readonly credentials: string;
  /** In which single sign-on and console login keep their sessions as JSON files. */
  readonly signInFolders: readonly string[];
}

/** Each member that takes a signal rejects with ServiceError, or with the signal's reason. */
export interface AccountService {
  identify(connection: StreamConnection, stop: StopSignal): Promise<AccountIdentity>;
  /** Of the shared configuration and credentials files, in their order. @throws ServiceError naming an unreadable file */
  listProfiles(): Promise<readonly ListedProfile[]>;
  /** What those depend on that can change while the editor runs. */
  sharedFilePaths(): SharedFilePaths;
  /** The region that calls would go to; undefined if nothing tells one. */
  regionOf(connection: StreamConnection): Promise<string | undefined>;
  /** The endpoint that calls of a service go to, by the connection, the environment or the files; undefined for AWS's own. */
  endpointOf(
    connection: StreamConnection,
    service: 'dynamodb' | 'dynamodb_streams' | 'lambda',
  ): Promise<string | undefined>;
  /** The next call resolves credentials anew: after a sign-in, after a change of the files. */
  forgetCredentials(): void;
}

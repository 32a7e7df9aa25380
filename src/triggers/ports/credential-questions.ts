/** What signing in asks a person, and tells whoever waits for it. The editor answers. */
import type { StreamConnection } from '../../engine/streams/stream-connection';

export interface CredentialQuestions {
  /** @param serialNumber of the MFA device; @throws the editor's cancellation when there is no answer */
  mfaCode(serialNumber: string, profile: string | undefined): Promise<string>;
  /** @param problem why there are none; absent when credentials were had */
  resolved?(connection: StreamConnection, problem?: Error): void;
}

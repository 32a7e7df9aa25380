/** What signing in asks a person, and tells whoever waits for it. The editor answers. */
export interface CredentialQuestions {
  /** @param serialNumber of the MFA device; @throws the editor's cancellation when there is no answer */
  mfaCode(serialNumber: string, profile: string | undefined): Promise<string>;
  /** @param problem why there are none; absent when credentials were had */
  resolved?(profile: string | undefined, problem?: Error): void;
}

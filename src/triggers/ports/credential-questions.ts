/** What signing in has to ask a person. The editor answers. */
export interface CredentialQuestions {
  /** @param serialNumber of the MFA device; @throws the editor's cancellation when there is no answer */
  mfaCode(serialNumber: string, profile: string | undefined): Promise<string>;
}

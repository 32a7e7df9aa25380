/** Credentials that are resolved once and used until shortly before they expire: one MFA question, one call of SSO. */
import type { Credentials } from './credential-source';

/** What still lasts so long is used; a call must not outlive its credentials. */
const LEAST_LIFE_MS = 60_000;

export class CredentialCache {
  private readonly resolved = new Map<string, Credentials>();
  private readonly underWay = new Map<string, Promise<Credentials>>();

  /** Whoever asks while an answer is under way gets that one. A failure is not kept. */
  get(key: string, resolve: () => Promise<Credentials>): Promise<Credentials> {
    const known = this.resolved.get(key);
    if (known !== undefined && lasts(known)) return Promise.resolve(known);
    const asked = this.underWay.get(key);
    if (asked !== undefined) return asked;
    const answer = resolve().then((credentials) => {
      // Not if it was forgotten meanwhile.
      if (this.underWay.get(key) === settled) this.resolved.set(key, credentials);
      return credentials;
    });
    const settled = answer.finally(() => {
      if (this.underWay.get(key) === settled) this.underWay.delete(key);
    });
    this.underWay.set(key, settled);
    return settled;
  }

  /** @returns whether they were still those that the next question would have got */
  drop({ accessKeyId, sessionToken }: Pick<Credentials, 'accessKeyId' | 'sessionToken'>): boolean {
    const same = [...this.resolved].filter(
      ([, known]) => known.accessKeyId === accessKeyId && known.sessionToken === sessionToken,
    );
    for (const [key] of same) this.resolved.delete(key);
    return same.length > 0;
  }

  forget(): void {
    this.resolved.clear();
    this.underWay.clear();
  }
}

function lasts({ expiration }: Credentials): boolean {
  return expiration === undefined || expiration.getTime() - Date.now() > LEAST_LIFE_MS;
}

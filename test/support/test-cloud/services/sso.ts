/**
 * Single sign-on: the portal that turns a token into a role's credentials. The stand-in for the AWS CLI
 * (aws-stand-in/) signs in here and writes what it gets where the SDK looks.
 */
import { randomUUID } from 'node:crypto';
import { type Answer, CloudError, jsonAnswer } from '../cloud-answer';
import type { CloudRequest } from '../cloud-request';
import type { Sts } from './sts';

const TOKEN_LASTS_S = 8 * 3600;
const CREDENTIALS_LAST_MS = 3_600_000;

export class Sso {
  private readonly tokens = new Set<string>();

  constructor(
    private readonly accountId: string,
    private readonly sts: Sts,
  ) {}

  /** As a sign-in in the browser gives it. */
  issueToken(): string {
    const token = `token-${randomUUID()}`;
    this.tokens.add(token);
    return token;
  }

  /** Every token issued so far has expired. */
  expireTokens(): void {
    this.tokens.clear();
  }

  answer(request: CloudRequest): Answer {
    if (request.action === 'sso-oauth:CreateToken')
      return jsonAnswer({
        accessToken: this.issueToken(),
        expiresIn: TOKEN_LASTS_S,
        tokenType: 'Bearer',
        // What a console login gives instead of a token.
        credentials: {
          ...this.credentialsOf(`arn:aws:iam::${this.accountId}:user/dev`),
          accountId: this.accountId,
        },
      });
    if (!this.tokens.has(String(request.headers['x-amz-sso_bearer_token'])))
      throw new CloudError({
        status: 401,
        type: 'UnauthorizedException',
        message: 'Session token not found or invalid',
      });
    const role = request.url.searchParams.get('role_name') ?? '';
    const caller = `arn:aws:sts::${this.accountId}:assumed-role/AWSReservedSSO_${role}_0123456789abcdef/dev`;
    return jsonAnswer({
      roleCredentials: { ...this.credentialsOf(caller), expiration: Date.now() + CREDENTIALS_LAST_MS },
    });
  }

  private credentialsOf(caller: string): Readonly<Record<string, string>> {
    const accessKeyId = `ASIA${randomUUID().replaceAll('-', '').slice(0, 16).toUpperCase()}`;
    this.sts.remember(accessKeyId, caller);
    return { accessKeyId, secretAccessKey: 'secret', sessionToken: 'session' };
  }
}

/** STS: moto's, but with an MFA code that is checked, and callers that keep the test's account. */
import { partitionOf } from '../arn-rewriting';
import { type Answer, CloudError, queryAnswer } from '../cloud-answer';
import { type CloudRequest, formOf } from '../cloud-request';

/** The one code that every MFA device shows. */
export const MFA_CODE = '123456';
const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';

export class Sts {
  /** By access key: who it was given to. */
  private readonly callers = new Map<string, string>();

  constructor(private readonly accountId: string) {}

  /** The ARN of whoever signed the request: an assumed role, or the account's user `dev`. */
  callerOf({ accessKeyId, region }: CloudRequest): string {
    return this.callers.get(accessKeyId) ?? `arn:${partitionOf(region)}:iam::${this.accountId}:user/dev`;
  }

  /** Access keys of assumed roles, signed-in ones too. */
  issuedKeys(): readonly string[] {
    return [...this.callers.keys()];
  }

  /** @param accessKeyId was given to an assumed role of this ARN */
  remember(accessKeyId: string, arn: string): void {
    this.callers.set(accessKeyId, arn);
  }

  async answer(request: CloudRequest, askMoto: (request: CloudRequest) => Promise<Answer>): Promise<Answer> {
    if (request.action === 'sts:GetCallerIdentity')
      return queryAnswer(
        'GetCallerIdentity',
        NAMESPACE,
        `<Arn>${this.callerOf(request)}</Arn><UserId>AIDATESTTESTTESTTESTT</UserId><Account>${this.accountId}</Account>`,
      );
    const form = formOf(request.body);
    if (form.has('SerialNumber') && form.get('TokenCode') !== MFA_CODE)
      throw new CloudError({
        status: 403,
        type: 'AccessDenied',
        message: 'MultiFactorAuthentication failed with invalid MFA one time pass code.',
      });
    const answer = await askMoto(request);
    const text = answer.body.toString();
    const [, accessKeyId] = /<AccessKeyId>([^<]+)</.exec(text) ?? [];
    const [, arn] = /<Arn>([^<]+)</.exec(text) ?? [];
    if (accessKeyId !== undefined && arn !== undefined) this.remember(accessKeyId, arn);
    return answer;
  }
}

/** Profiles of every kind in real files, the test cloud behind them, and somebody who answers questions for codes. */
import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { AwsAccess } from '../../../../src/aws/access/aws-access';
import { awsAccountService } from '../../../../src/aws/connections/account-service';
import type { StreamConnection } from '../../../../src/engine/streams/stream-connection';
import type { AccountIdentity, AccountService } from '../../../../src/triggers/ports/account-service';
import { ServiceError } from '../../../../src/triggers/ports/service-error';
import { repositoryRoot } from '../../../support/repository-root';
import { createRole } from '../../../support/test-cloud/deployed-function';
import { type LocalAws, startLocalAws } from '../../../support/test-cloud/local-aws';
import { type SharedHome, useSharedHome } from '../../../support/shared-home';
import { SIGN_IN_PROFILES } from '../../../support/sign-in-profiles';

const CONFIGURATION = `
[profile mfa]
role_arn = arn:aws:iam::111122223333:role/operator
source_profile = keys
mfa_serial = arn:aws:iam::111122223333:mfa/dev
[profile chained]
role_arn = arn:aws:iam::111122223333:role/deployer
source_profile = assumed
[profile assumed]
role_arn = arn:aws:iam::111122223333:role/operator
source_profile = keys
[profile orphan]
role_arn = arn:aws:iam::111122223333:role/operator
source_profile = gone
mfa_serial = arn:aws:iam::111122223333:mfa/dev
[profile process]
credential_process = PROCESS
[profile short]
credential_process = SHORT
${SIGN_IN_PROFILES}`;
export const CREDENTIALS = `
[keys]
aws_access_key_id = AKIAKEYS
aws_secret_access_key = secret-of-keys
`;
const STAND_IN = path.join(repositoryRoot(), 'test', 'support', 'test-cloud', 'aws-stand-in');
const never = new AbortController().signal;

export class CredentialScenario {
  access: AwsAccess;
  accounts: AccountService;
  /** What the person says to the next questions. */
  answers: (string | Error)[] = [];
  readonly questions: string[] = [];
  readonly outcomes: string[] = [];

  private constructor(
    readonly cloud: LocalAws,
    readonly home: SharedHome,
  ) {
    this.access = this.newAccess();
    this.accounts = awsAccountService(this.access);
  }

  static async start(): Promise<CredentialScenario> {
    const scenario = new CredentialScenario(await startLocalAws(repositoryRoot()), useSharedHome());
    const { cloud, home } = scenario;
    home.writeConfiguration(
      CONFIGURATION.replace('PROCESS', scenario.program(3_600_000)).replace(
        'SHORT',
        scenario.program(30_000),
      ),
    );
    home.writeCredentials(CREDENTIALS);
    await createRole(cloud, 'operator', []);
    await createRole(cloud, 'deployer', []);
    return scenario;
  }

  /** As a window that has just been opened. */
  reset(): void {
    this.home.setVariables({ AWS_ENDPOINT_URL_SSO: this.cloud.endpoint });
    for (const cache of ['sso', 'login'])
      rmSync(path.join(this.home.folder, '.aws', cache), { recursive: true, force: true });
    this.cloud.disturbances.restore();
    this.cloud.calls.clear();
    this.answers = [];
    this.questions.length = 0;
    this.outcomes.length = 0;
    this.access = this.newAccess();
    this.accounts = awsAccountService(this.access);
  }

  async stop(): Promise<void> {
    this.home.restore();
    await this.cloud.stop();
  }

  /** Grows by a byte with each run of a credential process. */
  get runsFile(): string {
    return path.join(this.home.folder, 'runs');
  }

  to(awsProfile?: string): StreamConnection {
    const endpointUrl = this.cloud.endpoint;
    return { region: 'eu-west-1', endpointUrl, ...(awsProfile !== undefined && { awsProfile }) };
  }

  identify(profile?: string): Promise<AccountIdentity> {
    return this.accounts.identify(this.to(profile), never);
  }

  async failure(connection: StreamConnection): Promise<ServiceError> {
    try {
      await this.accounts.identify(connection, never);
    } catch (error) {
      if (error instanceof ServiceError) return error;
      throw error;
    }
    throw new Error('There are credentials.');
  }

  async keyOf(connection: StreamConnection): Promise<string> {
    const { credentials } = await this.access.settings(connection, 'lambda');
    return (await credentials()).accessKeyId;
  }

  async signIn(...command: readonly string[]): Promise<void> {
    const search = [STAND_IN, path.dirname(process.execPath), process.env['PATH']].join(path.delimiter);
    const env = { ...process.env, PATH: search, TEST_CLOUD_ENDPOINT: this.cloud.endpoint };
    await promisify(execFile)('aws', command, { env });
    this.access.forgetCredentials();
  }

  private newAccess(): AwsAccess {
    return new AwsAccess({
      mfaCode: (serialNumber, profile) => {
        this.questions.push(`${serialNumber} ${String(profile)}`);
        const answer = this.answers.shift();
        return typeof answer === 'string'
          ? Promise.resolve(answer)
          : Promise.reject(answer ?? new Error('no answer'));
      },
      resolved: ({ awsProfile = '' }, problem) =>
        this.outcomes.push(problem === undefined ? awsProfile : `${awsProfile}: ${problem.message}`),
    });
  }

  /** Prints credentials that last so many milliseconds. */
  private program(lastsMs: number): string {
    const script = [
      `require('fs').appendFileSync('${this.runsFile}', 'x')`,
      `const Expiration = new Date(Date.now() + ${lastsMs}).toISOString()`,
      `console.log(JSON.stringify({ Version: 1, AccessKeyId: 'AKIAPROCESS', SecretAccessKey: 's', SessionToken: 't', Expiration }))`,
    ];
    return `${process.execPath} -e "${script.join('; ')}"`;
  }
}

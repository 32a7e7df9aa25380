/** The real SDK with profiles from real files, against a loopback endpoint that speaks STS's Query protocol. */
import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import * as os from 'node:os';
import * as path from 'node:path';
import { handlerIdentity } from '../../../src/aws/access/caller-identity';
import { accessWithoutQuestions } from '../../support/aws-access';

const answer = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
<Arn>arn:aws:sts::111122223333:assumed-role/orders-dev/me</Arn><UserId>AROAEXAMPLE:me</UserId><Account>111122223333</Account>
</GetCallerIdentityResult><ResponseMetadata><RequestId>00000000-0000-0000-0000-000000000000</RequestId></ResponseMetadata></GetCallerIdentityResponse>`;
const denied = `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>ExpiredToken</Code>
<Message>The security token included in the request is expired</Message></Error><RequestId>0</RequestId></ErrorResponse>`;

const access = accessWithoutQuestions();
const never = new AbortController().signal;

describe('the identity behind an AWS profile', () => {
  let server: http.Server;
  let folder: string;
  const requests: { readonly authorization: string; readonly body: string }[] = [];
  const environment = { ...process.env };

  before(async () => {
    server = http.createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const authorization = request.headers.authorization ?? '';
        requests.push({ authorization, body: Buffer.concat(chunks).toString() });
        const isExpired = authorization.includes('AKIAEXPIRED');
        response.writeHead(isExpired ? 403 : 200, { 'Content-Type': 'text/xml' });
        response.end(isExpired ? denied : answer);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    folder = await fs.mkdtemp(path.join(os.tmpdir(), 'profiles-'));
    await fs.writeFile(
      path.join(folder, 'credentials'),
      [
        '[dev]',
        'aws_access_key_id = AKIADEV',
        'aws_secret_access_key = secret-of-dev',
        'aws_session_token = token-of-dev',
        '[old]',
        'aws_access_key_id = AKIAEXPIRED',
        'aws_secret_access_key = secret-of-old',
      ].join('\n'),
    );
    await fs.writeFile(path.join(folder, 'config'), '[profile dev]\nregion = eu-west-1\n');
    for (const name of Object.keys(process.env))
      if (name.startsWith('AWS_')) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, {
      AWS_SHARED_CREDENTIALS_FILE: path.join(folder, 'credentials'),
      AWS_CONFIG_FILE: path.join(folder, 'config'),
      AWS_ENDPOINT_URL_STS: `http://127.0.0.1:${port}`,
      AWS_EC2_METADATA_DISABLED: 'true',
    });
  });

  after(async () => {
    for (const name of Object.keys(process.env))
      if (name.startsWith('AWS_')) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, environment);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await fs.rm(folder, { recursive: true });
  });

  it('is account, role and credentials', async () => {
    assert.deepEqual(await handlerIdentity(access, 'dev', 'eu-west-1', never), {
      accountId: '111122223333',
      arn: 'arn:aws:sts::111122223333:assumed-role/orders-dev/me',
      credentials: { accessKeyId: 'AKIADEV', secretAccessKey: 'secret-of-dev', sessionToken: 'token-of-dev' },
    });
    const [request] = requests;
    assert.match(request?.body ?? '', /Action=GetCallerIdentity/);
    assert.match(request?.authorization ?? '', /Credential=AKIADEV\/\d{8}\/eu-west-1\/sts/);
  });

  it('is not waited for when the session is stopped', async () => {
    const stopped = new AbortController();
    stopped.abort(new Error('stopped'));
    await assert.rejects(handlerIdentity(access, 'dev', 'eu-west-1', stopped.signal), /^Error: stopped$/);
  });

  for (const [profile, reason] of [
    ['nobody', /nobody/],
    ['old', /expired/],
  ] as const) {
    it(`can’t be had for the profile "${profile}", and a sentence names profile, reason and fix`, async () => {
      await assert.rejects(handlerIdentity(access, profile, 'eu-west-1', never), (error: Error) => {
        assert.match(error.message, new RegExp(`^AWS profile "${profile}" can't be used: `));
        assert.match(error.message, reason);
        assert.match(error.message, /awsProfile/);
        assert.doesNotMatch(error.message, /secret-of/);
        return true;
      });
    });
  }
});

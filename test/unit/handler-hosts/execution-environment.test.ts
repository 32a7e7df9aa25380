import assert from 'node:assert/strict';

import { executionEnvironment, logStreamName } from '../../../src/handler-hosts/execution-environment';
import { functionArn } from '../../../src/handler-hosts/function-arn';

const options = {
  handler: 'src/handler.handler',
  taskRoot: '/workspace/orders',
  runtime: 'nodejs22.x',
  functionName: 'orders',
  memorySizeInMB: 256,
  region: 'eu-central-1',
  environment: {},
};

function build(
  environment: Readonly<Record<string, string>>,
  localEnvironment: NodeJS.ProcessEnv = {},
  platform: NodeJS.Platform = 'linux',
) {
  return executionEnvironment(
    { ...options, environment },
    { platform, localEnvironment, runtimeApiAddress: '127.0.0.1:9/t', logStreamName: 's' },
  );
}

describe('the environment of a function', () => {
  it('has what Lambda sets', () => {
    const { variables, notices } = build({});
    assert.deepEqual(notices, []);
    assert.equal(variables['_HANDLER'], 'src/handler.handler');
    assert.equal(variables['AWS_EXECUTION_ENV'], 'AWS_Lambda_nodejs22.x');
    assert.equal(variables['LAMBDA_TASK_ROOT'], '/workspace/orders');
    assert.equal(variables['AWS_REGION'], 'eu-central-1');
    assert.equal(variables['AWS_LAMBDA_FUNCTION_MEMORY_SIZE'], '256');
    assert.equal(variables['AWS_LAMBDA_INITIALIZATION_TYPE'], 'on-demand');
    assert.equal(variables['AWS_LAMBDA_RUNTIME_API'], '127.0.0.1:9/t');
    assert.equal(variables['TZ'], 'UTC');
  });

  it('has nothing of this machine but what programs need, and no credentials of it', () => {
    const local = {
      PATH: '/bin',
      HOME: '/home/me',
      LC_ALL: 'C.UTF-8',
      AWS_ACCESS_KEY_ID: 'AKIAREAL',
      AWS_PROFILE: 'production',
      AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://169.254.170.23/',
      GITHUB_TOKEN: 'secret',
      NODE_OPTIONS: '--inspect',
    };
    const { variables } = build({}, local);
    assert.equal(variables['PATH'], '/bin');
    assert.equal(variables['LC_ALL'], 'C.UTF-8');
    assert.match(variables['AWS_ACCESS_KEY_ID'] ?? '', /PLACEHOLDER/);
    for (const name of [
      'AWS_PROFILE',
      'AWS_CONTAINER_CREDENTIALS_FULL_URI',
      'GITHUB_TOKEN',
      'NODE_OPTIONS',
    ]) {
      assert.equal(variables[name], undefined, name);
    }
  });

  it('leads every search for credentials nowhere, per platform', () => {
    for (const [platform, nowhere] of [
      ['linux', '/dev/null'],
      ['darwin', '/dev/null'],
      ['win32', 'NUL'],
    ] as const) {
      const { variables } = build({}, {}, platform);
      assert.equal(variables['AWS_EC2_METADATA_DISABLED'], 'true');
      assert.equal(variables['AWS_CONFIG_FILE'], nowhere);
      assert.equal(variables['AWS_SHARED_CREDENTIALS_FILE'], nowhere);
    }
  });

  it('drops credentials and reserved names from the configuration, and says each name, never a value', () => {
    const refused = [
      ...[
        'AWS_ACCESS_KEY_ID',
        'AWS_SECRET_ACCESS_KEY',
        'AWS_SESSION_TOKEN',
        'AWS_PROFILE',
        'AWS_DEFAULT_PROFILE',
      ],
      ...[
        'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
        'AWS_CONTAINER_AUTHORIZATION_TOKEN',
        'AWS_WEB_IDENTITY_TOKEN_FILE',
      ],
      ...['AWS_ROLE_ARN', 'AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE', 'AWS_EC2_METADATA_DISABLED'],
      ...['_HANDLER', 'AWS_LAMBDA_RUNTIME_API', 'AWS_EXECUTION_ENV', 'LAMBDA_TASK_ROOT', '_X_AMZN_TRACE_ID'],
    ];
    const { variables, notices } = build(Object.fromEntries(refused.map((name) => [name, 'S3CRET'])));
    assert.equal(notices.length, refused.length);
    for (const name of refused)
      assert.ok(
        notices.some((notice) => notice.startsWith(`${name} `)),
        name,
      );
    assert.ok(!notices.join('').includes('S3CRET'));
    assert.ok(!Object.values(variables).includes('S3CRET'));
  });

  it('compares names without regard to case on win32', () => {
    const { variables, notices } = build(
      { aws_profile: 'production' },
      { Path: 'C:\\bin', Secret: 'x' },
      'win32',
    );
    assert.equal(notices.length, 1);
    assert.equal(variables['Path'], 'C:\\bin');
    assert.equal(variables['Secret'], undefined);
  });

  it('drops what no process can have, without its value', () => {
    const { variables, notices } = build({ NUL: 'S3CRET\0', 'A=B': 'S3CRET', '': 'S3CRET', 'A\0': 'S3CRET' });
    assert.equal(notices.length, 4);
    assert.ok(!notices.join('').includes('S3CRET') && !notices.join('').includes('\0'));
    assert.ok(!Object.values(variables).some((value) => value.includes('S3CRET')));
  });

  it('takes everything else from the configuration, the region and the endpoint too', () => {
    const given = {
      TABLE: 't',
      AWS_REGION: 'us-west-2',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:8000',
      TZ: 'Europe/Berlin',
    };
    const { variables, notices } = build(given);
    assert.deepEqual(notices, []);
    for (const [name, value] of Object.entries(given)) assert.equal(variables[name], value);
  });

  it('has real credentials when they are passed in, without a session token of ours', () => {
    const { variables } = executionEnvironment(
      { ...options, credentials: { accessKeyId: 'AKIA1', secretAccessKey: 's' } },
      { platform: 'linux', localEnvironment: {}, runtimeApiAddress: 'a', logStreamName: 's' },
    );
    assert.equal(variables['AWS_ACCESS_KEY_ID'], 'AKIA1');
    assert.equal(variables['AWS_SESSION_TOKEN'], undefined);
    assert.equal(variables['AWS_EC2_METADATA_DISABLED'], 'true');
  });

  it('names the log stream and the function as Lambda does', () => {
    const name = logStreamName(new Date('2025-03-09T23:59:59Z'), 'f'.repeat(32));
    assert.equal(name, `2025/03/09/[$LATEST]${'f'.repeat(32)}`);
    assert.equal(functionArn('cn-north-1', '1', 'f'), 'arn:aws-cn:lambda:cn-north-1:1:function:f');
    assert.equal(functionArn('us-gov-west-1', '1', 'f'), 'arn:aws-us-gov:lambda:us-gov-west-1:1:function:f');
  });
});

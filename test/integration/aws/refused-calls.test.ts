/** What a person reads when a call can't be done, for every call of tables, triggers and functions. */
import assert from 'node:assert/strict';
import { awsTableCatalog } from '../../../src/aws/tables/table-catalog';
import type { StreamConnection } from '../../../src/engine/streams/stream-connection';
import { accessWithoutQuestions } from '../../support/aws-access';
import { recordedMapping } from '../../support/test-cloud/event-source-mappings/mapping-configuration';
import { type TestCloud, startTestCloud } from '../../support/test-cloud/test-cloud';
import { type PortCall, portCalls } from './port-calls';
import { isServiceError } from './service-errors';

const UUID = '11111111-0000-4000-8000-000000000000';
const PLACES = [
  { partition: 'aws', region: 'eu-west-1', uuid: UUID },
  { partition: 'aws-cn', region: 'cn-north-1', uuid: UUID },
  { partition: 'aws-us-gov', region: 'us-gov-west-1', uuid: UUID },
] as const;
const [HOME] = PLACES;
const TIMES_SENT = { read: 3, change: 4 };

describe('a call that is refused', function () {
  this.timeout(300_000);
  const access = accessWithoutQuestions();
  const calls = portCalls(access, HOME);
  let cloud: TestCloud;
  let connection: StreamConnection & { readonly endpointUrl: string };

  before(async () => {
    cloud = await startTestCloud({});
    connection = { endpointUrl: cloud.endpoint, region: HOME.region };
    const source = `arn:aws:dynamodb:${HOME.region}:111122223333:table/Orders/stream/2025-11-25T15:45:36.123`;
    const functionArn = `arn:aws:lambda:${HOME.region}:111122223333:function:orders`;
    cloud.mappings.add(recordedMapping({ UUID, EventSourceArn: source, FunctionArn: functionArn }), {
      team: 'orders',
    });
  });
  after(() => cloud.stop());
  afterEach(() => {
    cloud.disturbances.restore();
    cloud.calls.clear();
  });

  const timesSent = ({ action }: PortCall): number => cloud.calls.count(action);
  const names = ({ action, subject }: PortCall): RegExp =>
    new RegExp(`(?=.*${literal(action)})(?=.*${literal(subject)})`);

  for (const place of PLACES)
    for (const call of portCalls(access, place))
      it(`${call.action} for want of a permission in ${place.region} says whom to allow it, and on what`, async () => {
        cloud.disturbances.deny(call.action);
        const may = `The AWS credentials in use may not call ${call.action} on ${call.subject} at ${cloud.endpoint}: no identity-based policy allows the `;
        const fix = ` Allow ${call.action} on ${call.resource} for arn:${place.partition}:iam::111122223333:user/dev, or choose another profile for the connection.`;
        await assert.rejects(call.ask({ ...connection, region: place.region }), (error: Error) => {
          assert.ok(error.message.startsWith(may), error.message);
          assert.ok(error.message.endsWith(fix), error.message);
          const details = { action: call.action, code: 'AccessDeniedException' };
          return isServiceError('accessDenied', /no identity-based policy allows/, details)(error);
        });
        assert.equal(timesSent(call), 1);
      });

  for (const call of calls)
    it(`${call.action} by throttling is sent ${call.isChange ? 4 : 3} times and then says so`, async () => {
      cloud.disturbances.throttle(call.action);
      await assert.rejects(
        call.ask(connection),
        isServiceError('throttled', /is asked too often.*Rate exceeded[.] Try/),
      );
      assert.equal(timesSent(call), TIMES_SENT[call.isChange ? 'change' : 'read']);
    });

  for (const call of calls)
    it(`${call.action} with a cut connection is sent ${call.isChange ? 'once' : '3 times'}`, async () => {
      cloud.disturbances.cut(call.action);
      await assert.rejects(
        call.ask(connection),
        isServiceError(
          'unavailable',
          call.isChange
            ? /can't be reached to.*was done before.*not known/
            : /can't be reached to.*network, then try again/,
        ),
      );
      assert.equal(timesSent(call), call.isChange ? 1 : 3);
    });

  const EACH: readonly (readonly [string, () => void, ReturnType<typeof isServiceError>])[] = [
    [
      'with expired credentials',
      () => cloud.disturbances.expireCredentials(),
      isServiceError('credentials', /no valid credentials for.*is expired.*Choose a profile/, {
        code: 'ExpiredTokenException',
      }),
    ],
    [
      'while the service is away',
      () => cloud.disturbances.fail('*', { status: 500, type: 'InternalServerError', message: 'Oops.' }),
      isServiceError('unavailable', /could not answer to .*: Oops[.] Wait a moment, then/),
    ],
  ];
  for (const [why, disturb, expected] of EACH)
    it(`${why} says so, whichever it is`, async () => {
      disturb();
      await Promise.all(calls.map((call) => assert.rejects(call.ask(connection), expected)));
    });

  it('names what was asked for, whichever it is and whyever', async () => {
    for (const call of calls) {
      cloud.disturbances.restore();
      cloud.disturbances.fail(call.action, { status: 400, type: 'SomethingNewException', message: 'Why.' });
      await assert.rejects(
        call.ask(connection),
        isServiceError('invalid', names(call), { action: call.action }),
      );
    }
  });

  it('by a policy that denies it says that allowing will not help', async () => {
    const words =
      'with an explicit deny in a service control policy: arn:aws:organizations::1:policy/o-1/p-1';
    cloud.disturbances.fail('lambda:ListFunctions', {
      status: 403,
      type: 'AccessDeniedException',
      message: `User: arn:aws:sts::111122223333:assumed-role/dev/me is not authorized to perform: lambda:ListFunctions on resource: * ${words}`,
    });
    const [call] = calls.filter(({ action }) => action === 'lambda:ListFunctions');
    await assert.rejects(
      async () => call?.ask({ ...connection }),
      isServiceError(
        'accessDenied',
        /: with an explicit deny in a service control policy: arn:aws:organizations::1:policy\/o-1\/p-1[.] .*no other can allow.*lambda:ListFunctions on [*] taken out of it for arn:aws:sts/,
      ),
    );
  });

  it('is not asked for any longer once it is stopped', async () => {
    cloud.disturbances.delay('dynamodb:ListTables', 60_000);
    const stopping = new AbortController();
    const asked = awsTableCatalog(access).listTables(connection, undefined, stopping.signal);
    stopping.abort(new Error('enough'));
    await assert.rejects(asked, /^Error: enough$/);
  });

  it('where nothing listens says where, and to start it', async () => {
    const nowhere = { endpointUrl: 'http://127.0.0.1:1', region: 'eu-west-1' };
    for (const call of calls.filter(({ action }) => action !== 'lambda:TagResource'))
      await assert.rejects(
        call.ask(nowhere),
        isServiceError(
          'unavailable',
          /^Nothing answers at http:\/\/127[.]0[.]0[.]1:1 .*ECONNREFUSED.*Start it/,
          {
            code: '',
          },
        ),
      );
  });

  it('for want of a network says so', async () => {
    const [call] = calls;
    const unknown = { endpointUrl: 'http://no-such-host.invalid', region: 'eu-west-1' };
    await assert.rejects(
      async () => call?.ask(unknown),
      isServiceError(
        'unavailable',
        /no-such-host[.]invalid.*(ENOTFOUND|EAI_AGAIN).*(Start it|Check the network)/,
      ),
    );
  });

  it('names the endpoint that the connection has for that service alone', async () => {
    const endpointUrls = { lambda: 'http://127.0.0.1:1' };
    const there = { ...connection, endpointUrls };
    const [, , , , , listTriggers] = calls;
    await assert.rejects(
      async () => listTriggers?.ask(there),
      isServiceError(
        'unavailable',
        /^Nothing answers at http:\/\/127[.]0[.]0[.]1:1 to lambda:ListEventSource/,
      ),
    );
  });
});

function literal(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

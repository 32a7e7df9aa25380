/** What a person reads when a call was not even sent: no credentials, an ended session, no region. */
import assert from 'node:assert/strict';
import type { StreamConnection } from '../../../src/engine/streams/stream-connection';
import { accessWithoutQuestions } from '../../support/aws-access';
import { type SharedHome, useSharedHome } from '../../support/shared-home';
import { SIGN_IN_PROFILES } from '../../support/sign-in-profiles';
import { type PortCall, portCalls } from './port-calls';
import { isServiceError } from './service-errors';

const PLACE = { partition: 'aws', region: 'eu-west-1', uuid: '11111111-0000-4000-8000-000000000000' };

describe('a call that can’t be sent', () => {
  let home: SharedHome;

  before(() => {
    home = useSharedHome();
    home.writeConfiguration(SIGN_IN_PROFILES);
  });
  after(() => home.restore());

  /** Nothing is sent to AWS: each ends before there is a signature. */
  async function eachIs(
    connection: StreamConnection,
    expected: (call: PortCall) => (error: unknown) => true,
  ): Promise<void> {
    const calls = portCalls(accessWithoutQuestions(), PLACE).filter(
      ({ action }) => !/:(Tag|Untag)Resource/.test(action),
    );
    await Promise.all(calls.map((call) => assert.rejects(call.ask(connection), expected(call))));
  }

  for (const [awsProfile, signInProfile] of [
    ['sso', 'sso'],
    ['over-sso', 'sso'],
    ['console', 'console'],
  ] as const)
    it(`for the ended session of profile ${awsProfile} says that ${signInProfile} is to sign in`, async () => {
      await eachIs({ awsProfile, region: 'eu-west-1' }, ({ action }) =>
        isServiceError(
          'credentials',
          new RegExp(
            `^The sign-in of AWS profile "${signInProfile}" has expired, so ${action} was not called for .*[.] Sign in again`,
          ),
          { action, code: '', signInProfile },
        ),
      );
    });

  it('for a profile that is in no file says which', async () => {
    await eachIs({ awsProfile: 'nobody', region: 'eu-west-1' }, ({ action }) =>
      isServiceError('credentials', /^AWS profile "nobody" has no valid credentials for.*choose another/, {
        action,
        code: '',
      }),
    );
  });

  it('for want of any credentials says how to have some', async () => {
    await eachIs({ region: 'eu-west-1' }, ({ action }) =>
      isServiceError(
        'credentials',
        /^There are no valid credentials for .* in eu-west-1: .*Choose a profile/,
        {
          action,
          code: '',
        },
      ),
    );
  });

  it('for want of a region says so, unless an ARN names it', async () => {
    await eachIs({}, ({ action, subject }) =>
      /^dynamodb:DescribeStream|Create|ListTags/.test(action)
        ? isServiceError('credentials', /in eu-west-1/)
        : isServiceError('failed', new RegExp(`^No AWS region is known for ${subject}. Choose one`), {
            action,
          }),
    );
  });
});

/** Execution roles in a real VS Code when a trigger is created: what is missing is told first, and why Lambda refuses. */
import * as assert from 'node:assert/strict';
import type { AccessReview } from '../../../../src/triggers/policies/access-review';
import type { Trigger } from '../../../../src/triggers/trigger';
import type { DeployedFunction } from '../../../support/test-cloud/deployed-function';
import { AnsweredQuestions } from './answered-questions';
import { ExecutionRoleScene, STREAM_ACTIONS } from './execution-role-scene';
import type { TriggerCloud } from './trigger-cloud';

const LONG_MS = 180_000;

describe('execution roles of new triggers', function () {
  this.timeout(LONG_MS);
  let scene: ExecutionRoleScene;
  let here: TriggerCloud;
  let streamArn: string;
  let deployed: DeployedFunction;

  before(async () => {
    scene = await ExecutionRoleScene.start();
    ({ here, streamArn } = scene);
  });
  after(() => scene.stop());
  beforeEach(async () => {
    deployed = await scene.deployFunction();
  });
  afterEach(() => scene.reset());

  const putPolicy = (Statement: object): Promise<void> => scene.putPolicy(deployed.roleName, Statement);
  const create = (): Promise<unknown> =>
    here.run('createTrigger', {
      document: {
        FunctionName: deployed.functionName,
        EventSourceArn: streamArn,
        StartingPosition: 'TRIM_HORIZON',
      },
    });

  it('are no news before a trigger is created where nothing is missing', async () => {
    await putPolicy({ Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' });
    const trigger = (await create()) as Trigger;
    assert.ok(!here.dialogs.shown.some(({ message }) => message.includes('seems to lack')));
    const review = await here.run('checkExecutionRole', { uuid: trigger.uuid });
    assert.equal((review as unknown as AccessReview | undefined)?.roleArn, deployed.roleArn);
  });

  it('are told before a trigger is created, and whoever goes away creates nothing', async () => {
    assert.equal(await create(), undefined);
    const { detail, labels } = await here.dialogs.until(/seems to lack what the trigger needs/);
    const [missingOnStream, reason, foundBy] = detail.split('\n');
    assert.equal(
      missingOnStream,
      `Missing on the stream of table "Orders": ${STREAM_ACTIONS.join(', ')}`,
      'said once, also for ListStreams',
    );
    assert.equal(reason, `No policy of role "${deployed.roleName}" allows this.`);
    assert.match(foundBy ?? '', /^Simulated by IAM/);
    assert.deepEqual(labels, ['Grant…', 'Copy Policy…', 'Create Anyway']);
    assert.ok(here.mappingsOf(streamArn).every(({ FunctionArn }) => FunctionArn !== deployed.functionArn));
  });

  it('have the real cause of a refusal named: the statement that denies, which can’t be granted away', async () => {
    await putPolicy([
      { Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' },
      { Sid: 'NoReading', Effect: 'Deny', Action: 'dynamodb:GetRecords', Resource: '*' },
    ]);
    here.dialogs.answer(/seems to lack what the trigger needs/, 'Create Anyway');
    await create();
    const { detail, labels } = await here.dialogs.until(
      /Lambda refused: Cannot access stream .* The cause is role/,
    );
    assert.match(
      detail,
      /^Missing on the stream of table "Orders": GetRecords\nDenied explicitly by statement "NoReading" of policy own/,
    );
    assert.deepEqual(labels, ['Try Again']);
  });

  it('do not hold up a trigger that could not be checked', async () => {
    await putPolicy({ Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' });
    here.cloud.disturbances.deny('iam:*');
    assert.ok(await create());
  });

  it('that seem to have everything when Lambda refuses may have a fresh policy', async () => {
    here.cloud.iam.checksBeforeEffect = 1;
    await putPolicy({ Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' });
    here.cloud.iam.checksBeforeEffect = 0;
    here.dialogs.answer(
      /Everything seems to be allowed .* a fresh policy may need up to a minute/,
      'Try Again',
    );
    assert.ok(await create());
  });

  it('may be created with a policy to copy when the grant was refused: what was said of the trigger is kept', async () => {
    here.cloud.disturbances.deny('iam:PutRolePolicy');
    const questions = new AnsweredQuestions();
    try {
      questions.answer(/^How\?/, '$(lock-small) Inline policy');
      questions.answer(/Is it right\?/, `$(check) Yes, put it on role "${deployed.roleName}"`);
      here.dialogs.answer(/seems to lack/, 'Grant…');
      await create();
      const [, again] = here.dialogs.shown.filter(({ message }) => message.includes('seems to lack'));
      assert.match(again?.detail ?? '', /^[^\n]*may not call iam:PutRolePolicy[^\n]*\nMissing on/);
      assert.deepEqual(again?.labels, ['Grant…', 'Copy Policy…', 'Create Anyway']);
    } finally {
      questions.restore();
    }
  });
});

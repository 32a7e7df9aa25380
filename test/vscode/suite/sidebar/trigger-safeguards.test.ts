/** Changes of triggers that go wrong half-way lose nothing: in a real VS Code on Lambda of the test cloud. */
import * as assert from 'node:assert/strict';
import { CreateEventSourceMappingCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { createFunction, deleteFunction } from '../../../support/test-cloud/deployed-function';
import { setUpClient } from '../../../support/test-cloud/set-up-client';
import { TriggerCloud } from './trigger-cloud';

const LONG_MS = 180_000;

const MOST_UNDOS = 10;

describe('changes of triggers that go wrong half-way', function () {
  this.timeout(LONG_MS);
  let here: TriggerCloud;
  let streamArn: string;

  before(async () => {
    here = await TriggerCloud.start();
    for (const name of ['one', 'two']) await createFunction(here.cloud, name);
  });
  after(() => here.stop());
  beforeEach(async () => {
    here.reset();
    streamArn = await here.renewOrders();
  });

  it('delete nothing while the tags can’t be read for the moment, so that none are lost', async () => {
    const { uuid } = await here.create(streamArn, 'one', { Tags: { team: 'orders' } });
    here.cloud.disturbances.cut('lambda:ListTags');
    await here.run('deleteTrigger', { uuid, isConfirmed: true });
    await here.dialogs.until(/lambda:ListTags/);
    assert.equal(here.mapping(uuid)?.State, 'Enabled');
  });

  it('say that a replacement loses tags which may not be read', async () => {
    const { uuid } = await here.create(streamArn, 'one', { Tags: { team: 'orders' } });
    here.cloud.disturbances.deny('lambda:ListTags');
    await here.run('editTrigger', { uuid, change: { StartingPosition: 'LATEST' } });
    const { detail } = await here.dialogs.until(/Replace trigger Orders → one/);
    assert.match(detail, /Its tags can’t be read by you, so the new one has none/);
  });

  it('put a trigger whose filters can’t be read back disabled: without them it would hand over every record', async () => {
    const { uuid } = await here.create(streamArn, 'one', { BatchSize: 9 });
    const FilterCriteriaError = { ErrorCode: 'AccessDeniedException', Message: 'KMS: denied' };
    here.cloud.mappings.change(uuid, { FilterCriteriaError });
    const invalid = { status: 400, type: 'InvalidParameterValueException', message: 'Not like this.' };
    here.cloud.disturbances.fail('lambda:CreateEventSourceMapping', invalid, 1);
    await here.run('editTrigger', { uuid, change: { StartingPosition: 'LATEST' }, isConfirmed: true });
    await here.dialogs.until(/Not like this.*created again, but disabled and without its filters/);
    const [again] = here.mappingsOf(streamArn);
    assert.equal(again?.BatchSize, 9);
    here.cloud.mappings.settle();
    assert.equal(here.mapping(again.UUID)?.State, 'Disabled');
  });

  it('can be undone where the answer to a deletion was lost', async () => {
    const { uuid } = await here.create(streamArn, 'one', { BatchSize: 9 });
    here.cloud.disturbances.loseAnswer('lambda:DeleteEventSourceMapping');
    await here.run('deleteTrigger', { uuid, isConfirmed: true });
    await here.dialogs.until(/Orders → one is deleted/);
    await here.undo();
    assert.equal(here.mappingsOf(streamArn)[0]?.BatchSize, 9);
  });

  it('can be undone where nobody could tell whether a deletion has arrived', async () => {
    const { uuid } = await here.create(streamArn, 'one', { BatchSize: 9 });
    const { disturbances } = here.cloud;
    here.cloud.mappings.settling = 'whenTold';
    disturbances.loseAnswer('lambda:DeleteEventSourceMapping', () =>
      disturbances.deny('lambda:GetEventSourceMapping'),
    );
    await here.run('deleteTrigger', { uuid, isConfirmed: true });
    await here.dialogs.until(/lambda:DeleteEventSourceMapping.*that is not known/);
    disturbances.restore();
    await here.undo();
    await here.dialogs.until(/Lambda still deletes the former trigger Orders → one/);
    here.cloud.mappings.settle();
    here.cloud.mappings.settling = { afterMs: 0 };
    await here.undo();
    assert.equal(here.mappingsOf(streamArn)[0]?.BatchSize, 9);
  });

  it('bring the former trigger back also when its replacement was deleted by somebody', async () => {
    const { uuid } = await here.create(streamArn, 'one', { BatchSize: 9 });
    const change = { StartingPosition: 'LATEST' };
    const replaced = await here.run('editTrigger', { uuid, change, isConfirmed: true });
    await here.deleteElsewhere(replaced?.uuid ?? '');
    await here.undo('TRIM_HORIZON');
    const [back, ...others] = here.mappingsOf(streamArn);
    assert.deepEqual([back?.BatchSize, back?.StartingPosition, others], [9, 'TRIM_HORIZON', []]);
    await here.undo();
    assert.deepEqual(here.mappingsOf(streamArn), [], 'its creation is the change before');
  });

  /** A change is forgotten, also by the button of a message, after the command has ended. */
  async function undoUntilShown(pattern: RegExp, before?: () => void): Promise<void> {
    for (let undos = 0; !here.dialogs.shown.some(({ message }) => pattern.test(message)); undos += 1) {
      assert.ok(undos < MOST_UNDOS);
      before?.();
      await here.undo();
    }
  }

  it('let older ones be undone when somebody has created a deleted trigger again', async () => {
    const older = await here.create(streamArn, 'two');
    const { uuid } = await here.create(streamArn, 'one');
    await here.run('deleteTrigger', { uuid, isConfirmed: true });
    await new LambdaClient(setUpClient(here.cloud)).send(
      new CreateEventSourceMappingCommand({
        EventSourceArn: streamArn,
        FunctionName: 'one',
        StartingPosition: 'LATEST',
      }),
    );
    await here.undo();
    await here.dialogs.until(/There is a trigger Orders → one already/);
    await undoUntilShown(/no longer exists/);
    await here.undo();
    assert.equal(here.mapping(older.uuid), undefined);
  });

  it('can be forgotten where they can’t be taken back', async () => {
    await createFunction(here.cloud, 'gone');
    const older = await here.create(streamArn, 'two');
    const { uuid } = await here.create(streamArn, 'gone');
    await here.run('deleteTrigger', { uuid, isConfirmed: true });
    await deleteFunction(here.cloud, 'gone');
    await undoUntilShown(/no longer exists/, () =>
      here.dialogs.answer(/Function does not exist/, 'Forget This Change'),
    );
    await here.undo();
    assert.equal(here.mapping(older.uuid), undefined);
  });

  it('name the cause where the role of another function lacks rights, and wait until Lambda sees the policy', async () => {
    const { uuid } = await here.create(streamArn, 'one');
    const refused = {
      status: 400,
      type: 'InvalidParameterValueException',
      message: `Cannot access stream ${streamArn}. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM.`,
    };
    here.cloud.disturbances.fail('lambda:UpdateEventSourceMapping', refused, 2);
    here.dialogs.answer(/Lambda refused: Cannot access stream/, 'Try Again');
    const edited = await here.run('editTrigger', { uuid, change: { FunctionName: 'two' } });
    assert.match(edited?.functionArn ?? '', /:two$/);
  });
});

/** "Create Trigger" and "Edit Trigger" step by step in a real VS Code: the quick picks are accepted as Enter does. */
import * as assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { createFunction } from '../../../support/test-cloud/deployed-function';
import { createTable } from '../../../support/test-cloud/deployed-resources';
import { AnsweredQuestions } from './answered-questions';
import { TriggerCloud } from './trigger-cloud';

const LONG_MS = 180_000;

describe('the questions about triggers', () => {
  let here: TriggerCloud;

  before(async function () {
    this.timeout(LONG_MS);
    here = await TriggerCloud.start();
    await createFunction(here.cloud, 'projector');
  });
  after(() => here.stop());
  beforeEach(() => here.reset());

  /** Presses Enter until the command has ended; without a list or a box Enter does nothing. */
  const acceptAll = async <T>(command: Promise<T>): Promise<T> => {
    const state = { hasEnded: false };
    const end = (): void => {
      state.hasEnded = true;
    };
    command.then(end, end);
    while (!state.hasEnded) {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      await sleep(50);
    }
    return command;
  };

  it('create a trigger with Enter alone: the first function, Lambda’s defaults, the oldest record', async () => {
    const { streamArn } = await createTable(here.cloud, 'Orders');
    const created = await acceptAll(here.run('createTrigger', { table: 'Orders' }));
    assert.equal(created?.state, 'Enabled');
    assert.equal(created.streamArn, streamArn);
    assert.equal(created.document.BatchSize, 100);
    assert.equal(created.document.StartingPosition, 'TRIM_HORIZON');
  }).timeout(LONG_MS);

  it('lose nothing on the way back, nor what was set under "More options…" and in the overview', async () => {
    const { streamArn } = await createTable(here.cloud, 'Steps');
    const questions = new AnsweredQuestions();
    const [functions, size, position, enabled, overview, options] = [
      ...[/^Which function/, /^Batch size/, /^Where a new trigger begins/, /^Enabled\?/],
      ...[/^Check what will be created/, /^Choose an option/],
    ] as const;
    const disabled = 'Disabled: nothing is read until you enable it';
    try {
      questions.answer(functions, 'projector');
      questions.answer(size, '42');
      questions.stepBack(position);
      questions.stepBack(size);
      questions.accept(functions);
      questions.accept(size);
      questions.answer(position, 'Records written from now on');
      questions.answer(enabled, disabled);

      questions.answer(overview, '$(settings-gear) More options…');
      questions.answer(options, 'Retry attempts');
      questions.answer(/^Retry attempts:/, '5');
      questions.answer(options, 'Filters');
      questions.answer(/^Only records that match/, '$(add) Add a pattern…');
      questions.answer(/^A filter pattern/, '{"eventName":["INSERT"]}');
      questions.stepBack(/^Only records that match/);
      questions.stepBack(options);

      questions.answer(overview, '$(lightbulb) Split a failing batch');
      questions.stepBack(overview);
      questions.accept(enabled);
      questions.answer(overview, '$(check) Create trigger Steps → projector');
      const created = await here.run('createTrigger', { table: 'Steps' });

      const [mapping, ...others] = here.mappingsOf(streamArn);
      assert.deepEqual(others, []);
      assert.equal(mapping?.UUID, created?.uuid);
      assert.equal(mapping?.State, 'Disabled');
      assert.equal(mapping.BatchSize, 42);
      assert.equal(mapping.StartingPosition, 'LATEST');
      assert.equal(mapping.MaximumRetryAttempts, 5);
      assert.equal(mapping.BisectBatchOnFunctionError, true);
      assert.deepEqual(mapping.FilterCriteria, { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] });
      const [again] = questions.asked.filter(({ question }) => size.test(question)).slice(1);
      assert.deepEqual(again?.offered, ['42']);
    } finally {
      questions.restore();
    }
  }).timeout(LONG_MS);

  it('lead from the aliases of a function back to the functions', async () => {
    await createTable(here.cloud, 'Versions');
    await createFunction(here.cloud, 'versioned', { aliases: ['live'] });
    const questions = new AnsweredQuestions();
    try {
      questions.answer(/^Which function/, 'versioned');
      questions.stepBack(/^Which version/);
      questions.answer(/^Which function/, 'projector');
      await here.run('createTrigger', { table: 'Versions' });
      assert.match(questions.asked.at(-1)?.question ?? '', /^Batch size/);
    } finally {
      questions.restore();
    }
  }).timeout(LONG_MS);

  it('point out a second reader of a global table', async () => {
    const { streamArn } = await createTable(here.cloud, 'World');
    await createFunction(here.cloud, 'reader');
    await here.create(streamArn, 'reader');
    here.cloud.dynamoDb.describe('World', { Replicas: [{ RegionName: 'us-east-1' }] });
    const questions = new AnsweredQuestions();
    try {
      questions.answer(/^Which function/, 'projector');
      questions.accept(/^Batch size/);
      questions.accept(/^Where a new trigger begins/);
      questions.accept(/^Enabled\?/);
      await here.run('createTrigger', { table: 'World' });
      assert.ok(questions.asked.at(-1)?.offered.includes('$(warning) One reader too many'));
    } finally {
      questions.restore();
    }
  }).timeout(LONG_MS);

  it('say plainly what enabled and disabled mean, with Enabled to be accepted first', async () => {
    await createTable(here.cloud, 'Plain');
    const questions = new AnsweredQuestions();
    try {
      questions.answer(/^Which function/, 'projector');
      questions.answer(/^Batch size/, '100');
      questions.answer(/^Where a new trigger begins/, 'The oldest record of the stream');
      await here.run('createTrigger', { table: 'Plain' });
      assert.deepEqual(questions.asked.at(-1), {
        question: 'Enabled?',
        offered: ['Enabled: Lambda reads from the start', 'Disabled: nothing is read until you enable it'],
      });
    } finally {
      questions.restore();
    }
  }).timeout(LONG_MS);

  it('offer to turn a stream on for a table that has none', async () => {
    await createTable(here.cloud, 'Quiet', 'off');
    here.dialogs.answer(/Table "Quiet" has no stream/, 'Turn Stream On…');
    const created = await acceptAll(here.run('createTrigger', { table: 'Quiet' }));
    assert.match(created?.streamArn ?? '', /table\/Quiet\/stream/);
  }).timeout(LONG_MS);

  it('create nothing when the table shall have no stream', async () => {
    await createTable(here.cloud, 'Silent', 'off');
    assert.equal(await here.run('createTrigger', { table: 'Silent' }), undefined);
    await here.dialogs.until(/Table "Silent" has no stream/);
  });

  it('go on as JSON with what is said so far', async () => {
    const { streamArn } = await createTable(here.cloud, 'Drafts');
    const document = { EventSourceArn: streamArn, FunctionName: 'projector', BatchSize: 42 };
    await vscode.commands.executeCommand('streamTriggers.createTriggerFromFile', { document });
    const text = vscode.window.activeTextEditor?.document.getText() ?? '';
    const draft = JSON.parse(text) as Readonly<Record<string, unknown>>;
    assert.equal(draft['BatchSize'], 42);
    assert.equal(draft['EventSourceArn'], streamArn);
    assert.equal(draft['MaximumRetryAttempts'], -1, 'no other options than those of the questions');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('end without a change when all that is accepted is what is there', async () => {
    const { streamArn } = await createTable(here.cloud, 'Carts');
    const { uuid } = await here.create(streamArn, 'projector');
    await acceptAll(here.run('editTrigger', { uuid }));
    await here.dialogs.until(/Carts → projector is like this already/);
  }).timeout(LONG_MS);
});

/** Failed batches that a person has as a text, opened by the extension's commands in a real VS Code. */
import * as assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { createQueue } from '../../../support/test-cloud/deployed-resources';
import { configure } from '../sidebar/deployed-triggers';
import { FailedBatchScene, inWorkspace } from './failed-batch-scene';

const FILE = 'notification.txt';
const ENTERED_AGAIN_AFTER_MS = 5000;

describe('failed batches opened from a text', () => {
  let scene: FailedBatchScene;
  let notification: string;

  before(async () => {
    scene = await FailedBatchScene.start({ writes: 100, batchSize: 20, failingBatches: [1, 3] });
    notification = scene.orders.notifications[0] ?? '';
  });
  after(async () => {
    await fs.rm(inWorkspace(FILE), { force: true });
    await scene.stop();
  });
  afterEach(async () => {
    scene.reset();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  async function run(command: string, argument?: unknown): Promise<void> {
    await vscode.commands.executeCommand(`streamTriggers.${command}`, argument);
  }

  async function openFromClipboard(text: string): Promise<void> {
    await vscode.env.clipboard.writeText(text);
    await run('openFailedBatchFromClipboard');
  }

  /** In messages. */
  function said(): readonly string[] {
    return scene.dialogs.shown.map(({ message }) => message);
  }

  /** The document of the row that was revealed, as Enter on it shows it. */
  async function enteredDocument(): Promise<string> {
    const shown = new Promise<vscode.TextDocument>((resolve) => {
      const subscription = vscode.window.onDidChangeActiveTextEditor((editor) => {
        if (editor?.document.uri.scheme !== 'stream-triggers-record') return;
        subscription.dispose();
        resolve(editor.document);
      });
    });
    const state = { isShown: false };
    const document = shown.finally(() => (state.isShown = true));
    // A row that is drawn anew at that moment opens nothing.
    while (!state.isShown) {
      await vscode.commands.executeCommand('list.select');
      await Promise.race([document, sleep(ENTERED_AGAIN_AFTER_MS)]);
    }
    return (await document).getText();
  }

  /** Of the range with that number. */
  function assertShows(text: string, range: number): void {
    const document = JSON.parse(text) as {
      readonly DDBStreamBatchInfo: { readonly startSequenceNumber: string };
    };
    assert.equal(
      document.DDBStreamBatchInfo.startSequenceNumber,
      scene.orders.ranges[range]?.sequenceNumbers[0],
    );
  }

  it('from the clipboard with an e-mail around it, revealed and shown by Enter', async () => {
    await openFromClipboard(
      `From: AWS Notifications\n\n${notification}\n\n--\nIf you wish to stop receiving`,
    );
    assert.deepEqual(said(), []);
    assertShows(await enteredDocument(), 0);
  });

  it('from the clipboard with several documents: whoever debugs one of them can tell which is which', async () => {
    await vscode.env.clipboard.writeText(scene.orders.notifications.join('\n'));
    const { createQuickPick } = vscode.window;
    const details: (string | undefined)[] = [];
    Object.assign(vscode.window, {
      createQuickPick: () => {
        const box = createQuickPick();
        const show = box.show.bind(box);
        box.show = () => {
          details.push(...box.items.map(({ label, detail }) => `${label} ${detail ?? ''}`));
          show();
        };
        return box;
      },
    });
    try {
      await run('debugFailedBatchFromClipboard');
    } finally {
      Object.assign(vscode.window, { createQuickPick });
    }
    const [first, second] = scene.orders.ranges.map(
      ({ sequenceNumbers }) => `${sequenceNumbers.at(0) ?? ''} – ${sequenceNumbers.at(-1) ?? ''}`,
    );
    assert.equal(details.length, 2);
    assert.ok(
      details[0]?.startsWith('Orders → orders-mail ') && details[0].endsWith(first ?? '-'),
      details[0],
    );
    assert.ok(details[1]?.endsWith(second ?? '-'), details[1]);
    assert.deepEqual(said(), []);
  });

  it('from a file', async () => {
    await fs.writeFile(inWorkspace(FILE), scene.orders.notifications.join('\n'));
    await run('openFailedBatchFromFile', vscode.Uri.file(inWorkspace(FILE)));
    assert.deepEqual(said(), []);
    assertShows(await enteredDocument(), 0);
  });

  it('from the editor: its selection, else all of it', async () => {
    const [, second = ''] = scene.orders.notifications;
    const content = `2026-11-23 ERROR ${JSON.stringify(second)}\n`;
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content }));
    await run('openFailedBatchFromText');
    assertShows(await enteredDocument(), 1);
  });

  it('not from what is none: a sentence says what it is', async () => {
    await openFromClipboard('SELECT * FROM orders');
    await openFromClipboard(' ');
    const [none, empty] = scene.dialogs.shown;
    assert.deepEqual([none?.kind, empty?.kind], ['error', 'error']);
    assert.ok(none?.message.endsWith('.') === true, none?.message);
    assert.match(empty?.message ?? '', /^The clipboard is empty/);
  });

  describe('of another region', () => {
    let elsewhere: string;

    before(() => {
      elsewhere = notification.replaceAll('eu-west-1', 'us-east-1');
    });

    it('are opened on the connection that reads it', async () => {
      const entries = vscode.workspace
        .getConfiguration('streamTriggers')
        .get<readonly Record<string, unknown>[]>('connections', []);
      await configure('streamTriggers.connections', [
        ...entries,
        { ...entries[0], name: 'Away', region: 'us-east-1' },
      ]);
      try {
        await openFromClipboard(elsewhere);
        assert.deepEqual(said(), []);
        assert.match(await enteredDocument(), /us-east-1/);
      } finally {
        await configure('streamTriggers.connections', entries);
      }
    });

    it('are opened all the same, if that is wanted', async () => {
      scene.dialogs.answer(
        /^No connection reads the stream of this failed batch of "Orders"/,
        'Open Nevertheless',
      );
      await openFromClipboard(elsewhere);
      assert.match(scene.dialogs.shown[0]?.detail ?? '', /region us-east-1/);
      assert.match(await enteredDocument(), /us-east-1/);
    });

    it('are asked about once, also if nobody answers', async () => {
      await openFromClipboard(scene.orders.notifications.join('\n').replaceAll('eu-west-1', 'us-east-1'));
      assert.equal(scene.dialogs.shown.length, 1);
    });

    it('are opened on a connection that is added for them, with its region proposed', async () => {
      const entries = vscode.workspace
        .getConfiguration('streamTriggers')
        .get<readonly unknown[]>('connections', []);
      scene.dialogs.answer(/^No connection reads the stream/, 'Add Connection…');
      scene.questions.answer(/credentials/, 'A local endpoint…');
      scene.questions.answer(/URL of the endpoint/, scene.cloud.endpoint);
      scene.questions.answer(/^Region/, 'us-east-1');
      scene.questions.answer(/Name of the connection/, 'Added');
      scene.questions.answer(/changed through this connection/, 'Read-only');
      try {
        await openFromClipboard(elsewhere);
        assert.equal(scene.dialogs.shown.length, 1);
        assert.match(await enteredDocument(), /us-east-1/);
      } finally {
        await configure('streamTriggers.connections', entries);
      }
    });
  });

  it('are dismissed, and then not there to be chosen', async () => {
    const [node] = await scene.batchesIn('text');
    assert.ok(node);
    await openFromClipboard(notification);
    await run('dismissFailedBatch', node);
    await run('showFailureDocument');
    const [asked] = scene.questions.asked;
    // The two others of the notifications' file, and those of queue and bucket.
    assert.ok(asked && asked.offered.length > 0);
    const before = asked.offered.length;
    await openFromClipboard(notification);
    await run('showFailureDocument');
    assert.equal(scene.questions.asked[1]?.offered.length, before + 1);
  });

  it('are the only ones that can be dismissed: what waits in a queue stays in sight', async () => {
    const [node] = await scene.batchesIn('queue');
    assert.ok(node?.trigger);
    await run('dismissFailedBatch', { ...node, below: node.trigger.uuid });
    assert.match(said()[0] ?? '', /^It waits in arn:aws:sqs:/);
  });

  it('are not waited for by who has cancelled', async () => {
    const { withProgress } = vscode.window;
    const window = vscode.window as { withProgress: unknown };
    window.withProgress = (
      options: vscode.ProgressOptions,
      work: (progress: unknown, token: vscode.CancellationToken) => Thenable<unknown>,
    ) => {
      const source = new vscode.CancellationTokenSource();
      setImmediate(() => source.cancel());
      return withProgress(options, (progress) => work(progress, source.token));
    };
    // The look does not end before somebody has cancelled: progress, and with it Cancel, is there after a second.
    const look = scene.cloud.disturbances.hold('sqs:ReceiveMessage');
    try {
      await run('refreshFailedBatches');
      await run('showFailureDocument');
      assert.deepEqual([scene.questions.asked.length, said()], [0, []]);
    } finally {
      look.letGo();
      window.withProgress = withProgress;
    }
  });

  it('are what is left of a topic, of which nothing can be saved', async () => {
    await run('saveAllFailedBatches', await scene.destination(scene.orders.topic));
    assert.match(said()[0] ?? '', /orders-mail can not be looked into: copy what it has sent/);
  });

  it('are beside those of a queue, which is looked into only when that is agreed to', async () => {
    const queue = await scene.destination(scene.orders.queue);
    const dead = await createQueue(scene.cloud, 'dead');
    const destinationArn = await createQueue(scene.cloud, 'counted', {
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead, maxReceiveCount: 5 }),
    });
    scene.cloud.calls.clear();
    const counted = { ...queue, destinationArn };
    await run('peekQueue', counted);
    assert.equal(scene.cloud.calls.count('sqs:ReceiveMessage'), 0);
    const [question] = scene.dialogs.shown;
    assert.match(question?.message ?? '', /^Look into the queue "counted"\?/);
    assert.match(question?.detail ?? '', /received 5 times.*:dead\. about 0 wait/s);
    scene.dialogs.answer(/^Look into the queue/, 'Look');
    await run('peekQueue', counted);
    assert.ok(scene.cloud.calls.count('sqs:ReceiveMessage') > 0);
    await run('peekQueue', counted);
    assert.equal(scene.dialogs.shown.length, 2);
  });

  it('are reached from the row of their trigger', async () => {
    const { connection, trigger } = await scene.destination(scene.orders.queue);
    await run('showFailedBatches', { kind: 'trigger', connection, tableName: 'Orders', trigger });
    assert.deepEqual(said(), []);
    const stranger = { ...trigger, uuid: 'another' };
    await run('showFailedBatches', { kind: 'trigger', connection, tableName: 'Orders', trigger: stranger });
    assert.match(
      scene.dialogs.shown[0]?.message ?? '',
      /^Orders → orders:live has no on-failure destination/,
    );
  });
});

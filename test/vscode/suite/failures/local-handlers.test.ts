/** The workspace's handler of a deployed function, in a real VS Code: named by a template, configured, or asked for once. */
import * as assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { WorkspaceHandlers } from '../../../../src/vscode/local-handlers/workspace-handlers';
import { RememberedHandlers } from '../../../../src/vscode/local-handlers/remembered-handlers';
import { AnsweredDialogs } from '../sidebar/answered-dialogs';
import { AnsweredQuestions } from '../sidebar/answered-questions';
import { inWorkspace } from './failed-batch-scene';

const QUESTION = /Which handler of this workspace/;
const source = 'export const handler = async () => undefined;\n';

describe("the workspace's handler of a deployed function", () => {
  let questions: AnsweredQuestions;
  let written: string[];

  beforeEach(() => {
    questions = new AnsweredQuestions();
    written = [];
  });
  afterEach(async () => {
    questions.restore();
    for (const file of written) await fs.rm(file, { force: true });
    for (const folder of ['local', 'cdk.out'])
      await fs.rm(inWorkspace(folder), { recursive: true, force: true });
  });

  const write = async (file: string, text = source): Promise<void> => {
    await fs.mkdir(path.dirname(inWorkspace(file)), { recursive: true });
    await fs.writeFile(inWorkspace(file), text);
    written.push(inWorkspace(file));
  };
  const find = async (
    name: string,
    deployedHandler?: string,
    state = new TestMemento(),
  ): Promise<unknown> => {
    const found = await new WorkspaceHandlers(state).find(name, deployedHandler);
    if (found === undefined) return undefined;
    return [path.relative(inWorkspace(), found.taskRoot), found.handler];
  };

  it('is the one that a template of SAM names, without a question', async () => {
    await write('local/code/orders.ts');
    await write(
      'local/template.yaml',
      sam({
        FunctionName: "!Sub '${AWS::StackName}-local-orders'",
        CodeUri: 'code/',
        Handler: 'orders.handler',
      }),
    );
    assert.deepEqual(await find('shop-local-orders'), [path.join('local', 'code'), 'orders.handler']);
    assert.deepEqual(questions.asked, []);
  });

  it('is a source rather than what was built of it', async () => {
    await write('local/dist/local-built.js');
    await write('local/src/local-built.ts');
    await write(
      'local/template.yaml',
      sam({ FunctionName: 'local-built', CodeUri: '.', Handler: 'dist/local-built.handler' }),
    );
    assert.deepEqual(await find('local-built'), ['local', 'src/local-built.handler']);
  });

  it('of serverless.yml is below the folder of that file', async () => {
    await write('local/src/mail.ts');
    await write(
      'local/serverless.yml',
      'service: local\nprovider: {name: aws}\nfunctions:\n  mail: {handler: src/mail.handler}\n',
    );
    assert.deepEqual(await find('local-prod-mail'), ['local', 'src/mail.handler']);
  });

  it('of a bundle of the CDK is the source that the bundle names', async () => {
    await write('local/lib/cdk-orders.ts');
    await write(
      'cdk.out/asset.1/index.js',
      '// local/lib/item.ts\nvar a;\n// local/lib/cdk-orders.ts\nvar b;\n',
    );
    await write('cdk.out/Shop.template.json', cdk('LocalOrders1A2B3C4D', 'asset.1', true));
    assert.deepEqual(await find('Shop-LocalOrders1A2B3C4D-aBcD1234eFgH'), [
      '',
      'local/lib/cdk-orders.handler',
    ]);
  });

  it('of a folder that the CDK has copied is the file that was copied', async () => {
    const own = 'exports.handler = async () => "copied";\n';
    await write('local/lambda/index.js', own);
    await write('local/other/index.js', source);
    await write('cdk.out/asset.2/index.js', own);
    await write('cdk.out/Shop.template.json', cdk('LocalCopy1A2B3C4D', 'asset.2', false));
    assert.deepEqual(await find('Shop-LocalCopy1A2B3C4D-aBcD1234eFgH'), ['', 'local/lambda/index.handler']);
  });

  it('is asked for where nothing names it, the likeliest first, and remembered while it is there', async () => {
    await write('local/a/stream-handler.ts');
    await write('local/b/stream-handler.ts');
    const state = new TestMemento();
    questions.answer(QUESTION, 'local/a/stream-handler.handler');
    const chosen = ['', 'local/a/stream-handler.handler'];
    assert.deepEqual(await find('unnamed', 'b/stream-handler.handler', state), chosen);
    assert.deepEqual(await find('unnamed', 'b/stream-handler.handler', state), chosen);
    assert.equal(questions.asked.length, 1);
    assert.equal(questions.asked[0]?.offered[0], 'local/b/stream-handler.handler');
    assert.ok(questions.asked[0].offered.includes('src/handler.handler'));
    await fs.rm(inWorkspace('local/a/stream-handler.ts'));
    questions.answer(QUESTION, 'src/handler.handler');
    assert.deepEqual(await find('unnamed', undefined, state), ['', 'src/handler.handler']);
  });

  it('is taken without a question if it is the only one that is called as the deployed one, and said', async () => {
    await write('local/a/stream-handler.ts');
    const state = new TestMemento();
    const handlers = new WorkspaceHandlers(state);
    const dialogs = new AnsweredDialogs();
    try {
      dialogs.answer(/For function called handler local\/a/, 'Choose Another…');
      questions.answer(QUESTION, 'src/handler.handler');
      const taken = await handlers.find('called', 'local/a/stream-handler.handler');
      assert.equal(taken?.handler, 'local/a/stream-handler.handler');
      await state.untilUpdated();
      const chosen = await handlers.find('called', 'local/a/stream-handler.handler');
      assert.equal(chosen?.handler, 'src/handler.handler');
      assert.equal(dialogs.shown.length, 1);
    } finally {
      dialogs.restore();
    }
  });

  it('is taken without a question if it is the only one, whatever the deployed one is called', async () => {
    const dialogs = new AnsweredDialogs();
    try {
      for (let time = 0; time < 2; time += 1)
        assert.deepEqual(await find('only', 'dist/elsewhere.main'), ['', 'src/handler.handler']);
      const { labels } = await dialogs.until(/For function only handler src\/handler\.handler is taken/);
      assert.deepEqual(labels, []);
      assert.deepEqual(questions.asked, []);
    } finally {
      dialogs.restore();
    }
  });

  it('is asked for where two templates name different ones, these first', async () => {
    for (const folder of ['one', 'two']) {
      await write(`local/${folder}/index.ts`);
      await write(
        `local/${folder}/template.yaml`,
        sam({ FunctionName: 'twice', CodeUri: '.', Handler: 'index.handler' }),
      );
    }
    assert.equal(await find('twice'), undefined);
    assert.deepEqual(questions.asked[0]?.offered.slice(0, 2), [
      'local/one/index.handler',
      'local/two/index.handler',
    ]);
  });

  it('may be the one of a launch configuration for that function', async () => {
    const launch = vscode.workspace.getConfiguration('launch', vscode.Uri.file(inWorkspace()));
    const before = launch.inspect('configurations')?.workspaceFolderValue;
    const configuration = { type: 'dynamodb-stream', request: 'launch', name: 'Local' };
    await write('local/configured.ts');
    await launch.update(
      'configurations',
      [
        {
          ...configuration,
          handler: 'configured.handler',
          cwd: '${workspaceFolder}/local',
          functionName: 'configured',
        },
      ],
      vscode.ConfigurationTarget.WorkspaceFolder,
    );
    try {
      assert.deepEqual(await find('configured'), ['local', 'configured.handler']);
      // It corrects an answer.
      const state = new TestMemento();
      const [folder] = vscode.workspace.workspaceFolders ?? [];
      assert.ok(folder);
      const wrong = { folder, handler: 'src/handler.handler', taskRoot: folder.uri.fsPath };
      await new RememberedHandlers(state).remember('configured', wrong);
      assert.deepEqual(await find('configured', undefined, state), ['local', 'configured.handler']);
    } finally {
      await launch.update('configurations', before, vscode.ConfigurationTarget.WorkspaceFolder);
    }
  });
});

function sam(properties: Readonly<Record<string, string>>): string {
  const lines = Object.entries(properties).map(([name, value]) => `      ${name}: ${value}`);
  return [
    'Resources:',
    '  One:',
    '    Type: AWS::Serverless::Function',
    '    Properties:',
    ...lines,
    '',
  ].join('\n');
}

function cdk(logicalId: string, asset: string, isBundled: boolean): string {
  const resource = {
    Type: 'AWS::Lambda::Function',
    Properties: { Handler: 'index.handler', Runtime: 'nodejs22.x', Code: { S3Bucket: 'b', S3Key: 'k.zip' } },
    Metadata: {
      'aws:cdk:path': `Shop/${logicalId}/Resource`,
      'aws:asset:path': asset,
      'aws:asset:is-bundled': isBundled,
    },
  };
  return JSON.stringify({ Resources: { [logicalId]: resource } });
}

class TestMemento implements vscode.Memento {
  private readonly values = new Map<string, unknown>();
  private wake: () => void = () => undefined;
  private readonly updated = new Promise<void>((resolve) => (this.wake = resolve));

  untilUpdated(): Promise<void> {
    return this.updated;
  }

  keys(): readonly string[] {
    return [...this.values.keys()];
  }

  get<T>(key: string, otherwise?: T): T | undefined {
    return this.values.has(key) ? (this.values.get(key) as T) : otherwise;
  }

  update(key: string, value: unknown): Promise<void> {
    this.values.set(key, value);
    this.wake();
    return Promise.resolve();
  }
}

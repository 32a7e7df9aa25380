/**
 * What must hold in every VS Code that the product supports, for the development folder and for the installed
 * package alike: it is the expected extension in the expected version, it activates, and everything that its
 * manifest promises is there.
 */
import * as assert from 'node:assert/strict';
import * as path from 'node:path';
import * as vscode from 'vscode';

const EXTENSION_ID = 'dynamodb-stream-triggers.dynamodb-stream-triggers';

interface Manifest {
  readonly engines: { readonly vscode: string };
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly configuration:
      | { readonly properties: Readonly<Record<string, { readonly default?: unknown }>> }
      | readonly { readonly properties: Readonly<Record<string, { readonly default?: unknown }>> }[];
    readonly debuggers: readonly { readonly type: string; readonly label: string }[];
  };
}

describe('the extension in VS Code', () => {
  it('is loaded from where the run put it', () => {
    const expectedFolder = process.env['STREAM_TRIGGERS_EXPECTED_FOLDER'];
    assert.ok(expectedFolder, 'the run names the folder');
    const relative = path.relative(expectedFolder, product().extensionPath);
    assert.ok(!relative.startsWith('..') && !path.isAbsolute(relative), product().extensionPath);
  });

  it('runs in the VS Code version that the run asked for', () => {
    const expectedVersion = process.env['STREAM_TRIGGERS_EXPECTED_VSCODE'] ?? '';
    if (expectedVersion !== '') assert.equal(vscode.version, expectedVersion);
  });

  it('activates', async () => {
    await product().activate();
    assert.equal(product().isActive, true);
  });

  it('registers every command of its manifest', async () => {
    const registered = new Set(await vscode.commands.getCommands(true));
    const missing = manifest()
      .contributes.commands.map(({ command }) => command)
      .filter((command) => !registered.has(command));
    assert.deepEqual(missing, []);
  });

  it('shows every view of its manifest', async () => {
    const registered = new Set(await vscode.commands.getCommands(true));
    const ids = Object.values(manifest().contributes.views).flatMap((views) => views.map(({ id }) => id));
    assert.ok(ids.length > 0);
    assert.deepEqual(
      ids.filter((id) => !registered.has(`${id}.focus`)),
      [],
    );
  });

  it('gives every setting of its manifest the default that the manifest names', () => {
    const { configuration } = manifest().contributes;
    const properties = Object.assign({}, ...[configuration].flat().map((part) => part.properties)) as Record<
      string,
      { readonly default?: unknown }
    >;
    const settings = vscode.workspace.getConfiguration();
    for (const [key, { default: expected }] of Object.entries(properties)) {
      assert.deepEqual(settings.inspect(key)?.defaultValue, expected, key);
    }
  });

  it('leaves no text of its manifest untranslated', () => {
    const { commands, debuggers } = manifest().contributes;
    const texts = [...commands.map(({ title }) => title), ...debuggers.map(({ label }) => label)];
    assert.deepEqual(
      texts.filter((text) => /^%.*%$/.test(text)),
      [],
    );
  });
});

function product(): vscode.Extension<unknown> {
  const extension = vscode.extensions.getExtension(EXTENSION_ID);
  assert.ok(extension, `${EXTENSION_ID} is installed`);
  return extension;
}

function manifest(): Manifest {
  return product().packageJSON as Manifest;
}

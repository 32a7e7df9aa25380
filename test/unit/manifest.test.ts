import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { DEBUG_TYPE, commandIds, settingIds, treeItems, viewIds } from '../../src/vscode/contributions';

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly category: string }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly default?: unknown }>> };
    readonly debuggers: readonly { readonly type: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when?: string }[]>>;
  };
}

const text = fs.readFileSync('package.json', 'utf8');
const manifest = JSON.parse(text) as Manifest;
const nls = JSON.parse(fs.readFileSync('package.nls.json', 'utf8')) as Record<string, string>;
const sorted = (values: Iterable<string>): readonly string[] => [...values].sort();

describe('the manifest', () => {
  it('contributes exactly the commands that the code has, in one category', () => {
    const { commands } = manifest.contributes;
    assert.deepEqual(sorted(commands.map(({ command }) => command)), sorted(Object.values(commandIds)));
    assert.deepEqual([...new Set(commands.map(({ category }) => category))], ['DynamoDB Stream Triggers']);
  });

  it('contributes exactly the views, settings and debug type that the code has', () => {
    const { views, configuration, debuggers } = manifest.contributes;
    assert.deepEqual(
      sorted(Object.values(views).flatMap((list) => list.map(({ id }) => id))),
      sorted(Object.values(viewIds)),
    );
    assert.deepEqual(sorted(Object.keys(configuration.properties)), sorted(Object.values(settingIds)));
    assert.deepEqual(
      debuggers.map(({ type }) => type),
      [DEBUG_TYPE],
    );
  });

  it('gives every setting a default', () => {
    for (const [id, { default: value }] of Object.entries(manifest.contributes.configuration.properties))
      assert.notEqual(value, undefined, id);
  });

  it('tests menus only for tree items that the views make', () => {
    const tested = Object.values(manifest.contributes.menus)
      .flat()
      .flatMap(({ when }) => [...(when ?? '').matchAll(/viewItem (?:== (\w+)|=~ \/\^\(([\w|]+)\)\$\/)/g)])
      .flatMap(([, one, several]) => (one === undefined ? (several ?? '').split('|') : [one]));
    assert.ok(tested.length > 10);
    const known = new Set<string>(Object.values(treeItems));
    assert.deepEqual(
      tested.filter((item) => !known.has(item)),
      [],
    );
  });

  it('uses every text of package.nls.json and no other', () => {
    const used = [...text.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key ?? '');
    assert.deepEqual(sorted(new Set(used)), sorted(Object.keys(nls)));
  });

  it('never activates at start-up of a folder that has neither the sample nor triggers as JSON', () => {
    for (const event of manifest.activationEvents) {
      assert.ok(!/^(\*|onStartupFinished)$/.test(event), event);
      if (event.startsWith('workspaceContains:'))
        assert.match(event, /:(\.stream-triggers\/sample\.json|\*\*\/\*\.trigger\.json)$/);
    }
  });
});

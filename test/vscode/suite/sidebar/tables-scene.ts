/** What the suites of the view "Tables and Triggers" begin with: a cloud with the tables "Orders" and "Quiet". */
import * as assert from 'node:assert/strict';
import { repositoryRoot } from '../../../support/repository-root';
import { createFunction } from '../../../support/test-cloud/deployed-function';
import { createTable } from '../../../support/test-cloud/deployed-resources';
import { recordedMapping } from '../../../support/test-cloud/event-source-mappings/mapping-configuration';
import { type LocalAws, startLocalAws } from '../../../support/test-cloud/local-aws';
import { type ShownRow, ShownTree, labels } from './shown-tree';

export const LISTS = [
  'dynamodb:ListTables',
  'dynamodb:ListStreams',
  'lambda:ListEventSourceMappings',
] as const;

/** The connection's row. */
export const PLACE = 'Connection 0';

export class TablesScene {
  private readonly environment = { ...process.env };
  private mappings = 0;
  private trees: ShownTree[] = [];

  private constructor(readonly cloud: LocalAws) {
    // Whoever runs the tests may have credentials.
    Object.assign(process.env, { AWS_EC2_METADATA_DISABLED: 'true', AWS_CONFIG_FILE: '/nowhere' });
    Object.assign(process.env, { AWS_SHARED_CREDENTIALS_FILE: '/nowhere' });
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_PROFILE', 'AWS_REGION', 'AWS_DEFAULT_REGION'])
      Reflect.deleteProperty(process.env, name);
  }

  /** "Orders" has a trigger of the function "project", and one of "gone", which does not exist. "Quiet" has no stream. */
  static async start(): Promise<TablesScene> {
    const scene = new TablesScene(await startLocalAws(repositoryRoot()));
    const { streamArn } = await createTable(scene.cloud, 'Orders');
    await createTable(scene.cloud, 'Quiet', 'off');
    await createFunction(scene.cloud, 'project');
    scene.addTrigger(streamArn, 'project', { BatchSize: 7 });
    scene.addTrigger(streamArn, 'gone');
    return scene;
  }

  async stop(): Promise<void> {
    process.env = this.environment;
    await this.cloud.stop();
  }

  /** After each test. */
  restore(): void {
    for (const tree of this.trees) {
      tree.dispose();
      assert.deepEqual(tree.errors, []);
    }
    this.trees = [];
    this.cloud.disturbances.restore();
    this.cloud.calls.clear();
  }

  /** A tree with a connection to the cloud for each region. */
  show(...regions: readonly string[]): ShownTree {
    const connections = regions.map((region) => ({ endpointUrl: this.cloud.endpoint, region }));
    return this.keep(new ShownTree(...connections));
  }

  /** The tree of "Orders" and "Quiet" when all lists are read. */
  async showWhole(): Promise<ShownTree> {
    const shown = this.show('eu-west-1');
    await shown.rows(PLACE);
    await shown.whole();
    return shown;
  }

  keep(tree: ShownTree): ShownTree {
    this.trees.push(tree);
    return tree;
  }

  /** @returns its UUID */
  addTrigger(streamArn: string, functionName: string, more: object = {}): string {
    this.mappings += 1;
    const UUID = `00000000-0000-4000-8000-${String(this.mappings).padStart(12, '0')}`;
    const FunctionArn = `arn:aws:lambda:eu-west-1:111122223333:function:${functionName}`;
    const mapping = recordedMapping({ UUID, EventSourceArn: streamArn, FunctionArn });
    this.cloud.mappings.add({ ...mapping, ...more });
    return UUID;
  }
}

export function found(rows: readonly ShownRow[], label: string | RegExp): ShownRow {
  const row = rows.find((one) => (typeof label === 'string' ? one.label === label : label.test(one.label)));
  assert.ok(row, `${String(label)} is not among ${labels(rows)}`);
  return row;
}

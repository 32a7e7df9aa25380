/**
 * The Nodes that are here, each to run a handler in a process of its own under the TypeScript loader.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface TestedNode {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly stripsTypes: boolean | 'perhaps';
}

const current = { name: `Node ${process.versions.node}`, command: process.execPath };
export const NODES: readonly TestedNode[] = [
  { ...current, args: [], stripsTypes: true },
  {
    name: 'a Node like that of Electron',
    command: process.execPath,
    args: ['--require', join(process.cwd(), 'test/fixtures/typescript/preload/no-type-stripping.cjs')],
    stripsTypes: false,
  },
  ...['/usr/bin/node']
    .filter((command) => existsSync(command))
    .map((command) => ({ name: command, command, args: [], stripsTypes: 'perhaps' as const })),
];

export interface Outcome {
  readonly answer?: unknown;
  readonly error?: { readonly name: string; readonly message: string };
  readonly notices: readonly string[];
}

/** Runs the driver of `bundled-typescript-loader.ts`. */
export async function runHandler(
  node: TestedNode,
  driver: string,
  root: string,
  handler: string,
  way: 'import' | 'require' = 'import',
): Promise<Outcome> {
  const { stdout, stderr } = await promisify(execFile)(node.command, [
    ...node.args,
    driver,
    root,
    join(root, handler),
    way,
  ]);
  // No warnings about experiments between the handler's lines.
  if (node.command === process.execPath) assert.equal(stderr, '');
  return JSON.parse(stdout) as Outcome;
}

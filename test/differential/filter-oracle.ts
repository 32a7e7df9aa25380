/**
 * event-ruler, the library that AWS publishes as its matcher, as a program that is asked many
 * patterns and events at once. Its jars are fetched once, by their coordinates.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from '../support/repository-root';

const folder = path.join(repositoryRoot(), 'test', 'differential');
const jars = path.join(repositoryRoot(), '.vscode-test', 'event-ruler-2.0.1');

/** The longest answer of one run, in bytes. */
const LARGEST_OUTPUT = 64 * 1024 * 1024;

export interface Question {
  /** JSON texts without tabs and line ends. */
  readonly pattern: string;
  readonly event: string;
}

/** @returns for each question `true`, `false`, or `REJECT: ` and the reason */
export function askOracle(questions: readonly Question[]): readonly string[] {
  // Never ask a name server for what looks like an address and is none.
  const options = ['-Xshare:auto', '-Djdk.net.hosts.file=/dev/null', '-cp', path.join(jars, '*')];
  const input = questions.map(({ pattern, event }) => `${pattern}\t${event}\n`).join('');
  const output = run('java', [...options, path.join(folder, 'FilterOracle.java')], input);
  return output.split('\n').slice(0, -1);
}

/** Fetches the jars unless they are there. Needs a network and, for Maven on a new machine, the right to install. */
export function fetchOracle(): void {
  if (existsSync(jars)) return;
  if (spawnSync('mvn', ['--version']).status !== 0) run('apt-get', ['install', '-y', 'maven'], '');
  const unfinished = `${jars}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  const copy = ['dependency:copy-dependencies', `-DoutputDirectory=${unfinished}`];
  run('mvn', ['-q', '-B', '-f', path.join(folder, 'pom.xml'), ...copy], '');
  renameSync(unfinished, jars);
}

function run(command: string, commandArguments: readonly string[], input: string): string {
  const { status, stdout, stderr, error } = spawnSync(command, commandArguments, {
    input,
    encoding: 'utf8',
    maxBuffer: LARGEST_OUTPUT,
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${command} ended with ${String(status)}: ${stderr || stdout}`);
  return stdout;
}

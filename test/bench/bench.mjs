#!/usr/bin/env node
/**
 * `node test/bench/bench.mjs [name…]`: builds what is measured, says on what machine, and runs the named
 * measurements, all of them without a name. A measurement `<name>` is `<name>-bench.mjs` beside this file.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';

const names = ['replay', 'live', 'filter', 'capture', 'latency', 'tree', 'failed-batch'];
const folder = import.meta.dirname;
const root = path.join(folder, '..', '..');

await main(process.argv.slice(2));

/** @param {readonly string[]} chosen */
async function main(chosen) {
  const unknown = chosen.filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    process.stderr.write(
      `There is no measurement "${unknown.join('", "')}": choose from ${names.join(', ')}.\n`,
    );
    process.exitCode = 2;
    return;
  }
  const present = (chosen.length > 0 ? chosen : names).filter(isPresent);
  build();
  say(
    `${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`,
  );
  say('The machine is shared with other work: ratios of one run count, absolute figures vary.');
  for (const name of present) {
    say(`\n# ${name}`);
    await (await import(`./${name}-bench.mjs`)).run();
  }
}

/** @param {string} name */
function isPresent(name) {
  const isThere = existsSync(path.join(folder, `${name}-bench.mjs`));
  if (!isThere) say(`"${name}" is not there yet.`);
  return isThere;
}

/** The engine and the hosts as the tests compile them, the programs in the handler's process as they ship. */
function build() {
  say('compiling to out/ and bundling dist/ (production)');
  runTool('typescript/bin/tsc', []);
  runTool('webpack/bin/webpack.js', ['--mode', 'production']);
}

/**
 * @param {string} program in node_modules
 * @param {readonly string[]} args
 */
function runTool(program, args) {
  const file = path.join(root, 'node_modules', program);
  const { status } = spawnSync(process.execPath, [file, ...args], { cwd: root, stdio: 'inherit' });
  if (status === 0) return;
  process.stderr.write(`${program} failed: mend what it says and start again.\n`);
  process.exit(1);
}

/** @param {string} line */
function say(line) {
  process.stdout.write(`${line}\n`);
}

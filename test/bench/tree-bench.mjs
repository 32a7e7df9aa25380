/**
 * The tree of a large account: 1,000 tables and 2,000 triggers in the lists of the tests' cloud, in a process of its
 * own. Calls, time to the first rows and to the last one, memory; beside it, in the same run, the bare paged lists.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const TABLES = 1000;
const TRIGGERS = 2000;
const ROUNDS = 5;
const LISTS = ['dynamodb:ListTables', 'dynamodb:ListStreams', 'lambda:ListEventSourceMappings'];
const ROWS_A_CALL = 100;
const program = path.join(import.meta.dirname, 'tree', 'read-account.mjs');

export async function run() {
  const cloud = spawn(process.execPath, [path.join(import.meta.dirname, 'tree', 'large-account.mjs')], {
    env: { ...process.env, TABLES: String(TABLES), TRIGGERS: String(TRIGGERS) },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  try {
    const said = cloud.stdout.setEncoding('utf8');
    const [endpoint] = await once(said, 'data');
    const results = { tree: [], lists: [] };
    for (let round = 0; round < ROUNDS; round += 1)
      for (const way of ['lists', 'tree']) {
        const measured = await measure(String(endpoint).trim(), way);
        cloud.stdin.write('calls\n');
        const [calls] = await once(said, 'data');
        results[way].push({ ...measured, calls: JSON.parse(String(calls)) });
      }
    print(results);
  } finally {
    cloud.stdin.end();
    await once(cloud, 'close');
  }
}

/** In a fresh process each time. @param {string} endpoint @param {string} way */
async function measure(endpoint, way) {
  const reading = spawn(process.execPath, ['--expose-gc', program, endpoint, way], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  reading.stdout.setEncoding('utf8').on('data', (text) => (output += text));
  const [code] = await once(reading, 'close');
  if (code !== 0) throw new Error(`read-account.mjs ended with ${code}.`);
  return JSON.parse(output);
}

/** @param {{ tree: any[], lists: any[] }} results */
function print({ tree, lists }) {
  const best = (results) => results.reduce((one, other) => (other.lastMs < one.lastMs ? other : one));
  const [ofTree, ofLists] = [best(tree), best(lists)];
  say(`${TABLES} tables, ${TRIGGERS} triggers, best of ${ROUNDS} fresh processes each`);
  say('                 first rows ms   last row ms   memory kept MB   calls');
  for (const [name, result] of [
    ['bare lists', ofLists],
    ['tree', ofTree],
  ])
    say(
      [
        name.padEnd(16),
        result.firstMs.toFixed(0).padStart(13),
        result.lastMs.toFixed(0).padStart(13),
        (result.keptBytes / 2 ** 20).toFixed(1).padStart(16),
        String(sum(result.calls)).padStart(7),
      ].join(' '),
    );
  say(`last row, ratio to the bare lists: ${(ofTree.lastMs / ofLists.lastMs).toFixed(2)}`);
  for (const list of LISTS) {
    const rows = list === 'lambda:ListEventSourceMappings' ? TRIGGERS : TABLES;
    const made = ofTree.calls[list];
    const most = rows / ROWS_A_CALL + 1;
    say(`${list}: ${made} calls for ${rows} rows${made > most ? `, MORE THAN ${most}` : ''}`);
  }
  const others = Object.entries(ofTree.calls).filter(([action]) => !LISTS.includes(action));
  for (const [action, made] of others) say(`${action}: ${made} calls`);
}

/** @param {Record<string, number>} calls */
function sum(calls) {
  return Object.values(calls).reduce((one, other) => one + other, 0);
}

/** @param {string} line */
function say(line) {
  process.stdout.write(`${line}\n`);
}

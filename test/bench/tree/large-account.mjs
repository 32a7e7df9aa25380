/** Serves the lists of a large account until its standard input ends; says where, and then, asked by a line, the calls since. */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { startTestCloud } = require('../../../out/test/support/test-cloud/test-cloud.js');

const cloud = await startTestCloud({
  synthetic: { tables: Number(process.env['TABLES']), mappings: Number(process.env['TRIGGERS']) },
});
process.stdout.write(`${cloud.endpoint}\n`);
process.stdin.on('data', () => {
  /** @type {Record<string, number>} */
  const calls = {};
  for (const action of cloud.calls.actions) calls[action] = (calls[action] ?? 0) + 1;
  cloud.calls.clear();
  process.stdout.write(`${JSON.stringify(calls)}\n`);
});
process.stdin.on('end', () => void cloud.stop());

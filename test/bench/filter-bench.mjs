/**
 * Filter patterns compiled per second, and records filtered per second, each as a ratio to a floor of the
 * same run: JSON.parse of the pattern, and JSON.parse of the record, without which no filter can decide.
 */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { benchRecord } from './replay/records.mjs';

const roundMs = 60;
const rounds = 9;
/** Work between two looks at the clock. */
const chunk = 200;

const root = path.join(import.meta.dirname, '..', '..');
const compiledCriteria = path.join(root, 'out', 'src', 'engine', 'filtering', 'filter-criteria.js');

/** What people filter by, then the dearer operators. */
const patterns = {
  'event name': { eventName: ['INSERT', 'MODIFY'] },
  'a change of status': {
    eventName: ['MODIFY'],
    dynamodb: {
      NewImage: { status: { S: ['shipped today'] } },
      OldImage: { status: { S: [{ 'anything-but': 'shipped today' }] } },
    },
  },
  'prefix, absent attribute': {
    dynamodb: {
      Keys: { id: { S: [{ prefix: 'order-' }] } },
      NewImage: { deleted: { BOOL: [{ exists: false }] } },
    },
  },
  '$or of three': {
    $or: [
      { eventName: ['REMOVE'] },
      { dynamodb: { NewImage: { status: { S: ['lost'] } } } },
      { dynamodb: { SizeBytes: [{ numeric: ['>', 100, '<=', 1000] }] } },
    ],
  },
  'wildcard, any case': {
    dynamodb: {
      NewImage: {
        id: { S: [{ wildcard: 'order-*0*' }] },
        status: { S: [{ 'equals-ignore-case': 'SHIPPED TODAY' }] },
      },
    },
  },
};

export async function run() {
  const { compileFilterCriteria } = await import(pathToFileURL(compiledCriteria).href);
  const record = JSON.stringify(benchRecord(0));
  write(`a record of ${record.length} bytes; ratios are medians of ${rounds} rounds`);
  for (const [name, pattern] of Object.entries(patterns)) {
    const text = JSON.stringify(pattern);
    const { criteria } = compileFilterCriteria([text]);
    const parsed = JSON.parse(record);
    if (!criteria.matches(parsed)) throw new Error(`The pattern "${name}" doesn't match the record.`);
    write(name);
    compare([
      { name: 'floor: JSON.parse of the pattern', work: () => JSON.parse(text) },
      { name: 'compiled', work: () => compileFilterCriteria([text]) },
    ]);
    compare([
      { name: 'floor: JSON.parse of the record', work: () => JSON.parse(record) },
      { name: 'parsed and filtered', work: () => criteria.matches(JSON.parse(record)) },
      { name: 'filtered, parsed before', work: () => criteria.matches(parsed) },
    ]);
  }
}

/**
 * One round of each in turn, so that what else the machine does hits all of them alike.
 * @param {readonly { name: string, work: () => unknown }[]} subjects the first is the floor
 */
function compare(subjects) {
  /** @type {number[][]} */
  const rates = subjects.map(() => []);
  for (const { work } of subjects) ratePerSecond(work);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, { work }] of subjects.entries()) rates[index]?.push(ratePerSecond(work));
  }
  for (const [index, { name }] of subjects.entries()) {
    const own = rates[index] ?? [];
    const ratio = median(own.map((rate, round) => rate / (rates[0]?.[round] ?? rate)));
    const rate = Math.round(median(own)).toLocaleString('en');
    write(`  ${name.padEnd(34)} ${rate.padStart(12)} a second  ${ratio.toFixed(2)} of the floor`);
  }
}

/** @param {() => unknown} work */
function ratePerSecond(work) {
  const start = performance.now();
  let count = 0;
  let elapsedMs = 0;
  while (elapsedMs < roundMs) {
    for (let index = 0; index < chunk; index += 1) work();
    count += chunk;
    elapsedMs = performance.now() - start;
  }
  return (count * 1000) / elapsedMs;
}

/** @param {readonly number[]} values */
function median(values) {
  return values.slice().sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;
}

/** @param {string} line */
function write(line) {
  process.stdout.write(`${line}\n`);
}

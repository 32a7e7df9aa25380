/**
 * Chooses stages and runs them: those of a group two at a time with their output kept together, everything else
 * one after the other with its output as it comes.
 */
import { say } from '../host/set-up/progress.mjs';
import { failedOnce } from './stage.mjs';

/**
 * @typedef {import('./stage.mjs').Stage} Stage
 * @typedef {import('./stage.mjs').SuiteCounts} SuiteCounts
 */

const STAGES_AT_ONCE = 2;

/**
 * @param {readonly Stage[]} stages
 * @param {readonly string[]} names of stages or groups; none: all
 * @returns {readonly Stage[]} in their order, with the stages that they need
 */
export function chooseStages(stages, names) {
  if (names.length === 0) {
    return stages.filter((stage) => stage.onlyWhenNamed !== true);
  }
  const known = stages.flatMap((stage) => [stage.name, stage.group ?? stage.name]);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new Error(`Unknown stage ${unknown.join(', ')}: there are ${[...new Set(known)].join(', ')}.`);
  }
  const chosen = new Set(
    stages.filter(({ name, group }) => names.includes(name) || names.includes(group ?? '')),
  );
  const needed = new Set([...chosen].flatMap((stage) => stage.needs ?? []));
  return stages.filter((stage) => chosen.has(stage) || needed.has(stage.name));
}

/**
 * @param {readonly Stage[]} stages
 * @param {import('../host/test-run.mjs').TestRun} testRun
 * @returns {Promise<SuiteCounts>} of all stages together
 */
export async function runStages(stages, testRun) {
  /** @type {Map<string, SuiteCounts>} */
  const results = new Map();
  for (const together of groupsOf(stages)) {
    const isGroup = together.length > 1;
    await Promise.all(
      Array.from({ length: Math.min(STAGES_AT_ONCE, together.length) }, async () => {
        for (let stage = together.shift(); stage !== undefined; stage = together.shift()) {
          results.set(stage.name, await runOrSkip(stage, { testRun, isGroup, results }));
        }
      }),
    );
  }
  return sumCounts([...results.values()]);
}

/**
 * Stages of one group that follow each other, in their order; any other stage by itself.
 *
 * @param {readonly Stage[]} stages
 * @returns {Stage[][]}
 */
function groupsOf(stages) {
  /** @type {Stage[][]} */
  const groups = [];
  for (const stage of stages) {
    const last = groups.at(-1);
    if (stage.group !== undefined && last?.[0]?.group === stage.group) {
      last.push(stage);
    } else {
      groups.push([stage]);
    }
  }
  return groups;
}

/**
 * @param {Stage} stage
 * @param {{ testRun: import('../host/test-run.mjs').TestRun, isGroup: boolean,
 *   results: ReadonlyMap<string, SuiteCounts> }} run `isGroup` keeps the stage's output until its end
 * @returns {Promise<SuiteCounts>}
 */
async function runOrSkip(stage, { testRun, isGroup, results }) {
  const missing = (stage.needs ?? []).filter((name) => results.get(name)?.failed !== 0);
  if (missing.length > 0) {
    say(`${stage.name}: not run, because ${missing.join(' and ')} failed`);
    return failedOnce;
  }
  /** @type {string[]} */
  const kept = [];
  const print = (/** @type {string} */ text) => void (isGroup ? kept.push(text) : process.stdout.write(text));
  const counts = await runStage(stage, { testRun, print });
  process.stdout.write(kept.join(''));
  return counts;
}

/**
 * @param {Stage} stage
 * @param {import('./stage.mjs').StageContext} context
 * @returns {Promise<SuiteCounts>}
 */
async function runStage(stage, context) {
  const startedAtMs = Date.now();
  say(`${stage.name} …`);
  let counts = failedOnce;
  try {
    counts = await stage.run(context);
  } catch (error) {
    context.print(`${error instanceof Error ? error.message : error}\n`);
  }
  const seconds = ((Date.now() - startedAtMs) / 1000).toFixed(1);
  say(`${stage.name}: ${describeCounts(counts)} (${seconds} s)`);
  return counts;
}

/**
 * @param {readonly SuiteCounts[]} all
 * @returns {SuiteCounts}
 */
export function sumCounts(all) {
  return all.reduce(
    (sum, counts) => ({
      passed: sum.passed + counts.passed,
      failed: sum.failed + counts.failed,
      skipped: sum.skipped + counts.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

/**
 * @param {SuiteCounts} counts
 * @returns {string} as the last line of `npm test` has it
 */
export function describeCounts({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

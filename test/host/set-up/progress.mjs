/**
 * Tells a waiting person what is going on: one line at the start of a step, one every ten seconds while it
 * runs, one at its end, each with the seconds since the command started.
 */

const STILL_WAITING_EVERY_MS = 10_000;
/** A script that starts itself again under Node 24 hands its start on in this variable. */
const STARTED_AT_VARIABLE = 'STREAM_TRIGGERS_STARTED_AT_MS';
const startedAtMs = Number(process.env[STARTED_AT_VARIABLE] ?? Date.now());
delete process.env[STARTED_AT_VARIABLE];

/** @returns {NodeJS.ProcessEnv} makes a script started with it go on counting from this one's start */
export function startTimeForNextProcess() {
  return { [STARTED_AT_VARIABLE]: String(startedAtMs) };
}

/** @param {string} text one line */
export function say(text) {
  const elapsedSeconds = ((Date.now() - startedAtMs) / 1000).toFixed(1).padStart(6);
  process.stdout.write(`[${elapsedSeconds} s] ${text}\n`);
}

/**
 * Runs one step and reports it.
 *
 * @template Result
 * @param {string} title what is being done, as a phrase ("installing the npm packages")
 * @param {() => Promise<Result>} step
 * @returns {Promise<Result>}
 */
export async function reportStep(title, step) {
  const stepStartedAtMs = Date.now();
  const seconds = () => ((Date.now() - stepStartedAtMs) / 1000).toFixed(1);
  say(`${title} …`);
  const reminder = setInterval(() => say(`still ${title} (${seconds()} s)`), STILL_WAITING_EVERY_MS);
  try {
    const result = await step();
    say(`done: ${title} (${seconds()} s)`);
    return result;
  } catch (error) {
    say(`failed: ${title} (${seconds()} s)`);
    throw error;
  } finally {
    clearInterval(reminder);
  }
}

/** An outcome that is meant for people as it stands: shown as one sentence, without a stack. */
export class PlainFailure extends Error {}

/**
 * Runs a script's main function; a failure becomes a line on stderr and a non-zero exit code.
 *
 * @param {() => Promise<number | void>} main resolves to the exit code, or to nothing for 0
 */
export function runMain(main) {
  main().then(
    (exitCode) => {
      process.exitCode = exitCode ?? 0;
    },
    (error) => {
      process.stderr.write(`${error instanceof PlainFailure ? error.message : (error?.stack ?? error)}\n`);
      process.exitCode = 1;
    },
  );
}

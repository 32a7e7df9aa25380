/** The options of `replay`, checked before anything runs. */
import { statSync } from 'node:fs';
import path from 'node:path';
import { readEnvironmentFile } from '../handler-hosts/environment-file';
import type { LocatedHandler } from './located-handler';
import { locateHandler } from './located-handler';
import type { MappingFile } from './mapping-file';
import { readMappingFile } from './mapping-file';
import { parseOptions, wholeNumberOption } from './parse-options';
import { UsageError } from './usage-error';

export interface ReplayOptions extends LocatedHandler {
  /** As they were named. */
  readonly captures: readonly string[];
  /** For example `nodejs24.x`. */
  readonly runtime: string;
  readonly mapping?: MappingFile;
  readonly isVirtualTime: boolean;
  /** `-` is standard output. */
  readonly report?: string;
  readonly timeoutInSeconds: number;
  readonly memorySizeInMB: number;
  readonly functionName?: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Lambda's limits and defaults (reference section 2.6, LDG/gettingstarted-limits). */
const timeoutInSeconds = { least: 1, most: 900, fallback: 3 };
const memorySizeInMB = { least: 128, most: 10_240, fallback: 128 };
const DEFAULT_RUNTIME = 'nodejs24.x';

const definitions = {
  handler: { type: 'string' },
  runtime: { type: 'string' },
  mapping: { type: 'string' },
  'virtual-time': { type: 'boolean' },
  report: { type: 'string' },
  timeout: { type: 'string' },
  memory: { type: 'string' },
  'function-name': { type: 'string' },
  // Not --env-file: Node takes that for itself, wherever it stands.
  environment: { type: 'string' },
} as const;

/** @throws UsageError; an error with a sentence if the env file is bad */
export async function readReplayOptions(
  commandArguments: readonly string[],
  cwd: string,
): Promise<ReplayOptions> {
  const { values, positionals: captures } = parseOptions(commandArguments, definitions);
  if (captures.length === 0)
    throw new UsageError('No capture is named: give one file or several, for example "captures/*.json".');
  if (values.handler === undefined)
    throw new UsageError('--handler is missing: name the function, for example "src/handler.handler".');
  const { report } = values;
  if (report !== undefined && report !== '-') requireWritable(report);
  const functionName = checkedFunctionName(values['function-name']);
  const envFile = values.environment;
  return {
    ...locateHandler(values.handler, cwd),
    captures,
    runtime: checkedRuntime(values.runtime ?? DEFAULT_RUNTIME),
    ...(values.mapping !== undefined && { mapping: await readMappingFile(values.mapping) }),
    isVirtualTime: values['virtual-time'] ?? false,
    ...(report !== undefined && { report }),
    timeoutInSeconds: wholeNumberOption('timeout', values.timeout, timeoutInSeconds),
    memorySizeInMB: wholeNumberOption('memory', values.memory, memorySizeInMB),
    ...(functionName !== undefined && { functionName }),
    environment: envFile === undefined ? {} : await readEnvironmentFile(path.resolve(cwd, envFile)),
  };
}

function checkedRuntime(runtime: string): string {
  if (/^nodejs\d+\.x$/.test(runtime)) return runtime;
  throw new UsageError(
    `--runtime is "${runtime}": only Node.js runtimes can be replayed so far, for example "${DEFAULT_RUNTIME}".`,
  );
}

function checkedFunctionName(name: string | undefined): string | undefined {
  if (name === undefined || /^[\w-]{1,64}$/.test(name)) return name;
  throw new UsageError(
    `--function-name is "${name}": a function's name has 1 to 64 letters, digits, hyphens and underscores.`,
  );
}

/** Said now, for the report is written when everything has run. */
function requireWritable(report: string): void {
  if (statSync(report, { throwIfNoEntry: false })?.isDirectory() === true)
    throw new UsageError(`--report names the folder ${report}: name a file, or "-" for standard output.`);
  const folder = path.dirname(report);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new UsageError(`--report names ${report}, and there is no folder ${folder}: make it first.`);
}

/** `parseArgs` of Node with sentences for what is wrong, and the nearest option for a slip. */
import type { ParseArgsConfig } from 'node:util';
import { parseArgs } from 'node:util';
import { nearestName } from '../engine/event-source-mapping/mapping-parameter-names';
import { UsageError } from './usage-error';

type OptionsConfig = NonNullable<ParseArgsConfig['options']>;

type Parsed<T extends OptionsConfig> = ReturnType<
  typeof parseArgs<{ options: T; allowPositionals: true; strict: true }>
>;

/** @throws UsageError */
export function parseOptions<T extends OptionsConfig>(
  commandArguments: readonly string[],
  options: T,
): Parsed<T> {
  try {
    return parseArgs({ args: [...commandArguments], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(sentence(error, Object.keys(options)), { cause: error });
  }
}

function sentence(error: unknown, known: readonly string[]): string {
  const message = error instanceof Error ? error.message : String(error);
  const [, option, name] = /^Unknown option '(-{1,2}([^']*))'/.exec(message) ?? [];
  if (option === undefined || name === undefined) return `${message.split('\n')[0] ?? message}.`;
  const nearest = nearestName(name, known);
  return `There is no option ${option}: ${nearest === undefined ? 'see --help' : `did you mean --${nearest}?`}`;
}

/** @throws UsageError if the option is neither absent nor a whole number within the range */
export function wholeNumberOption(
  name: string,
  text: string | undefined,
  { least, most, fallback }: { readonly least: number; readonly most: number; readonly fallback: number },
): number {
  if (text === undefined) return fallback;
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (value >= least && value <= most) return value;
  throw new UsageError(`--${name} is "${text}": give a whole number from ${least} to ${most}.`);
}

/** Runs `replay` of the installed program, and reads its report. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';

import type { ReplayReport } from '../../src/command-line/replay-report';
import { installedPackage, run, sampleHandler } from './installed-package';
import type { Finished } from './installed-package';

/** Writes it where the program is started. */
export function file(name: string, content: string): string {
  writeFileSync(path.join(installedPackage().folder, name), content);
  return name;
}

/** @param number as in the sample: 21 digits */
export function sequence(...numbers: number[]): string[] {
  return numbers.map((number) => String(number).padStart(21, '0'));
}

export async function replay(
  captures: readonly string[],
  mapping: Readonly<Record<string, unknown>> | undefined,
  ...options: string[]
): Promise<Finished & { readonly report: ReplayReport }> {
  const withMapping =
    mapping === undefined ? [] : ['--mapping', file('mapping.json', JSON.stringify(mapping))];
  const handler = options.includes('--handler') ? [] : ['--handler', sampleHandler];
  const programArguments = ['replay', ...captures, ...handler, ...withMapping, ...options, '--report', '-'];
  const finished = await run(programArguments);
  assert.doesNotMatch(finished.stdout, /^$/, finished.stderr);
  return { ...finished, report: JSON.parse(finished.stdout) as ReplayReport };
}

/** First and last record, how many, attempt, outcome. */
export function deliveries({
  invocations,
}: ReplayReport): readonly (readonly [string, number, number, string])[] {
  return invocations.map(({ sequenceNumbers, attempt, outcome }) => [
    `${Number(sequenceNumbers[0])}-${Number(sequenceNumbers.at(-1))}`,
    sequenceNumbers.length,
    attempt,
    outcome,
  ]);
}

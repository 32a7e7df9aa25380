/** `validate-filter`: whether Lambda would accept filter patterns, one JSON line a file. */
import { validateFilterPattern } from '../engine/filtering/filter-pattern';
import type { Command } from './command';
import type { CommandOutput } from './command-output';
import { exitCodes } from './exit-code';
import { readTextFile } from './input-file';
import { parseOptions } from './parse-options';
import { UsageError } from './usage-error';

const help = `Usage: dynamodb-stream-triggers validate-filter <pattern.json…>

Says of each file whether Lambda would accept it as a filter pattern, one JSON line a file, in their order:
{"valid":true} or {"valid":false,"reason":"…"}. What Lambda accepts and does otherwise than one may expect
is said on stderr.

Exit code: 0 if all are valid, 1 if one is not, 2 if a file can't be read.
`;

export const validateFilterCommand: Command = { help, run: validateFilters };

async function validateFilters(commandArguments: readonly string[], output: CommandOutput): Promise<number> {
  const { positionals: files } = parseOptions(commandArguments, {});
  if (files.length === 0) throw new UsageError('No pattern is named: give one JSON file or several.');
  let areValid = true;
  // Kept as text: JSON.parse would lose keys that stand twice in one object.
  const patterns = await Promise.all(files.map((file) => readTextFile('The pattern', file)));
  for (const [index, file] of files.entries()) {
    const checked = validateFilterPattern(patterns[index] ?? '');
    const { valid } = checked;
    await output.result(`${JSON.stringify(valid ? { valid } : { valid, reason: checked.reason })}\n`);
    areValid &&= valid;
    if (valid) checked.warnings.forEach((warning) => output.message(`${file}: ${warning}`));
    else
      output.message(
        `${file}, line ${checked.position.line}, column ${checked.position.column}: ${checked.reason}`,
      );
  }
  return areValid ? exitCodes.success : exitCodes.failure;
}

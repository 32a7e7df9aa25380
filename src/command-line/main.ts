/** The program `dynamodb-stream-triggers`: the engine without an editor, for continuous integration. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { nearestName } from '../engine/event-source-mapping/mapping-parameter-names';
import type { Command } from './command';
import { CommandOutput } from './command-output';
import { exitCodes } from './exit-code';
import { filterCommand } from './filter-command';
import { replayCommand } from './replay-command';
import { UsageError } from './usage-error';
import { validateFilterCommand } from './validate-filter-command';

const commands: Readonly<Record<string, Command>> = {
  replay: replayCommand,
  filter: filterCommand,
  'validate-filter': validateFilterCommand,
};

const help = `Usage: dynamodb-stream-triggers <command> [options]

  replay <capture…> --handler <path.export>      replays captured stream records into a local handler
  filter --criteria <file> <capture…>            says of each record whether a mapping's filters let it through
  validate-filter <pattern.json…>                says whether Lambda accepts filter patterns

  <command> --help    what a command does, and its options
  --version           the version
`;

async function main(): Promise<number> {
  const output = new CommandOutput(process.stdout, process.stderr);
  const [name, ...commandArguments] = process.argv.slice(2);
  try {
    return await runCommand(name, commandArguments, output);
  } catch (error) {
    output.message(error instanceof Error ? error.message : String(error));
    return exitCodes.usage;
  }
}

async function runCommand(
  name: string | undefined,
  commandArguments: readonly string[],
  output: CommandOutput,
): Promise<number> {
  if (name === '--help' || name === '-h') {
    await output.result(help);
    return exitCodes.success;
  }
  if (name === '--version') {
    await output.result(`${version()}\n`);
    return exitCodes.success;
  }
  const command = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) throw new UsageError(unknownCommand(name));
  const untilOperands = commandArguments.slice(0, (commandArguments.indexOf('--') + 1 || Infinity) - 1);
  if (untilOperands.some((argument) => argument === '--help' || argument === '-h')) {
    await output.result(command.help);
    return exitCodes.success;
  }
  return command.run(commandArguments, output);
}

function unknownCommand(name: string | undefined): string {
  if (name === undefined) return `No command is named: see --help.\n\n${help}`;
  const nearest = nearestName(name, Object.keys(commands));
  return `There is no command "${name}": ${nearest === undefined ? 'see --help.' : `did you mean "${nearest}"?`}`;
}

/** Of the package that the bundle lies in. */
function version(): string {
  const file = path.join(__dirname, '..', 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version;
}

// Who reads has enough, as `head` does: there is nothing more to do.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 2));
process.stderr.on('error', () => undefined);

void main().then((exitCode) => {
  process.exitCode = exitCode;
});

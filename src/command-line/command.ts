/** What each subcommand is to the program. */
import type { CommandOutput } from './command-output';

export interface Command {
  /** How it is called and what it does, for `--help`. Ends with a line break. */
  readonly help: string;
  /**
   * @param commandArguments what stands behind the command's name
   * @returns the exit code
   * @throws UsageError, CaptureError; any other error is a sentence for people too
   */
  run(commandArguments: readonly string[], output: CommandOutput): Promise<number>;
}

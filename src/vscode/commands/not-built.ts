/** Stands in until a command is there. */
import type { Command } from './command-table';

export function notBuilt(what: string): Command {
  return () => {
    throw new Error(`${what} is not built yet.`);
  };
}

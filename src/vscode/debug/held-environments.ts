/**
 * Environment values of deployed functions, for the sessions of this window. They are in memory only: a configuration,
 * which VS Code and the Replays view keep and other extensions can read, has the name under which they are held.
 */
const attribute = '__heldEnvironment';

export class HeldEnvironments {
  private readonly held = new Map<string, Readonly<Record<string, string>>>();

  /**
   * Replaces what was held under that name.
   *
   * @returns what a configuration needs beside its own attributes to get them
   */
  hold(name: string, values: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
    this.held.set(name, values);
    return { [attribute]: name };
  }

  /** Whether the user was asked already: what is held under the name is empty if the answer was no. */
  has(name: string): boolean {
    return this.held.has(name);
  }

  /** @param name as a configuration has it; empty if nothing is held under it, or it is undefined */
  valuesOf(name: string | undefined): Readonly<Record<string, string>> {
    return (name === undefined ? undefined : this.held.get(name)) ?? {};
  }
}

/** @param raw a configuration. @returns the name under which the rest of its environment is held */
export function heldEnvironmentOf(raw: Readonly<Record<string, unknown>>): string | undefined {
  const name = raw[attribute];
  return typeof name === 'string' ? name : undefined;
}

/**
 * TypeScript syntax that means something when the program runs (enum, decorator, parameter property…):
 * it cannot be taken out, it must be transformed.
 */
export class NonErasableSyntax extends Error {
  /**
   * @param construct what the file has, with its article, as in "an enum"
   * @param line counted from 1
   */
  constructor(
    readonly construct: string,
    readonly line: number,
  ) {
    super(`${construct} on line ${line} cannot be erased`);
    this.name = 'NonErasableSyntax';
  }
}

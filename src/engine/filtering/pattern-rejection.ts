/**
 * Why a pattern text is refused. Thrown inside the compiler only, so that each rule can stop it
 * where it stands; `compileFilterPattern` turns it into a value.
 */
export class PatternRejection extends Error {
  /**
   * @param reason in the words of reference section 3.10 where it has them
   * @param offset of the offending token, in UTF-16 units of the pattern text
   */
  constructor(
    readonly reason: string,
    readonly offset: number,
  ) {
    super(reason);
  }
}

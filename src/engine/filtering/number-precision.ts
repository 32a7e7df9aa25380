/**
 * Which numbers Lambda's matcher can compare: those that a double holds without loss (rule 17).
 * Others are compared by their spelling only, and refused as operands of `numeric`.
 *
 * The matcher compares the text with Java's spelling of the double. We take the shortest one, as
 * Java 19 and later do; older ones spell a few doubles longer (beyond 2^53, or of 16 digits).
 */

/** @param text a number as JSON writes it */
export function isExactAsDouble(text: string): boolean {
  const value = Number(text);
  return Number.isFinite(value) && normalized(text) === normalized(String(value));
}

/** Significant digits and the power of ten of the last of them: `-120e1` and `-1200` both become `-12e2`. */
function normalized(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  const power = Number(exponent) - fraction.length + (digits.length - significant.length);
  return `${sign}${significant}e${power}`;
}

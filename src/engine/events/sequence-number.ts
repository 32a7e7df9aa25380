/**
 * Order of sequence numbers: texts of digits of different lengths that are compared as numbers
 * (reference section 1.4), without making numbers of them.
 */

/** @returns below 0, 0 or above 0, as `sort` wants it */
export function compareSequenceNumbers(a: string, b: string): number {
  if (a.length !== b.length || a.startsWith('0')) return compareStripped(stripped(a), stripped(b));
  return compareStripped(a, b);
}

function stripped(digits: string): string {
  return digits.startsWith('0') ? digits.replace(/^0+(?=\d)/, '') : digits;
}

function compareStripped(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

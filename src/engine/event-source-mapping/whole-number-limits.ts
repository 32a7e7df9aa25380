/** A range of whole numbers, perhaps with a number beside it that means no limit. */
export interface WholeNumberLimits {
  readonly least: number;
  readonly most: number;
  /** Allowed beside the range. */
  readonly unlimited?: -1;
}

export function isWithin(value: unknown, { least, most, unlimited }: WholeNumberLimits): value is number {
  if (!Number.isInteger(value)) return false;
  const number = value as number;
  return (number >= least && number <= most) || number === unlimited;
}

/** For example `-1, or a whole number from 60 to 604800`. */
export function limitsInWords({ least, most, unlimited }: WholeNumberLimits): string {
  const beside = unlimited === undefined ? '' : `${unlimited}, or `;
  return `${beside}a whole number from ${least} to ${most}`;
}

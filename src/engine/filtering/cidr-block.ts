/**
 * The operand of `cidr`: `address/bits` (rule 26), and which addresses lie in the block.
 */
import { addressDigits, looksLikeAddress } from './ip-address';

export interface AddressRange {
  /** Hexadecimal digits of the lowest and the highest address, both included. */
  readonly lowest: string;
  readonly highest: string;
}

/** @returns the range, or the reason for which the operand is refused */
export function parseCidrBlock(text: string): AddressRange | string {
  // Empty parts at the end don't count: Lambda's matcher takes `10.0.0.0/24/`.
  const [address, bitsText, ...more] = text.replace(/\/+$/, '').split('/');
  if (address === undefined || bitsText === undefined || more.length > 0)
    return "Malformed CIDR, one '/' required";
  if (!/^[+-]?[0-9]+$/.test(bitsText) || Math.abs(Number(bitsText)) > 2 ** 31 - 1)
    return 'Malformed CIDR, mask bits must be an integer';
  const bits = Number(bitsText);
  if (bits < 0) return 'Malformed CIDR, mask bits must not be negative';
  const digits = addressDigits(address);
  if (digits === undefined)
    return `${looksLikeAddress(address) ? 'Invalid' : 'Nonstandard'} IP address: ${address}`;
  if (bits >= digits.length * 4) {
    return digits.length === 8 ? 'IPv4 mask bits must be < 32' : 'IPv6 mask bits must be < 128';
  }
  return blockAround(digits, bits);
}

/**
 * Compared digit by digit, as Lambda's matcher does it: an address that is longer than the range
 * (IPv6 in an IPv4 block) counts by its first digits, a shorter one if these already lie strictly between.
 */
export function isInRange({ lowest, highest }: AddressRange, digits: string): boolean {
  if (digits.length < lowest.length) {
    return digits > lowest.slice(0, digits.length) && digits < highest.slice(0, digits.length);
  }
  const compared = digits.slice(0, lowest.length);
  return compared >= lowest && compared <= highest;
}

function blockAround(digits: string, bits: number): AddressRange {
  const kept = digits.slice(0, Math.floor(bits / 4));
  const split = parseInt(digits.charAt(kept.length), 16);
  const free = 0xf >> (bits % 4);
  const filled = digits.length - kept.length - 1;
  return {
    lowest: kept + hexDigit(split & ~free) + '0'.repeat(filled),
    highest: kept + hexDigit(split | free) + 'F'.repeat(filled),
  };
}

function hexDigit(value: number): string {
  return value.toString(16).toUpperCase();
}

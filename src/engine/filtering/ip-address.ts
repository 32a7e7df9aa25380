/**
 * IP addresses as the matcher reads them: two spellings of one address are equal (rule 14), and
 * a range is a range of hexadecimal digits (rule 26).
 */

const version4 = /^[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+$/;
const version6 = /^[0-9a-fA-F:]*:[0-9a-fA-F:]*$/;

/** Longer ones are no addresses, whatever their numbers. */
const LONGEST_VERSION_4 = 15;
const GROUPS = 8;
/** An IPv4 address written as an IPv6 one, `::ffff:a00:1`, is the IPv4 address. */
const mappedVersion4 = /^0{20}FFFF(?=.{8}$)/;

/** Whether the text is made of the characters of an address; its numbers may be wrong. */
export function looksLikeAddress(text: string): boolean {
  return version4.test(text) || version6.test(text);
}

/** @returns 8 (IPv4) or 32 (IPv6) upper-case hexadecimal digits; undefined if the text is no address */
export function addressDigits(text: string): string | undefined {
  if (version4.test(text)) return digitsOfVersion4(text);
  return version6.test(text) ? digitsOfVersion6(text)?.replace(mappedVersion4, '') : undefined;
}

function digitsOfVersion4(text: string): string | undefined {
  if (text.length > LONGEST_VERSION_4) return undefined;
  const bytes = text.split('.').map(Number);
  return bytes.every((byte) => byte <= 255) ? bytes.map((byte) => hex(byte, 2)).join('') : undefined;
}

function digitsOfVersion6(text: string): string | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [before = [], after] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = GROUPS - before.length - (after?.length ?? 0);
  if (after === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...before, ...Array<string>(missing).fill('0'), ...(after ?? [])];
  const values = groups.map((group) => (group === '' ? NaN : parseInt(group, 16)));
  return values.every((value) => value <= 0xffff) ? values.map((value) => hex(value, 4)).join('') : undefined;
}

function hex(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, '0');
}

/** Values of a table's key as people type them, and the records whose key has them. */
import type { AttributeMap } from '../../engine/events/dynamodb-event';
import type { TableDetails } from '../ports/table-catalog';

export type KeyAttribute = TableDetails['keyAttributes'][number];

/** What records are looked for: values by the name of the key attribute, as typed; one left out may be any. */
export type TypedKey = Readonly<Record<string, string>>;

const decimal = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/;
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** @returns whether the text is a value of that type: a number, base64 for bytes, any text that is not empty */
export function isKeyValue({ type }: KeyAttribute, text: string): boolean {
  if (text === '') return false;
  if (type === 'N') return canonicalNumber(text) !== undefined;
  return type === 'S' || base64.test(text);
}

/** @returns whether the record's keys have the typed values; numbers are compared as numbers: `1.0` is `1` */
export function matchesKey(
  keys: AttributeMap,
  attributes: readonly KeyAttribute[],
  typed: TypedKey,
): boolean {
  return attributes.every(({ name, type }) => {
    const wanted = typed[name];
    if (wanted === undefined) return true;
    const found = keys[name]?.[type];
    if (typeof found !== 'string') return false;
    return type === 'N' ? canonicalNumber(found) === canonicalNumber(wanted) : found === wanted;
  });
}

/** Digits and a power of ten: DynamoDB's 38 digits do not fit into a JavaScript number. */
export function canonicalNumber(text: string): string | undefined {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = decimal.exec(text.trim()) ?? [];
  const digits = `${whole}${fraction}`;
  if (digits === '') return undefined;
  const significant = digits.replace(/^0+/, '');
  if (significant === '') return '0';
  const stripped = significant.replace(/0+$/, '');
  const power = Number(exponent) - fraction.length + (significant.length - stripped.length);
  return `${sign === '-' ? '-' : ''}${stripped}e${power}`;
}

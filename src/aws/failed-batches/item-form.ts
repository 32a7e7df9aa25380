/** Items as events have them, and as the SDK has them: binary is base64 text there and bytes here (EV-6). */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { AttributeMap } from '../../engine/events/dynamodb-event';

/** @param key of a table: texts, numbers and binary only */
export function requestForm(key: AttributeMap): Record<string, AttributeValue> {
  const members = Object.entries(key).map(([name, value]) => {
    const { B: binary } = value;
    return [name, typeof binary === 'string' ? { B: Buffer.from(binary, 'base64') } : value];
  });
  return Object.fromEntries(members) as Record<string, AttributeValue>;
}

export function eventForm(item: Readonly<Record<string, AttributeValue>>): AttributeMap {
  return inEventForm(item) as AttributeMap;
}

function inEventForm(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(inEventForm);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, inEventForm(member)]));
}

/**
 * The same for the same key, however its numbers are written.
 *
 * @param names whose members are the table's key attributes
 */
export function keyText(item: AttributeMap, names: AttributeMap): string {
  const parts = Object.keys(names)
    .sort()
    .map((name) => {
      const value = item[name] ?? {};
      const number = value['N'];
      return [name, typeof number === 'string' ? { N: plainNumber(number) } : value];
    });
  return JSON.stringify(parts);
}

/** DynamoDB's numbers have 38 digits, more than JavaScript's. @returns significant digits and a power of ten */
function plainNumber(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^([+-]?)(\d*)[.]?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text.trim()) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  const power = Number(exponent) - fraction.length + digits.length - significant.length;
  return `${sign === '-' ? '-' : ''}${significant}e${power}`;
}

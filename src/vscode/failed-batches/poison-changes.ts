/** Which attributes a change touched. No editor API here. */
import type { AttributeMap } from '../../engine/events/dynamodb-event';

/** @returns names in the order of the new image, then those that are gone; empty without both images */
export function changedAttributes(
  old: AttributeMap | undefined,
  present: AttributeMap | undefined,
): readonly string[] {
  if (old === undefined || present === undefined) return [];
  const touched = Object.keys(present).filter((name) => canonical(old[name]) !== canonical(present[name]));
  return [...touched, ...Object.keys(old).filter((name) => !(name in present))];
}

/** Members of a map, and those of a set, stand in any order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (key, member: unknown): unknown => {
    if (Array.isArray(member)) return isSet(key) ? [...(member as unknown[])].sort() : (member as unknown[]);
    if (typeof member !== 'object' || member === null) return member;
    return Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

function isSet(type: string): boolean {
  return type === 'SS' || type === 'NS' || type === 'BS';
}

/** What JSON allows and no document of Lambda has: a name twice, of which parsers keep one; a name that is no data. */
import type { JSONPath, Node } from 'jsonc-parser';
import { parseTree } from 'jsonc-parser';
import { tooDeepAt } from '../../triggers/options/json-depth';

const MOST_LEVELS = 20;

/** @param json without the payload @returns a clause about the document, undefined if nothing is wrong */
export function misplacedMember(json: string): string | undefined {
  if (tooDeepAt(json, MOST_LEVELS) !== undefined) return `goes deeper than ${MOST_LEVELS} levels`;
  const root = parseTree(json, [], { disallowComments: true });
  return root && misplacedIn(root);
}

function misplacedIn(node: Node): string | undefined {
  const names = new Set<JSONPath[number]>();
  for (const child of node.children ?? []) {
    const name: unknown = child.type === 'property' ? child.children?.[0]?.value : undefined;
    if (name === '__proto__') return 'has the member "__proto__"';
    if (typeof name === 'string' && names.has(name)) return `has the member "${name.slice(0, 60)}" twice`;
    if (typeof name === 'string') names.add(name);
    const found = misplacedIn(child);
    if (found !== undefined) return found;
  }
  return undefined;
}

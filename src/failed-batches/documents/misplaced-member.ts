/** What JSON allows and no document of Lambda has: a name twice, of which parsers keep one; a name that is no data. */
import * as l10n from '@vscode/l10n';
import type { JSONPath, Node } from 'jsonc-parser';
import { parseTree } from 'jsonc-parser';
import { tooDeepAt } from '../../triggers/options/json-depth';

const MOST_LEVELS = 20;

/** @param json without the payload @returns a clause about the document, undefined if nothing is wrong */
export function misplacedMember(json: string): string | undefined {
  if (tooDeepAt(json, MOST_LEVELS) !== undefined) return l10n.t('goes deeper than {0} levels', MOST_LEVELS);
  const root = parseTree(json, [], { disallowComments: true });
  return root && misplacedIn(root);
}

function misplacedIn(node: Node): string | undefined {
  const names = new Set<JSONPath[number]>();
  for (const child of node.children ?? []) {
    const name: unknown = child.type === 'property' ? child.children?.[0]?.value : undefined;
    if (name === '__proto__') return l10n.t('has the member "__proto__"');
    if (typeof name === 'string' && names.has(name))
      return l10n.t('has the member "{0}" twice', name.slice(0, 60));
    if (typeof name === 'string') names.add(name);
    const found = misplacedIn(child);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The text of a template as plain data; CloudFormation's short tags become their long form: `!Sub a` is `{"Fn::Sub": "a"}`. */
import type { Document } from 'yaml';
import { isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { JsonObject } from '../../engine/events/json-object';
import { isJsonObject } from '../../engine/events/json-object';

/** Far above what a template has; aliases could make a small text larger than the memory. */
const MOST_NODES = 200_000;
const MOST_LEVELS = 60;
/** Each is looked for in the whole text. */
const MOST_ALIASES = 500;
/** CloudFormation takes 1 MB; JSON has more blanks. */
const LONGEST_JSON = 4 * 1024 * 1024;
const LONGEST_YAML = 1024 * 1024;

/** @returns undefined for a text that is no object, or not one that anybody deploys */
export function parsedFile(text: string): JsonObject | undefined {
  if (isTooDeep(text)) return undefined;
  const json = /^\s*\{/.test(text) && text.length <= LONGEST_JSON ? parsedJson(text) : undefined;
  const value = json ?? (text.length <= LONGEST_YAML ? parsedYaml(text) : undefined);
  return isJsonObject(value) ? value : undefined;
}

/** Both parsers recurse. Brackets in texts and comments are counted too, which costs nothing but a look at such a file. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]|(?:- ){60}/g)) {
    if (bracket.length > 1) return true;
    depth = bracket === '[' || bracket === '{' ? depth + 1 : Math.max(0, depth - 1);
    if (depth > 10 * MOST_LEVELS) return true;
  }
  return false;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Braces may begin YAML too.
    return undefined;
  }
}

function parsedYaml(text: string): unknown {
  try {
    const document = parseDocument(text, { logLevel: 'silent', uniqueKeys: false });
    return new PlainCopy(document).of(document.contents, 0);
  } catch {
    // An alias of something that is not there, or more levels than the stack holds: no tool would deploy it.
    return undefined;
  }
}

class PlainCopy {
  private nodes = 0;
  private aliases = 0;

  constructor(private readonly document: Document) {}

  of(node: unknown, level: number): unknown {
    this.nodes += 1;
    if (this.nodes > MOST_NODES || level > MOST_LEVELS) return undefined;
    if (isAlias(node)) {
      this.aliases += 1;
      return this.aliases > MOST_ALIASES ? undefined : this.of(node.resolve(this.document), level + 1);
    }
    const tag = tagOf(node);
    const value = this.untagged(node, level);
    if (tag === undefined) return value;
    return tag === 'Ref' || tag === 'Condition' ? { [tag]: value } : { [`Fn::${tag}`]: value };
  }

  private untagged(node: unknown, level: number): unknown {
    if (isScalar(node)) return node.value;
    if (isSeq(node)) return node.items.map((item) => this.of(item, level + 1));
    if (!isMap(node)) return undefined;
    // Later members win over earlier ones, and both over those that `<<` takes over.
    const own: [string, unknown][] = [];
    const merged: [string, unknown][] = [];
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : undefined;
      const copy = name === undefined ? undefined : this.of(value, level + 1);
      if (name === '<<' && isJsonObject(copy)) merged.push(...Object.entries(copy));
      else if (name !== undefined) own.push([name, copy]);
    }
    return Object.fromEntries([...merged, ...own]);
  }
}

/** Of CloudFormation: `!Sub`, not YAML's own `!!str`. */
function tagOf(node: unknown): string | undefined {
  if (!isScalar(node) && !isMap(node) && !isSeq(node)) return undefined;
  return /^!([A-Za-z0-9:]{1,40})$/.exec(node.tag ?? '')?.[1];
}

/** The text of a template as plain data; CloudFormation's short tags become their long form: `!Sub a` is `{"Fn::Sub": "a"}`. */
import type { Document } from 'yaml';
import { isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { JsonObject } from '../../engine/events/json-object';
import { isJsonObject } from '../../engine/events/json-object';
import { tooDeepAt } from '../../triggers/options/json-depth';

/** Far above what a template has; aliases could make a small text larger than the memory. */
const MOST_NODES = 200_000;
const MOST_LEVELS = 60;
/** CloudFormation takes 1 MB. */
const LONGEST_TEXT = 4 * 1024 * 1024;

/** @returns undefined for a text that is no object, or not one that anybody deploys */
export function parsedFile(text: string): JsonObject | undefined {
  if (text.length > LONGEST_TEXT) return undefined;
  const value = /^\s*\{/.test(text) ? (parsedJson(text) ?? parsedYaml(text)) : parsedYaml(text);
  return isJsonObject(value) ? value : undefined;
}

function parsedJson(text: string): unknown {
  if (tooDeepAt(text, MOST_LEVELS) !== undefined) return undefined;
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
    // The parser recurses: a text that is nested thousands of levels deep runs out of stack, and is no template.
    return undefined;
  }
}

class PlainCopy {
  private nodes = 0;

  constructor(private readonly document: Document) {}

  of(node: unknown, level: number): unknown {
    this.nodes += 1;
    if (this.nodes > MOST_NODES || level > MOST_LEVELS) return undefined;
    if (isAlias(node)) return this.of(node.resolve(this.document), level + 1);
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

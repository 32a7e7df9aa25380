/** Functions of a file of the Serverless Framework. */
import type { JsonObject } from '../../engine/events/json-object';
import { isJsonObject } from '../../engine/events/json-object';
import type { DeploymentFunction } from './deployment-function';
import type { TextParts } from './intrinsic-text';
import { valuesOfOneText } from './intrinsic-text';
import { namePattern } from './name-pattern';

export function isServerless(file: JsonObject): boolean {
  return 'service' in file && ('provider' in file || 'functions' in file);
}

/** A function without a name is deployed as `<service>-<stage>-<key>`. */
export function serverlessFunctions(file: JsonObject): readonly DeploymentFunction[] {
  const values = new ServerlessValues(file);
  const provider = isJsonObject(file['provider']) ? file['provider'] : {};
  return groupsOf(file['functions']).flatMap((functions) =>
    Object.entries(functions).flatMap(([key, definition]) => {
      if (!isJsonObject(definition)) return [];
      const name =
        definition['name'] === undefined
          ? namePattern([...values.service(), '-', undefined, `-${key}`])
          : (namePattern(values.parts(definition['name'])) ?? (['', ''] as const));
      const handler = values.whole(definition['handler']);
      const runtime = values.whole(definition['runtime'] ?? provider['runtime']);
      return {
        tool: 'serverless' as const,
        logicalName: key,
        ...(name !== undefined && { name }),
        ...(handler !== undefined && { handler: handler.replace(/^[.]\//, '') }),
        ...(runtime !== undefined && { runtime }),
        codeFolder: '.',
      };
    }),
  );
}

/** They may be several groups; those that are in files of their own are not known. */
function groupsOf(functions: unknown): readonly JsonObject[] {
  return (Array.isArray(functions) ? (functions as readonly unknown[]) : [functions]).filter(isJsonObject);
}

/** Texts with variables: `${self:…}` is looked up; stage, region, options and environment can differ at each deployment. */
class ServerlessValues {
  constructor(private readonly file: JsonObject) {}

  service(): TextParts {
    const { service } = this.file;
    return this.parts(isJsonObject(service) ? service['name'] : service);
  }

  whole(value: unknown): string | undefined {
    const parts = this.parts(value);
    return parts.includes(undefined) ? undefined : parts.join('');
  }

  parts(value: unknown, budget = valuesOfOneText()): TextParts {
    budget.left -= 1;
    if (typeof value === 'number') return [String(value)];
    if (typeof value !== 'string' || budget.left < 0) return [undefined];
    return piecesOf(value).flatMap((piece): TextParts => {
      if (typeof piece === 'string') return [piece];
      const path = /^self:([\w.-]+)$/.exec(piece.variable)?.[1];
      const isStage = path === 'provider.stage';
      return path === undefined || isStage ? [undefined] : this.parts(this.valueAt(path), budget);
    });
  }

  private valueAt(path: string): unknown {
    if (path === 'service' && isJsonObject(this.file['service'])) return this.file['service']['name'];
    let value: unknown = this.file;
    for (const name of path.split('.')) {
      if (!isJsonObject(value) || !Object.hasOwn(value, name)) return undefined;
      value = value[name];
    }
    return value;
  }
}

/** Variables may have others in them: only the outermost one is a piece. */
function piecesOf(text: string): readonly (string | { readonly variable: string })[] {
  const pieces: (string | { readonly variable: string })[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text.startsWith('${', at)) {
      if (depth === 0) pieces.push(text.slice(from, at));
      if (depth === 0) from = at + 2;
      depth += 1;
      at += 1;
    } else if (text[at] === '}' && depth > 0) {
      depth -= 1;
      if (depth > 0) continue;
      pieces.push({ variable: text.slice(from, at).trim() });
      from = at + 1;
    }
  }
  return depth > 0 ? [...pieces, { variable: '' }] : [...pieces, text.slice(from)];
}

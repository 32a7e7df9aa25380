/** What CloudFormation's functions make of a name, as far as it is known before a deployment. */
import type { JsonObject } from '../../engine/events/json-object';
import { isJsonObject } from '../../engine/events/json-object';

/** Literals in their order; undefined stands for a part that is not known. */
export type TextParts = readonly (string | undefined)[];

const UNKNOWN: TextParts = [undefined];

/** How many values may still be looked at: a few lines in which each names the next one twice make endless texts. */
export interface Budget {
  left: number;
}

export const valuesOfOneText = (): Budget => ({ left: 500 });

/** @param value of a property; parameters can be given at each deployment, so what they say is not known */
export function textParts(value: unknown, budget = valuesOfOneText()): TextParts {
  budget.left -= 1;
  if (budget.left < 0) return UNKNOWN;
  if (typeof value === 'string' || typeof value === 'number') return [String(value)];
  if (!isJsonObject(value)) return UNKNOWN;
  if ('Fn::Sub' in value) return substituted(value['Fn::Sub'], budget);
  if ('Fn::Join' in value) return joined(value['Fn::Join'], budget);
  return UNKNOWN;
}

/** The text if all of it is known. */
export function wholeText(value: unknown): string | undefined {
  const parts = textParts(value);
  return parts.includes(undefined) ? undefined : parts.join('');
}

/** `"${AWS::StackName}-orders"`, or that and values for its variables; `${!Literal}` stands for itself. */
function substituted(argument: unknown, budget: Budget): TextParts {
  const [text, values] = Array.isArray(argument) ? (argument as readonly unknown[]) : [argument];
  if (typeof text !== 'string') return UNKNOWN;
  const variables: JsonObject = isJsonObject(values) ? values : {};
  return text.split(/(\$\{[^{}]*\})/).flatMap((part, index): TextParts => {
    if (index % 2 === 0) return [part];
    const name = part.slice(2, -1).trim();
    if (name.startsWith('!')) return [`\${${name.slice(1)}}`];
    return Object.hasOwn(variables, name) ? textParts(variables[name], budget) : UNKNOWN;
  });
}

function joined(argument: unknown, budget: Budget): TextParts {
  const [separator, values] = Array.isArray(argument) ? (argument as readonly unknown[]) : [];
  if (typeof separator !== 'string' || !Array.isArray(values)) return UNKNOWN;
  return (values as readonly unknown[]).flatMap((value, index) => [
    ...(index === 0 ? [] : [separator]),
    ...textParts(value, budget),
  ]);
}

/** IAM policies as JSON: the elements that say who may do what, in one form whatever shorthand they are written in. */
import type { JsonObject } from '../../engine/events/json-object';
import { isJsonObject } from '../../engine/events/json-object';

/** The only one with policy variables; a policy that names none has the older 2008-10-17. */
export const POLICY_VERSION = '2012-10-17';

export interface PolicyStatement {
  readonly sid: string | undefined;
  readonly effect: 'Allow' | 'Deny';
  /** Of `Action` or `NotAction`. */
  readonly actions: Listed;
  /** Of `Resource` or `NotResource`; undefined in a trust policy, which has none. */
  readonly resources: Listed | undefined;
  /** Of `Principal` or `NotPrincipal` as it is written; a trust policy has one. */
  readonly principal: unknown;
  readonly hasNotPrincipal: boolean;
  /** Undefined for none, or for an empty one. */
  readonly condition: JsonObject | undefined;
}

export interface Listed {
  readonly values: readonly string[];
  /** All but these. */
  readonly isNegated: boolean;
}

export interface PolicyDocument {
  readonly hasVariables: boolean;
  readonly statements: readonly PolicyStatement[];
}

/** @param text JSON; @returns undefined if it is no policy */
export function parsePolicy(text: string): PolicyDocument | undefined {
  const parsed = parseJsonObject(text);
  if (parsed === undefined) return undefined;
  const statements = statementObjects(parsed).map(statementOf);
  if (statements.some((statement) => statement === undefined)) return undefined;
  return {
    hasVariables: parsed['Version'] === POLICY_VERSION,
    statements: statements.filter((statement) => statement !== undefined),
  };
}

export function parseJsonObject(text: string): JsonObject | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return isJsonObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** A single statement may stand there without its list. */
export function statementObjects({ Statement }: JsonObject): readonly unknown[] {
  if (Statement === undefined) return [];
  return Array.isArray(Statement) ? Statement : [Statement];
}

export function statementOf(value: unknown): PolicyStatement | undefined {
  if (!isJsonObject(value)) return undefined;
  const { Sid, Effect, Principal, Condition } = value;
  if (Effect !== 'Allow' && Effect !== 'Deny') return undefined;
  const actions = listed(value, 'Action');
  if (actions === undefined) return undefined;
  const hasCondition = isJsonObject(Condition) && Object.keys(Condition).length > 0;
  return {
    sid: typeof Sid === 'string' ? Sid : undefined,
    effect: Effect,
    actions,
    resources: listed(value, 'Resource'),
    principal: Principal ?? value['NotPrincipal'],
    hasNotPrincipal: 'NotPrincipal' in value,
    condition: hasCondition ? Condition : undefined,
  };
}

function listed(statement: JsonObject, element: 'Action' | 'Resource'): Listed | undefined {
  const values = textsOf(statement[element]);
  if (values !== undefined) return { values, isNegated: false };
  const others = textsOf(statement[`Not${element}`]);
  return others && { values: others, isNegated: true };
}

/** IAM takes a single text wherever it takes a list. */
export function textsOf(value: unknown): readonly string[] | undefined {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value) && value.every((entry): entry is string => typeof entry === 'string'))
    return value;
  return undefined;
}

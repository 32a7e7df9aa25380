/**
 * The least-privilege policy: statements for just what is needed, and how they get into a policy that is there
 * already. Granting twice changes nothing; a second stream goes into the statement of the first.
 */
import type { JsonObject } from '../../engine/events/json-object';
import { isJsonObject } from '../../engine/events/json-object';
import type { NeededAccess, NeedReason } from './needed-access';
import {
  POLICY_VERSION,
  type PolicyStatement,
  parseJsonObject,
  statementObjects,
  statementOf,
} from './policy-document';

/** As it is sent: in the order in which people write it. */
export interface GrantedStatement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: NeededAccess['condition'];
}

const SIDS: Readonly<Record<NeedReason, string>> = {
  readStream: 'ReadStream',
  listStreams: 'ListStreams',
  tableKey: 'DecryptTable',
  onFailure: 'SendDiscardedBatches',
  destinationKey: 'EncryptDiscardedBatches',
};

/** One statement for all that is alike but for the action. */
export function statementsFor(needs: readonly NeededAccess[]): readonly GrantedStatement[] {
  const groups = new Map<string, readonly NeededAccess[]>();
  for (const need of needs) {
    // On the stream, listing goes with reading; on everything it stays apart.
    const why = need.why === 'listStreams' && need.resource !== '*' ? 'readStream' : need.why;
    const key = JSON.stringify([why, need.resource, need.condition ?? null]);
    groups.set(key, [...(groups.get(key) ?? []), need]);
  }
  const statements: GrantedStatement[] = [];
  for (const group of groups.values()) {
    const [first] = group;
    if (first === undefined) continue;
    const { why, resource, condition } = first;
    statements.push({
      Sid: freeSid(SIDS[why], statements),
      Effect: 'Allow',
      Action: group.map(({ action }) => action).sort(),
      Resource: [resource],
      ...(condition && { Condition: condition }),
    });
  }
  return statements;
}

export interface MergedPolicy {
  /** JSON with an indentation of two, as it is shown and sent. */
  readonly document: string;
  /** Whether anything was added. */
  readonly isChanged: boolean;
}

/**
 * @param existing JSON of the policy of that name; undefined if there is none
 * @returns undefined if the existing one is no policy that can be read
 */
export function mergeGrants(
  existing: string | undefined,
  needs: readonly NeededAccess[],
): MergedPolicy | undefined {
  const policy = existing === undefined ? { Version: POLICY_VERSION } : parseJsonObject(existing);
  if (policy === undefined) return undefined;
  const before = statementObjects(policy);
  let after = before;
  for (const statement of statementsFor(needs)) after = withStatement(after, statement);
  if (existing !== undefined && after === before) return { document: pretty(policy), isChanged: false };
  // A policy of the older version would read `${` in a name as text; ours have none.
  return { document: pretty({ ...policy, Statement: after }), isChanged: true };
}

function withStatement(all: readonly unknown[], wanted: GrantedStatement): readonly unknown[] {
  if (all.some((other) => covers(other, wanted))) return all;
  const alike = all.findIndex((other) => differsByResource(other, wanted));
  const found = all[alike];
  if (!isJsonObject(found)) return [...all, { ...wanted, Sid: freeSid(wanted.Sid, all) }];
  const resources = statementOf(found)?.resources?.values ?? [];
  return all.with(alike, { ...found, Resource: [...resources, ...wanted.Resource] });
}

function covers(other: unknown, wanted: GrantedStatement): boolean {
  const statement = comparable(other, wanted);
  return (
    statement !== undefined &&
    includesAll(lowerCase(statement.actions.values), lowerCase(wanted.Action)) &&
    includesAll(statement.resources?.values ?? [], wanted.Resource)
  );
}

/** The same actions: a longer list of them must not be opened on another resource. */
function differsByResource(other: unknown, wanted: GrantedStatement): boolean {
  const statement = comparable(other, wanted);
  if (statement === undefined) return false;
  const actions = lowerCase(statement.actions.values);
  const wantedActions = lowerCase(wanted.Action);
  // What is for everything, as ListStreams, stays apart from what is for one stream.
  const isForAll = (resources: readonly string[]): boolean => resources.includes('*');
  return (
    includesAll(actions, wantedActions) &&
    includesAll(wantedActions, actions) &&
    isForAll(statement.resources?.values ?? []) === isForAll(wanted.Resource)
  );
}

/** @returns undefined for a deny, a negation, or another condition */
function comparable(other: unknown, { Condition }: GrantedStatement): PolicyStatement | undefined {
  const statement = statementOf(other);
  if (statement?.effect !== 'Allow' || statement.resources === undefined) return undefined;
  if (statement.actions.isNegated || statement.resources.isNegated) return undefined;
  return isSameCondition(statement.condition, Condition) ? statement : undefined;
}

/** IAM gives back what it was given; a list of one is the same as the text alone. */
function isSameCondition(one: JsonObject | undefined, other: NeededAccess['condition']): boolean {
  const flat = (condition: JsonObject | undefined): string =>
    JSON.stringify(
      Object.entries(condition ?? {}).map(([operator, keys]) => [
        operator,
        Object.entries(isJsonObject(keys) ? keys : {}).map(([key, value]) => [key, [value].flat()]),
      ]),
    );
  return flat(one) === flat(other);
}

/** Unique in a policy: `ReadStream`, `ReadStream2`… */
function freeSid(wanted: string, others: readonly unknown[]): string {
  const taken = others.map((other) => (isJsonObject(other) ? other['Sid'] : undefined));
  let sid = wanted;
  for (let number = 2; taken.includes(sid); number++) sid = `${wanted}${number}`;
  return sid;
}

function includesAll(all: readonly string[], some: readonly string[]): boolean {
  return some.every((one) => all.includes(one));
}

function lowerCase(texts: readonly string[]): readonly string[] {
  return texts.map((text) => text.toLowerCase());
}

export function pretty(policy: unknown): string {
  return `${JSON.stringify(policy, null, 2)}\n`;
}

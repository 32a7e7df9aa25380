/** Whether Lambda may assume a role: what its trust policy says (reference section 4.1). */
import { isJsonObject } from '../../engine/events/json-object';
import { conditionKeys } from './evaluate-access';
import type { PolicyStatement } from './policy-document';
import { POLICY_VERSION, parsePolicy, textsOf } from './policy-document';
import { matchAction } from './policy-patterns';

export type LambdaTrust =
  | { readonly kind: 'trusted' }
  | { readonly kind: 'notTrusted' }
  | { readonly kind: 'denied' }
  /** For example `StringEquals aws:SourceAccount`. */
  | { readonly kind: 'depends'; readonly on: string };

const LAMBDA = 'lambda.amazonaws.com';

/** Of AWS's other partitions, where services have names below these too. */
const SUFFIXES = [
  'amazonaws.com',
  'amazonaws.com.cn',
  'amazonaws.eu',
  'c2s.ic.gov',
  'sc2s.sgov.gov',
  'cloud.adc-e.uk',
  'csp.hci.ic.gov',
];

/** What makes Lambda trusted, to be shown. */
export const LAMBDA_TRUST_POLICY = {
  Version: POLICY_VERSION,
  Statement: [{ Effect: 'Allow', Principal: { Service: LAMBDA }, Action: 'sts:AssumeRole' }],
};

/** @param trustPolicy JSON */
export function lambdaTrust(trustPolicy: string): LambdaTrust {
  const allows: TrustStatement[] = [];
  const denies: TrustStatement[] = [];
  for (const statement of parsePolicy(trustPolicy)?.statements ?? []) {
    const on = uncertaintyOf(statement);
    if (on !== undefined) (statement.effect === 'Allow' ? allows : denies).push({ on });
  }
  const isSure = ({ on }: TrustStatement): boolean => on === '';
  if (denies.some(isSure)) return { kind: 'denied' };
  if (allows.length === 0) return { kind: 'notTrusted' };
  if (denies.length === 0 && allows.some(isSure)) return { kind: 'trusted' };
  const on = [...denies, ...allows]
    .filter((statement) => !isSure(statement))
    .map((statement) => statement.on);
  return { kind: 'depends', on: on.join(', ') };
}

interface TrustStatement {
  /** Empty if nothing is uncertain. */
  readonly on: string;
}

/** @returns undefined if the statement is not about Lambda, empty if it surely is */
function uncertaintyOf(statement: PolicyStatement): string | undefined {
  const { actions, principal, hasNotPrincipal, condition } = statement;
  const isAssumed = actions.values.some((pattern) => matchAction(pattern, 'sts:AssumeRole') === 'yes');
  if (isAssumed === actions.isNegated) return undefined;
  const { Service, AWS } = isJsonObject(principal) ? principal : { Service: undefined, AWS: undefined };
  if (textsOf(Service)?.some(isLambda)) return hasNotPrincipal ? undefined : conditionKeys(condition);
  // AWS does not say whether everybody includes its services.
  if (hasNotPrincipal) return 'NotPrincipal';
  const isEverybody = [principal, ...(textsOf(AWS) ?? [])].includes('*');
  return isEverybody ? 'Principal *' : undefined;
}

function isLambda(service: string): boolean {
  return SUFFIXES.some((suffix) => service.toLowerCase() === `lambda.${suffix}`);
}

/** What IAM takes of policies at most (IAM User Guide, IAM and STS quotas). White space does not count. */
import type { PolicyText } from '../ports/role-service';

/** Of all inline policies of a role together, characters. */
const INLINE_CHARACTERS = 10_240;
const MANAGED_CHARACTERS = 6_144;
/** A quota that AWS raises on request. */
const ATTACHED_POLICIES = 10;

export type LimitProblem =
  | { readonly kind: 'inlineTooLong'; readonly characters: number; readonly limit: number }
  | { readonly kind: 'managedTooLong'; readonly characters: number; readonly limit: number }
  | { readonly kind: 'tooManyAttached'; readonly attached: number; readonly limit: number };

/** @param policies the role's, as they are now */
export function inlineProblem(
  policies: readonly PolicyText[],
  name: string,
  document: string,
): LimitProblem | undefined {
  const others = policies.filter((policy) => policy.isInline && policy.name !== name);
  const texts = [...others.map((policy) => policy.document), document];
  const characters = texts.map(sizeOf).reduce((sum, size) => sum + size, 0);
  return characters > INLINE_CHARACTERS
    ? { kind: 'inlineTooLong', characters, limit: INLINE_CHARACTERS }
    : undefined;
}

/**
 * @param document of a policy of one's own; undefined for AWS's
 * @returns `tooManyAttached` may be wrong where AWS has raised the quota
 */
export function managedProblem(
  policies: readonly PolicyText[],
  arn: string,
  document: string | undefined,
): LimitProblem | undefined {
  const characters = document === undefined ? 0 : sizeOf(document);
  if (characters > MANAGED_CHARACTERS)
    return { kind: 'managedTooLong', characters, limit: MANAGED_CHARACTERS };
  const attached = policies.filter(({ isInline }) => !isInline);
  if (attached.some(({ name }) => name === arn) || attached.length < ATTACHED_POLICIES) return undefined;
  return { kind: 'tooManyAttached', attached: attached.length, limit: ATTACHED_POLICIES };
}

function sizeOf(document: string): number {
  return document.replace(/\s/g, '').length;
}

/** What an independent IAM evaluator decides of the same policies. */
import { runUnsafeSimulation } from '@cloud-copilot/iam-simulate';

/**
 * Not for `kms:`: it leaves a key to its key policy, which this simulation is not given.
 *
 * @param policies JSON
 */
export function simulatedDecision(
  policies: readonly string[],
  action: string,
  resource: string,
  boundary?: string,
): 'Allowed' | 'ExplicitlyDenied' | 'ImplicitlyDenied' {
  const named = (documents: readonly string[]): { name: string; policy: unknown }[] =>
    documents.map((document, at) => ({ name: String(at), policy: JSON.parse(document) as unknown }));
  return runUnsafeSimulation(
    {
      request: {
        principal: 'arn:aws:iam::111122223333:role/orders-role',
        action,
        resource: { resource, accountId: '111122223333' },
        contextVariables: {},
      },
      identityPolicies: named(policies),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(boundary !== undefined && { permissionBoundaryPolicies: named([boundary]) }),
    },
    {},
  );
}

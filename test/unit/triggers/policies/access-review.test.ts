/** One verdict of a simulation and of reading; what ListStreams needs; what can be granted. */
import * as assert from 'node:assert/strict';
import {
  type AccessVerdict,
  blocked,
  grantable,
  judge,
  requiredMissing,
  settleListStreams,
} from '../../../../src/triggers/policies/access-review';
import { neededAccess } from '../../../../src/triggers/policies/needed-access';
import type { SimulatedAction } from '../../../../src/triggers/ports/role-service';

const streamArn = 'arn:aws:dynamodb:eu-west-1:111122223333:table/Orders/stream/2025-11-25T15:45:36.123';
const simulated = (
  decision: SimulatedAction['decision'],
  more: Partial<SimulatedAction> = {},
): SimulatedAction => ({
  action: 'dynamodb:GetRecords',
  resource: streamArn,
  decision,
  missingContext: [],
  ...more,
});
const uncertain = { statement: { policy: 'p', place: 1 }, because: 'condition', detail: 'Bool x' } as const;
const depends: AccessVerdict = { kind: 'depends', on: [uncertain] };
const allowed: AccessVerdict = { kind: 'allowed' };
const notAllowed: AccessVerdict = { kind: 'notAllowed' };

describe('a review of an execution role', () => {
  it('believes a simulation that had all values', () => {
    assert.deepEqual(judge(simulated('allowed'), undefined), allowed);
    assert.deepEqual(judge(simulated('implicitDeny'), notAllowed), notAllowed);
    assert.deepEqual(judge(simulated('implicitDeny'), undefined), notAllowed);
  });

  it('does not believe it where condition values were missing, unless the policies are plain', () => {
    const missingContext = ['aws:SourceVpc'];
    assert.equal(judge(simulated('allowed', { missingContext }), undefined).kind, 'depends');
    assert.equal(judge(simulated('allowed', { missingContext }), depends), depends);
    assert.equal(judge(simulated('allowed', { missingContext }), allowed), allowed);
    assert.equal(judge(simulated('implicitDeny', { missingContext }), depends), depends);
    assert.equal(judge(simulated('implicitDeny', { missingContext }), undefined).kind, 'depends');
    assert.deepEqual(judge(simulated('implicitDeny', { missingContext }), notAllowed), notAllowed);
  });

  it('names what denies: a statement, the boundary, the organization', () => {
    const denied = { kind: 'explicitDeny', by: { policy: 'p', place: 2 } } as const;
    assert.equal(judge(simulated('explicitDeny'), denied), denied);
    assert.deepEqual(judge(simulated('explicitDeny'), allowed), { kind: 'explicitDeny', by: undefined });
    const boundary = { kind: 'outsideBoundary', boundary: 'arn' } as const;
    assert.equal(judge(simulated('implicitDeny'), boundary), boundary);
    assert.deepEqual(judge(simulated('implicitDeny', { deniedBy: 'boundary' }), undefined), {
      kind: 'outsideBoundary',
      boundary: undefined,
    });
    assert.deepEqual(judge(simulated('implicitDeny', { deniedBy: 'organization' }), allowed), {
      kind: 'outsideOrganization',
    });
  });

  it('takes a side with neither where a policy allows what the simulation does not', () => {
    const verdict = judge(simulated('implicitDeny'), allowed);
    assert.equal(verdict.kind === 'depends' ? verdict.on[0]?.because : '', 'contradiction');
  });

  it('goes by the policies where nothing was simulated, and knows nothing without either', () => {
    assert.equal(judge(undefined, depends), depends);
    assert.deepEqual(judge(undefined, undefined), { kind: 'unknown' });
  });

  const reviewOf = (verdictOf: (action: string, resource: string) => AccessVerdict) => {
    const tableKmsKeyArn = 'arn:aws:kms:eu-west-1:111122223333:key/1';
    const needs = neededAccess({ streamArn, tableKmsKeyArn });
    const findings = needs.map((need) => ({ need, verdict: verdictOf(need.action, need.resource) }));
    return { findings: settleListStreams(findings) };
  };
  const missingIn = (review: ReturnType<typeof reviewOf>): readonly string[] =>
    requiredMissing(review).map(({ need }) => `${need.action} ${need.resource}`);

  it('makes ListStreams a warning at one place if it is allowed at the other', () => {
    const only = (place: string) =>
      reviewOf((action, resource) =>
        action === 'dynamodb:ListStreams' && resource !== place ? notAllowed : allowed,
      );
    assert.deepEqual(missingIn(only('*')), []);
    assert.deepEqual(missingIn(only(streamArn)), []);
    assert.deepEqual(missingIn(only('nowhere')), [
      `dynamodb:ListStreams ${streamArn}`,
      'dynamodb:ListStreams *',
    ]);
  });

  it('can grant what is missing, perhaps the table’s key and what depends, and never what is denied', () => {
    const verdicts: Readonly<Record<string, AccessVerdict>> = {
      'dynamodb:GetRecords': { kind: 'explicitDeny', by: undefined },
      'dynamodb:DescribeStream': { kind: 'unknown' },
      'dynamodb:ListStreams': depends,
    };
    const review = reviewOf((action) => verdicts[action] ?? notAllowed);
    const { needed, perhaps } = grantable(review);
    const actions = (needs: typeof needed): readonly string[] => [
      ...new Set(needs.map(({ action }) => action)),
    ];
    assert.deepEqual(actions(needed), ['dynamodb:DescribeStream', 'dynamodb:GetShardIterator']);
    assert.deepEqual(actions(perhaps), ['dynamodb:ListStreams', 'kms:Decrypt']);
    assert.deepEqual(
      blocked(review).map(({ need }) => need.action),
      ['dynamodb:GetRecords'],
    );
  });
});

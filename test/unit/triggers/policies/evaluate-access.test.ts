/** The small evaluator of policies, alone and against an independent one. */
import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { evaluateAccess } from '../../../../src/triggers/policies/evaluate-access';
import { simulatedDecision } from './simulated-decision';

const STREAM = 'arn:aws:dynamodb:eu-west-1:111122223333:table/Orders/stream/2025-11-25T15:45:36.123';
const GET = 'dynamodb:GetRecords';

const policy = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });
const allow = (Action: unknown, Resource: unknown, more: object = {}): object => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const deny = (Action: unknown, Resource: unknown, more: object = {}): object => ({
  Sid: 'NoReading',
  Effect: 'Deny',
  Action,
  Resource,
  ...more,
});
const decide = (document: string, action = GET, resource = STREAM, boundary?: string | null) =>
  evaluateAccess(
    {
      policies: [{ name: 'own', document }],
      ...(boundary !== undefined && { boundary: { name: 'outer', document: boundary ?? undefined } }),
    },
    action,
    resource,
  );

describe('what a role’s policies allow', () => {
  it('takes wildcards in actions, whatever their case, and in resources', () => {
    for (const action of [GET, 'DynamoDB:getrecords', 'dynamodb:Get*', 'dynamodb:GetRecord?', '*'])
      assert.equal(decide(policy(allow(action, STREAM))).kind, 'allowed', action);
    const resources = [
      '*',
      `${STREAM.slice(0, -5)}*`,
      'arn:aws:dynamodb:*:*:table/Orders/stream/*',
      'arn:aws:dynamodb:eu-west-?:111122223333:table/*',
    ];
    for (const resource of resources)
      assert.equal(decide(policy(allow(GET, resource))).kind, 'allowed', resource);
  });

  it('does not mistake another table, region, account or partition for it', () => {
    const resources = [
      STREAM.replace('Orders', 'Orders2'),
      STREAM.replace('Orders', 'orders'),
      STREAM.replace('eu-west-1', 'eu-west-2'),
      STREAM.replace('111122223333', '444455556666'),
      STREAM.replace('arn:aws:', 'arn:aws-cn:'),
      'arn:aws:dynamodb:eu-west-1:111122223333:table/Orders',
    ];
    for (const resource of resources)
      assert.deepEqual(decide(policy(allow(GET, resource))), { kind: 'notAllowed' }, resource);
  });

  it('lets an explicit deny win, and names its statement', () => {
    assert.deepEqual(decide(policy(allow('*', '*'), deny('dynamodb:*', '*'))), {
      kind: 'explicitDeny',
      by: { policy: 'own', sid: 'NoReading', place: 2 },
    });
  });

  it('reads NotAction and NotResource', () => {
    const not = (element: object): string => policy({ Effect: 'Allow', Resource: '*', ...element });
    assert.equal(decide(not({ NotAction: 'dynamodb:Put*' })).kind, 'allowed');
    assert.equal(decide(not({ NotAction: ['dynamodb:Get*'] })).kind, 'notAllowed');
    const other = { Effect: 'Allow', Action: '*', NotResource: STREAM };
    assert.equal(decide(policy(other)).kind, 'notAllowed');
    assert.equal(decide(policy({ ...other, NotResource: STREAM.replace('Orders', 'X') })).kind, 'allowed');
  });

  it('allows nothing that the permissions boundary does not', () => {
    const own = policy(allow(GET, STREAM));
    assert.equal(decide(own, GET, STREAM, policy(allow('dynamodb:*', '*'))).kind, 'allowed');
    assert.deepEqual(decide(own, GET, STREAM, policy(allow('s3:*', '*'))), {
      kind: 'outsideBoundary',
      boundary: 'outer',
    });
    assert.equal(decide(policy(), GET, STREAM, policy(allow('*', '*'))).kind, 'notAllowed');
    assert.equal(decide(own, GET, STREAM, policy(allow('*', '*'), deny(GET, '*'))).kind, 'explicitDeny');
  });

  it('never says "allowed" of what hangs on a condition, in an allow, a deny or the boundary', () => {
    const Condition = { StringEquals: { 'aws:SourceAccount': '111122223333' } };
    const on = decide(policy(allow(GET, STREAM, { Condition })));
    assert.deepEqual(on, {
      kind: 'depends',
      on: [
        {
          statement: { policy: 'own', place: 1 },
          because: 'condition',
          detail: 'StringEquals aws:SourceAccount',
        },
      ],
    });
    assert.equal(decide(policy(allow('*', '*'), deny(GET, '*', { Condition }))).kind, 'depends');
    const boundary = policy(allow('*', '*', { Condition }));
    assert.equal(decide(policy(allow(GET, STREAM)), GET, STREAM, boundary).kind, 'depends');
    assert.equal(decide(policy(allow(GET, STREAM, { Condition: {} }))).kind, 'allowed');
    assert.equal(decide(policy(allow(GET, STREAM, { Condition }), allow(GET, '*'))).kind, 'allowed');
  });

  it('leaves policy variables to IAM, but for those that stand for a character, and in old policies', () => {
    const variable = 'arn:aws:dynamodb:*:*:table/${aws:PrincipalTag/table}/stream/*';
    assert.equal(decide(policy(allow(GET, variable))).kind, 'depends');
    assert.equal(decide(policy(allow(GET, variable.replace('table/$', 'other/$')))).kind, 'notAllowed');
    const star = 'arn:aws:s3:::bucket/a${*}b';
    assert.equal(decide(policy(allow('*', star)), 's3:PutObject', 'arn:aws:s3:::bucket/a*b').kind, 'allowed');
    assert.equal(
      decide(policy(allow('*', star)), 's3:PutObject', 'arn:aws:s3:::bucket/aXb').kind,
      'notAllowed',
    );
    const old = JSON.stringify({ Version: '2008-10-17', Statement: allow(GET, variable) });
    assert.equal(decide(old).kind, 'notAllowed');
  });

  it('does not guess about a policy or boundary that could not be read', () => {
    assert.equal(decide('no JSON').kind, 'depends');
    assert.equal(decide(policy(allow(GET, STREAM)), GET, STREAM, null).kind, 'depends');
  });

  it('asks for everything where an action has no resource of its own', () => {
    const list = 'dynamodb:ListStreams';
    assert.equal(decide(policy(allow(list, '*')), list, '*').kind, 'allowed');
    assert.equal(decide(policy(allow(list, STREAM)), list, '*').kind, 'notAllowed');
  });

  it('is not certain of a part of a bucket', () => {
    const bucket = 'arn:aws:s3:::failures/*';
    const part = policy(allow('s3:PutObject', 'arn:aws:s3:::failures/aws/lambda/*'));
    assert.equal(decide(part, 's3:PutObject', bucket).kind, 'depends');
  });

  it('decides as an independent evaluator does, or says that it depends', () => {
    const actions = fc.constantFrom(
      GET,
      'dynamodb:*',
      'dynamodb:Get*',
      'dynamodb:DescribeStream',
      '*',
      's3:*',
    );
    const resources = fc.constantFrom(
      STREAM,
      '*',
      STREAM.replace('Orders', 'Other'),
      'arn:aws:dynamodb:eu-west-1:111122223333:table/Orders/stream/*',
      'arn:aws:dynamodb:*:111122223333:table/*/stream/*',
      'arn:aws:dynamodb:eu-west-1:*:table/Or?ers/*',
      'arn:aws:dynamodb:eu-west-2:111122223333:table/*',
      'arn:aws-us-gov:dynamodb:*:*:table/*',
      'arn:aws:dynamodb:eu-west-1:111122223333:table/${aws:PrincipalTag/table}/stream/*',
    );
    const listed = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | T[]> =>
      fc.oneof(one, fc.uniqueArray(one, { minLength: 1, maxLength: 3 }));
    const statement = fc
      .record({
        effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
        action: fc.tuple(fc.constantFrom('Action', 'Action', 'NotAction'), listed(actions)),
        resource: fc.tuple(fc.constantFrom('Resource', 'Resource', 'NotResource'), listed(resources)),
        condition: fc.constantFrom(undefined, undefined, { StringEquals: { 'aws:SourceVpc': 'vpc-1' } }),
      })
      .map(({ effect, action, resource, condition }) => ({
        Effect: effect,
        [action[0]]: action[1],
        [resource[0]]: resource[1],
        ...(condition && { Condition: condition }),
      }));
    const document = fc.array(statement, { maxLength: 4 }).map((statements) => policy(...statements));
    const expected = {
      allowed: 'Allowed',
      explicitDeny: 'ExplicitlyDenied',
      notAllowed: 'ImplicitlyDenied',
      outsideBoundary: 'ImplicitlyDenied',
    } as const;
    let decided = 0;
    fc.assert(
      fc.property(document, document, fc.option(document, { nil: undefined }), (one, other, boundary) => {
        const verdict = evaluateAccess(
          {
            policies: [
              { name: '1', document: one },
              { name: '2', document: other },
            ],
            ...(boundary !== undefined && { boundary: { name: 'outer', document: boundary } }),
          },
          GET,
          STREAM,
        );
        if (verdict.kind === 'depends') return;
        decided += 1;
        assert.equal(expected[verdict.kind], simulatedDecision([one, other], GET, STREAM, boundary));
      }),
      { numRuns: 2000 },
    );
    assert.ok(decided > 1000, `only ${decided} of 2000 were decided`);
  });
});

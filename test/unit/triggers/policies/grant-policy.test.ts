/** The least-privilege policy: what it opens, what it does not, and that granting again changes nothing. */
import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { parse } from 'yaml';
import { evaluateAccess } from '../../../../src/triggers/policies/evaluate-access';
import { type GrantedStatement, mergeGrants } from '../../../../src/triggers/policies/grant-policy';
import { type AccessTarget, neededAccess } from '../../../../src/triggers/policies/needed-access';
import { cloudFormationPolicy, samPolicies } from '../../../../src/triggers/policies/policy-yaml';
import { simulatedDecision } from './simulated-decision';

const streamOf = (table: string, partition = 'aws'): string =>
  `arn:${partition}:dynamodb:eu-west-1:111122223333:table/${table}/stream/2025-11-25T15:45:36.123`;
const required = (target: AccessTarget) =>
  neededAccess(target).filter(({ severity }) => severity === 'required');
const grant = (existing: string | undefined, target: AccessTarget): string => {
  const merged = mergeGrants(existing, required(target));
  assert.ok(merged);
  return merged.document;
};
const statementsOf = (document: string): readonly GrantedStatement[] =>
  (JSON.parse(document) as { Statement: GrantedStatement[] }).Statement;

const target = fc
  .record({
    table: fc.constantFrom('Orders', 'Invoices', 'a.b_c-d'),
    partition: fc.constantFrom('aws', 'aws-cn', 'aws-us-gov', 'aws-iso-b'),
    destination: fc.constantFrom(
      undefined,
      'sqs:eu-west-1:111122223333',
      'sns:eu-west-1:111122223333',
      's3::',
    ),
    key: fc.constantFrom(undefined, 'key/1234', 'alias/failures'),
    tableKey: fc.boolean(),
  })
  .map(({ table, partition, destination, key, tableKey }): AccessTarget => ({
    streamArn: streamOf(table, partition),
    ...(destination !== undefined && { destinationArn: `arn:${partition}:${destination}:failures` }),
    ...(key !== undefined && { destinationKmsKeyArn: `arn:${partition}:kms:eu-west-1:111122223333:${key}` }),
    ...(tableKey && { tableKmsKeyArn: `arn:${partition}:kms:eu-west-1:111122223333:key/table` }),
  }));

/** What people have in a policy of that name, by whatever tool. */
const foreign = fc.constantFrom(
  undefined,
  '{"Version":"2012-10-17","Statement":[]}',
  '{"Version":"2012-10-17","Statement":{"Sid":"ReadStream","Effect":"Deny","Action":"s3:*","Resource":"*"}}',
  JSON.stringify({
    Version: '2012-10-17',
    Id: 'kept',
    Statement: [{ Effect: 'Allow', Action: ['dynamodb:GetRecords', 'logs:*'], Resource: streamOf('Old') }],
  }),
);

describe('the least-privilege policy', () => {
  it('is this one for a stream', () => {
    const streamArn = streamOf('Orders', 'aws-cn');
    assert.deepEqual(JSON.parse(grant(undefined, { streamArn })), {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'ReadStream',
          Effect: 'Allow',
          Action: [
            'dynamodb:DescribeStream',
            'dynamodb:GetRecords',
            'dynamodb:GetShardIterator',
            'dynamodb:ListStreams',
          ],
          Resource: [streamArn],
        },
        { Sid: 'ListStreams', Effect: 'Allow', Action: ['dynamodb:ListStreams'], Resource: ['*'] },
      ],
    });
  });

  it('allows what is needed and nothing of another stream, for this evaluator and an independent one', () => {
    fc.assert(
      fc.property(target, foreign, (of, existing) => {
        const document = grant(existing, of);
        for (const { action, resource, condition } of required(of)) {
          const verdict = evaluateAccess({ policies: [{ name: 'own', document }] }, action, resource);
          const denied = existing?.includes('Deny') === true && action.startsWith('s3:');
          const expected = denied ? 'explicitDeny' : condition === undefined ? 'allowed' : 'depends';
          assert.equal(verdict.kind, expected, `${action} on ${resource}`);
          if (expected === 'allowed' && !action.startsWith('kms:'))
            assert.equal(
              simulatedDecision([document], action, resource),
              'Allowed',
              `${action} on ${resource}`,
            );
        }
        const other = of.streamArn.replace(/table\/[^/]+/, 'table/Secret');
        for (const action of [
          'dynamodb:GetRecords',
          'dynamodb:DescribeStream',
          'dynamodb:GetShardIterator',
        ]) {
          assert.equal(
            evaluateAccess({ policies: [{ name: 'own', document }] }, action, other).kind,
            'notAllowed',
          );
          assert.equal(simulatedDecision([document], action, other), 'ImplicitlyDenied');
        }
        assert.equal(simulatedDecision([document], 'dynamodb:PutItem', of.streamArn), 'ImplicitlyDenied');
      }),
    );
  });

  it('is not changed by granting the same again', () => {
    fc.assert(
      fc.property(target, foreign, (of, existing) => {
        const once = grant(existing, of);
        assert.deepEqual(mergeGrants(once, required(of)), { document: once, isChanged: false });
      }),
    );
  });

  it('keeps what is there, word by word, and gives each statement a name of its own', () => {
    fc.assert(
      fc.property(fc.array(target, { minLength: 1, maxLength: 4 }), foreign, (targets, existing) => {
        let document = existing;
        for (const of of targets) document = grant(document, of);
        const { Statement = [], ...others } = JSON.parse(existing ?? '{}') as { Statement?: object };
        const after = JSON.parse(document ?? '') as Record<string, unknown>;
        for (const [member, value] of Object.entries(others)) assert.deepEqual(after[member], value);
        const statements = statementsOf(document ?? '');
        const before = [Statement].flat();
        assert.deepEqual(statements.slice(0, before.length), before);
        const sids = statements.map(({ Sid }) => Sid).filter(Boolean);
        assert.equal(new Set(sids).size, sids.length);
      }),
    );
  });

  it('takes a second stream of the same function into the statement of the first', () => {
    const both = grant(grant(undefined, { streamArn: streamOf('Orders') }), {
      streamArn: streamOf('Invoices'),
    });
    assert.deepEqual(
      statementsOf(both).map(({ Sid, Resource }) => [Sid, Resource]),
      [
        ['ReadStream', [streamOf('Orders'), streamOf('Invoices')]],
        ['ListStreams', ['*']],
      ],
    );
  });

  it('does not extend a statement that allows more, denies, or has a condition', () => {
    const streamArn = streamOf('Orders');
    const Action = ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'].map(
      (name) => `dynamodb:${name}`,
    );
    const statements = [
      { Sid: 'ReadStream', Effect: 'Allow', Action: [...Action, 'dynamodb:Scan'], Resource: streamOf('Old') },
      { Sid: 'ReadStream2', Effect: 'Deny', Action, Resource: streamOf('Old') },
      {
        Effect: 'Allow',
        Action,
        Resource: streamOf('Old'),
        Condition: { Bool: { 'aws:SecureTransport': 'true' } },
      },
    ];
    const document = grant(JSON.stringify({ Version: '2012-10-17', Statement: statements }), { streamArn });
    assert.deepEqual(statementsOf(document).slice(0, 3), statements);
    assert.deepEqual(statementsOf(document)[3]?.Sid, 'ReadStream3');
  });

  it('says that what is no JSON object can’t be extended', () => {
    assert.equal(mergeGrants('[1]', required({ streamArn: streamOf('Orders') })), undefined);
    assert.equal(mergeGrants('{', required({ streamArn: streamOf('Orders') })), undefined);
  });

  it('names a bucket’s account and an alias of a key as conditions', () => {
    const document = grant(undefined, {
      streamArn: streamOf('Orders'),
      destinationArn: 'arn:aws:s3:::failures',
      destinationKmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:alias/failures',
    });
    assert.deepEqual(
      statementsOf(document)
        .slice(2)
        .map(({ Action, Resource, Condition }) => [...Action, ...Resource, Condition]),
      [
        [
          's3:PutObject',
          'arn:aws:s3:::failures/*',
          { StringEquals: { 's3:ResourceAccount': '111122223333' } },
        ],
        [
          's3:ListBucket',
          'arn:aws:s3:::failures',
          { StringEquals: { 's3:ResourceAccount': '111122223333' } },
        ],
        [
          'kms:GenerateDataKey',
          'arn:aws:kms:eu-west-1:111122223333:key/*',
          { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/failures' } },
        ],
      ],
    );
  });

  it('stands in templates as SAM and CloudFormation read them', async () => {
    const needs = required({ streamArn: streamOf('Orders') });
    const document: unknown = JSON.parse(grant(undefined, { streamArn: streamOf('Orders') }));
    const sam = await samPolicies(needs);
    assert.deepEqual(parse(sam, { version: '1.1' }), { Policies: [document] });
    const template = await cloudFormationPolicy(needs, 'orders-role');
    assert.deepEqual(parse(template, { version: '1.1' }), {
      Resources: {
        StreamAccess: {
          Type: 'AWS::IAM::Policy',
          Properties: {
            PolicyName: 'DynamoDBStreamTriggers',
            Roles: ['orders-role'],
            PolicyDocument: document,
          },
        },
      },
    });
    assert.doesNotMatch(template, /%YAML|[&*]a1/);
  });
});

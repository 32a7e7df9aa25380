/** Whether Lambda may assume a role. */
import * as assert from 'node:assert/strict';
import { LAMBDA_TRUST_POLICY, lambdaTrust } from '../../../../src/triggers/policies/trust-policy';

const trust = (...statements: readonly object[]): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map((statement) => ({ Effect: 'Allow', Action: 'sts:AssumeRole', ...statement })),
  });
const service = (Service: string | readonly string[]): object => ({ Principal: { Service } });
const kindOf = (document: string): string => lambdaTrust(document).kind;

describe('the trust policy of an execution role', () => {
  it('lets Lambda in by its service, alone or among others, with any wildcard of the action', () => {
    assert.equal(kindOf(JSON.stringify(LAMBDA_TRUST_POLICY)), 'trusted');
    assert.equal(kindOf(trust(service(['edgelambda.amazonaws.com', 'lambda.amazonaws.com']))), 'trusted');
    assert.equal(kindOf(trust({ ...service('lambda.amazonaws.com'), Action: 'sts:*' })), 'trusted');
  });

  it('knows the service by the names of other partitions', () => {
    for (const name of ['lambda.amazonaws.com.cn', 'lambda.amazonaws.eu', 'lambda.c2s.ic.gov'])
      assert.equal(kindOf(trust(service(name))), 'trusted', name);
  });

  it('does not take another principal or action for it', () => {
    assert.equal(kindOf(trust(service('ec2.amazonaws.com'))), 'notTrusted');
    assert.equal(kindOf(trust({ Principal: { AWS: 'arn:aws:iam::111122223333:root' } })), 'notTrusted');
    assert.equal(
      kindOf(trust({ ...service('lambda.amazonaws.com'), Action: 'sts:TagSession' })),
      'notTrusted',
    );
    assert.equal(
      kindOf(trust({ ...service('lambda.amazonaws.com'), NotAction: 'sts:*', Action: undefined })),
      'notTrusted',
    );
    assert.equal(kindOf('no JSON'), 'notTrusted');
  });

  it('sees a denial', () => {
    const denial = { ...service('lambda.amazonaws.com'), Effect: 'Deny' };
    assert.equal(kindOf(trust(service('lambda.amazonaws.com'), denial)), 'denied');
  });

  it('leaves conditions and principals that may include Lambda open', () => {
    const Condition = { StringEquals: { 'aws:SourceAccount': '111122223333' } };
    assert.deepEqual(lambdaTrust(trust({ ...service('lambda.amazonaws.com'), Condition })), {
      kind: 'depends',
      on: 'StringEquals aws:SourceAccount',
    });
    assert.equal(kindOf(trust({ Principal: '*' })), 'depends');
    assert.equal(kindOf(trust({ NotPrincipal: { AWS: 'arn:aws:iam::111122223333:root' } })), 'depends');
    const denial = { ...service('lambda.amazonaws.com'), Effect: 'Deny', Condition };
    assert.equal(kindOf(trust(service('lambda.amazonaws.com'), denial)), 'depends');
  });
});

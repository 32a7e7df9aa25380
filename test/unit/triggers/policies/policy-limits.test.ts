/** What IAM takes of policies at most, and the names that a grant uses. */
import * as assert from 'node:assert/strict';
import {
  awsPolicyArn,
  managedPolicyArn,
  managedPolicyName,
} from '../../../../src/triggers/policies/granted-policies';
import { inlineProblem, managedProblem } from '../../../../src/triggers/policies/policy-limits';

const inline = (name: string, characters: number) => ({
  name,
  isInline: true,
  document: 'x'.repeat(characters),
});
const attached = (name: string) => ({ name, isInline: false, document: '{}' });

describe('the limits of policies', () => {
  it('count all inline policies of a role together, without white space and without the one that is replaced', () => {
    const others = [inline('a', 10_000), inline('mine', 9_000), attached('m')];
    assert.equal(inlineProblem(others, 'mine', `${'x'.repeat(240)}  \n\t`), undefined);
    assert.deepEqual(inlineProblem(others, 'mine', 'x'.repeat(241)), {
      kind: 'inlineTooLong',
      characters: 10_241,
      limit: 10_240,
    });
  });

  it('are of a single document for a managed policy', () => {
    assert.equal(managedProblem([], 'arn', 'x'.repeat(6_144)), undefined);
    assert.equal(managedProblem([], 'arn', 'x'.repeat(6_145))?.kind, 'managedTooLong');
  });

  it('are ten attached policies, one of which may be this', () => {
    const ten = Array.from({ length: 10 }, (_, at) => attached(`p${at}`));
    assert.equal(managedProblem(ten.slice(1), 'new', undefined), undefined);
    assert.equal(managedProblem(ten, 'p3', undefined), undefined);
    assert.deepEqual(managedProblem([...ten, inline('i', 1)], 'new', undefined), {
      kind: 'tooManyAttached',
      attached: 10,
      limit: 10,
    });
  });
});

describe('the policies of a grant', () => {
  it('are in the partition and account of the role, whatever its path', () => {
    const roleArn = 'arn:aws-us-gov:iam::111122223333:role/service-role/orders';
    const name = managedPolicyName(roleArn);
    assert.equal(name, 'DynamoDBStreamTriggers-orders');
    assert.equal(
      managedPolicyArn(roleArn, name),
      'arn:aws-us-gov:iam::111122223333:policy/DynamoDBStreamTriggers-orders',
    );
    assert.equal(
      awsPolicyArn(roleArn),
      'arn:aws-us-gov:iam::aws:policy/service-role/AWSLambdaDynamoDBExecutionRole',
    );
  });
});

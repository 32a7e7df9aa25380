/** Addresses of AWS's console. */
import * as assert from 'node:assert/strict';
import { consoleAddress } from '../../../../src/triggers/inventory/console-address';

const STREAM = 'table/Orders.v1/stream/2025-11-25T15:45:36.123';

const addresses: Readonly<Record<string, string | undefined>> = {
  'arn:aws:dynamodb:eu-west-1:111122223333:table/Orders':
    'https://console.aws.amazon.com/dynamodbv2/home?region=eu-west-1#table?name=Orders&tab=overview',
  [`arn:aws-cn:dynamodb:cn-north-1:111122223333:${STREAM}`]:
    'https://console.amazonaws.cn/dynamodbv2/home?region=cn-north-1#table?name=Orders.v1&tab=streams',
  [`arn:aws-us-gov:dynamodb:us-gov-west-1:111122223333:${STREAM}`]:
    'https://console.amazonaws-us-gov.com/dynamodbv2/home?region=us-gov-west-1#table?name=Orders.v1&tab=streams',
  'arn:aws:lambda:eu-west-1:111122223333:function:project':
    'https://console.aws.amazon.com/lambda/home?region=eu-west-1#/functions/project',
  'arn:aws:lambda:eu-west-1:111122223333:function:project:live':
    'https://console.aws.amazon.com/lambda/home?region=eu-west-1#/functions/project/aliases/live',
  'arn:aws:lambda:eu-west-1:111122223333:function:project:17':
    'https://console.aws.amazon.com/lambda/home?region=eu-west-1#/functions/project/versions/17',
  'arn:aws:lambda:eu-west-1:111122223333:function:project:$LATEST':
    'https://console.aws.amazon.com/lambda/home?region=eu-west-1#/functions/project',
  [`arn:aws:dynamodb:ddblocal:000000000000:${STREAM}`]: undefined,
  'arn:aws-iso:dynamodb:us-iso-east-1:111122223333:table/Orders': undefined,
  'arn:aws:sqs:eu-west-1:111122223333:queue': undefined,
  'no ARN': undefined,
};

describe("the console's address", () => {
  for (const [arn, address] of Object.entries(addresses))
    it(`of ${arn} is ${address ?? 'not known'}`, () => assert.equal(consoleAddress(arn), address));

  it("of a function's triggers is its configuration", () => {
    assert.equal(
      consoleAddress('arn:aws:lambda:eu-west-1:111122223333:function:project', 'configure'),
      'https://console.aws.amazon.com/lambda/home?region=eu-west-1#/functions/project?tab=configure',
    );
  });
});

import assert from 'node:assert/strict';
import { parseStreamArn } from '../../../../src/engine/events/stream-arn';

describe('the ARN of a stream', () => {
  for (const [arn, partition, region, accountId, tableName, label] of [
    [
      'arn:aws:dynamodb:eu-west-1:111122223333:table/T-1_x.y/stream/2025-11-25T15:45:36.123',
      ...['aws', 'eu-west-1', '111122223333', 'T-1_x.y', '2025-11-25T15:45:36.123'],
    ],
    [
      'arn:aws-cn:dynamodb:cn-north-1:111122223333:table/Orders/stream/2025-11-25T15:45:36.123',
      ...['aws-cn', 'cn-north-1', '111122223333', 'Orders', '2025-11-25T15:45:36.123'],
    ],
    [
      'arn:aws-us-gov:dynamodb:us-gov-west-1:111122223333:table/Orders/stream/x',
      ...['aws-us-gov', 'us-gov-west-1', '111122223333', 'Orders', 'x'],
    ],
    [
      'arn:aws:dynamodb:ddblocal:000000000000:table/Orders/stream/2025-11-25T15:45:36.123',
      ...['aws', 'ddblocal', '000000000000', 'Orders', '2025-11-25T15:45:36.123'],
    ],
    ['arn:aws:dynamodb:local::table/Orders/stream/1', ...['aws', 'local', '', 'Orders', '1']],
  ] as const) {
    it(`of table ${tableName} in ${region} is taken apart`, () => {
      assert.deepEqual(parseStreamArn(arn), { partition, region, accountId, tableName, label });
    });
  }

  for (const text of [
    '',
    'arn:aws:dynamodb:eu-west-1:111122223333:table/Orders',
    'arn:aws:dynamodb:eu-west-1:111122223333:table/Orders/stream/',
    'arn:aws:dynamodb:eu-west-1:111122223333:table/Orders/index/stream/x',
    'arn:aws:kinesis:eu-west-1:111122223333:stream/Orders',
    ' arn:aws:dynamodb:eu-west-1:111122223333:table/Orders/stream/x',
  ]) {
    it(`is not ${JSON.stringify(text)}`, () => {
      assert.equal(parseStreamArn(text), undefined);
    });
  }
});

/** The version or alias at the end of a function's name. */
import assert from 'node:assert/strict';
import { splitQualifier } from '../../../../src/aws/failed-batches/qualified-function';

describe('the name of a function', () => {
  for (const name of [
    'orders',
    '111122223333:function:orders',
    'arn:aws-cn:lambda:cn-north-1:111122223333:function:orders',
  ])
    it(`${name} may end with a version or an alias`, () => {
      assert.deepEqual(splitQualifier(name), { FunctionName: name });
      for (const Qualifier of ['live', '7', '$LATEST'])
        assert.deepEqual(splitQualifier(`${name}:${Qualifier}`), { FunctionName: name, Qualifier });
    });
});

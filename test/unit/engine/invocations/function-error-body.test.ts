import assert from 'node:assert/strict';

import fc from 'fast-check';

import { parseFunctionError } from '../../../../src/engine/invocations/function-error-body';

describe('an error as a runtime reports it', () => {
  const cases: readonly [string, string, string | undefined, ReturnType<typeof parseFunctionError>][] = [
    [
      'as AWS documents it',
      '{"errorMessage":"m","errorType":"t","stackTrace":["a","b"]}',
      undefined,
      { errorType: 't', errorMessage: 'm', stackTrace: ['a', 'b'] },
    ],
    [
      'as Node sends it',
      '{"errorType":"t","errorMessage":"m","trace":["a"]}',
      'x',
      { errorType: 't', errorMessage: 'm', stackTrace: ['a'] },
    ],
    [
      'the type only in the header',
      '{"errorMessage":"m"}',
      'Runtime.X',
      { errorType: 'Runtime.X', errorMessage: 'm', stackTrace: [] },
    ],
    ['no body', '', 'Unhandled', { errorType: 'Unhandled', errorMessage: '', stackTrace: [] }],
    [
      'text',
      'it broke\n',
      undefined,
      { errorType: 'Runtime.Unknown', errorMessage: 'it broke', stackTrace: [] },
    ],
    [
      'a stack in one text',
      '{"errorType":"t","errorMessage":"m","stackTrace":"a\\nb"}',
      undefined,
      { errorType: 't', errorMessage: 'm', stackTrace: ['a', 'b'] },
    ],
  ];
  for (const [name, body, header, expected] of cases) {
    it(`is read: ${name}`, () => assert.deepEqual(parseFunctionError(body, header), expected));
  }

  it('is read whatever it is, and always has a type', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.json()),
        (body) => parseFunctionError(body, undefined).errorType !== '',
      ),
    );
  });
});

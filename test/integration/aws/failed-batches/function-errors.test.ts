/** The error of a deployed function, in the forms that runtimes have for it. */
import assert from 'node:assert/strict';
import { awsDeployedFunctions } from '../../../../src/aws/failed-batches/deployed-functions';
import { accessWithoutQuestions } from '../../../support/aws-access';
import { startCannedAnswers, stopCannedAnswers } from './canned-answers';

const ARN = 'arn:aws:lambda:eu-west-1:111122223333:function:orders';
const EVENT = Buffer.from('{"Records":[]}');
const never = new AbortController().signal;

describe('the error of a deployed function', () => {
  const deployed = awsDeployedFunctions(accessWithoutQuestions());
  const connection = { region: 'eu-west-1' };
  afterEach(stopCannedAnswers);

  const ERRORS: readonly (readonly [string, unknown, string, string, readonly string[]])[] = [
    [
      'Python',
      {
        errorMessage: "'id'",
        errorType: 'KeyError',
        requestId: 'r',
        stackTrace: ['  File "/var/task/a.py", line 3'],
      },
      'KeyError',
      "'id'",
      ['  File "/var/task/a.py", line 3'],
    ],
    [
      'an older Python',
      {
        errorMessage: 'm',
        errorType: 'KeyError',
        stackTrace: [['/var/task/a.py', 3, 'handler', "e['id']"]],
      },
      'KeyError',
      'm',
      ['File "/var/task/a.py", line 3, in handler\n  e[\'id\']'],
    ],
    [
      'Java',
      {
        errorMessage: 'm',
        errorType: 'java.lang.RuntimeException',
        stackTrace: ['a.B.c(B.java:3)'],
        cause: {},
      },
      'java.lang.RuntimeException',
      'm',
      ['a.B.c(B.java:3)'],
    ],
    [
      'Lambda itself, of a time-out',
      { errorMessage: '2026-01-02T03:04:05Z 1 Task timed out after 3.00 seconds' },
      'Unhandled',
      '2026-01-02T03:04:05Z 1 Task timed out after 3.00 seconds',
      [],
    ],
    ['a runtime that sends text', 'it broke', 'Unhandled', 'it broke', []],
    ['a runtime that sends a list', [1], 'Unhandled', '[1]', []],
    ['a runtime that sends nothing', '', 'Unhandled', '', []],
  ];
  for (const [runtime, body, ...expected] of ERRORS)
    it(`is read as ${runtime} tells it`, async () => {
      const headers = { 'x-amz-function-error': 'Unhandled' };
      const { endpoint } = await startCannedAnswers(() => ({ headers, body }));
      const answer = await deployed.invoke({ ...connection, endpointUrl: endpoint }, ARN, EVENT, 3, never);
      assert.ok(answer.outcome === 'functionError');
      assert.deepEqual([answer.errorType, answer.errorMessage, answer.stackTrace], expected);
    });
});

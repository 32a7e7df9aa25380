/** The table of handlers and of what Lambda makes of them; shared by our own host and the official client. */

import path from 'node:path';

import { repositoryRoot } from '../support/repository-root';

export type ExpectedEnd =
  | { readonly outcome: 'succeeded'; readonly payload: string }
  | {
      readonly outcome: 'functionError' | 'timedOut';
      readonly errorType: string;
      readonly errorMessage: RegExp;
      /** Text of one line of the stack. */
      readonly frame?: string;
    };

export interface HandlerCase {
  /** In test/fixtures/handlers. */
  readonly handler: string;
  /** nodejs22.x unless it matters. */
  readonly runtime?: string;
  readonly timeoutInSeconds?: number;
  readonly expected: ExpectedEnd;
  readonly ends: 'the process stays warm' | 'the process ends';
}

const warm = 'the process stays warm' as const;
const gone = 'the process ends' as const;

function succeeds(handler: string, payload: unknown, runtime?: string): HandlerCase {
  const expected: ExpectedEnd = { outcome: 'succeeded', payload: JSON.stringify(payload) };
  return { handler, expected, ends: warm, ...(runtime === undefined ? {} : { runtime }) };
}

function fails(
  handler: string,
  errorType: string,
  errorMessage: RegExp,
  ends: HandlerCase['ends'],
  more: { readonly runtime?: string; readonly frame?: string } = {},
): HandlerCase {
  const { runtime, frame } = more;
  return {
    handler,
    ends,
    expected: {
      outcome: 'functionError',
      errorType,
      errorMessage,
      ...(frame === undefined ? {} : { frame }),
    },
    ...(runtime === undefined ? {} : { runtime }),
  };
}

const requestId = 'RequestId: [0-9a-f-]{36} Error: ';
const without = new RegExp(`^${requestId}Runtime exited without providing a reason$`);

export const handlerCases: readonly HandlerCase[] = [
  succeeds('behaviours.succeeds', { records: 0 }),
  succeeds('behaviours.returnsNothing', null),
  fails('behaviours.returnsFunction', 'TypeError', /a function, which has no JSON form/, warm),
  succeeds('behaviours.nested.path.handler', 'nested'),
  succeeds('module.handler', 'from mjs'),
  succeeds('module.inDefault', 'from default', 'nodejs24.x'),
  succeeds('function-exports.handler', 'from a function'),
  succeeds('function-exports.Orders.handle', 'from a static method'),
  fails('function-exports.Orders.handle', 'Runtime.HandlerNotFound', /is undefined or not exported$/, gone, {
    runtime: 'nodejs24.x',
  }),
  succeeds('common.handler', 'from cjs'),
  succeeds('esm-package/lib/index.handler', 'from an ES module package'),
  succeeds('folder-module.handler', 'from the index of a folder'),
  // Not on Lambda: TypeScript sources, after everything that Lambda would take.
  succeeds('typed.handler', { typed: true }),
  succeeds('typed-module.handler', 'from mts'),
  succeeds('create.handler.handler', 'from a file with a dot in its name'),
  fails('typed.fails', 'RangeError', /^thrown in TypeScript$/, warm, { frame: 'typed.ts:10:9' }),
  fails('behaviours.throwsSynchronously', 'TypeError', /^thrown before the first await$/, warm, {
    frame: 'behaviours.js:',
  }),
  fails('behaviours.rejects', 'RangeError', /^rejected by the handler$/, warm, { frame: 'behaviours.js:' }),
  fails('behaviours.rejectsWithText', 'string', /^only a text$/, warm),
  fails('behaviours.rejectsWithHostileError', 'handled', /problem while retrieving/, warm),
  fails('odd-errors.hasStackOfFrames', 'RangeError', /^with frames for a stack$/, warm),
  fails('odd-errors.hasHugeMessage', 'RangeError', /^m{250000}$/, warm),
  fails('behaviours.rejectsWithAwsError', 'ResourceNotFoundException', /^The table is not there$/, warm),
  fails('behaviours.exitsWith0', 'Runtime.ExitError', without, gone),
  fails('behaviours.exitsWith1', 'Runtime.ExitError', exitStatus(1), gone),
  fails('behaviours.exitsWith42', 'Runtime.ExitError', exitStatus(42), gone),
  fails('behaviours.killsItself', 'Runtime.ExitError', /Runtime exited with error: signal: killed$/, gone),
  timesOut('behaviours.loopsForEver'),
  timesOut('behaviours.neverSettlesWithTimer'),
  fails('behaviours.neverSettlesAsync', 'Runtime.NodeJsExit', /never settled/, gone),
  // Lambda's client before Node.js 24 looks whether the function is declared async.
  succeeds('behaviours.neverSettles', null),
  fails('behaviours.neverSettles', 'Runtime.NodeJsExit', /never settled/, gone, { runtime: 'nodejs24.x' }),
  fails('behaviours.returnsBigInt', 'Error', /^Unable to stringify response body$/, warm),
  fails(
    'behaviours.returnsBigInt',
    'Runtime.JSONStringifyError',
    /^Unable to stringify response body$/,
    warm,
    {
      runtime: 'nodejs24.x',
    },
  ),
  fails(
    'behaviours.returnsCycle',
    'Runtime.JSONStringifyError',
    /^Unable to stringify response body$/,
    warm,
    {
      runtime: 'nodejs24.x',
    },
  ),
  fails(
    'behaviours.returnsTooMuch',
    'Function.ResponseSizeTooLarge',
    /^Response payload size exceeded maximum allowed payload size \(6291556 bytes\)\.$/,
    warm,
  ),
  fails('behaviours.throwsInTimer', 'Error', /^thrown in a timer$/, gone, { frame: 'behaviours.js:' }),
  fails(
    'behaviours.leavesRejectionUnhandled',
    'Runtime.UnhandledPromiseRejection',
    /^Error: nobody caught this$/,
    gone,
    { frame: 'behaviours.js:' },
  ),
  fails('syntax-error.handler', 'Runtime.UserCodeSyntaxError', /^SyntaxError: Unexpected token/, gone, {
    frame: `    at ${path.join(repositoryRoot(), 'test', 'fixtures', 'handlers', 'syntax-error.js')}:2:1`,
  }),
  fails(
    'missing-dependency.handler',
    'Runtime.ImportModuleError',
    /^Error: Cannot find module 'a-module-that-is-not-installed'/,
    gone,
    { frame: 'missing-dependency.js:2' },
  ),
  // Lambda looks at MODULE_NOT_FOUND only; what `import` reports has another code and keeps its own type.
  fails(
    'missing-dependency-esm.handler',
    'Error',
    /^Cannot find package 'a-module-that-is-not-installed'/,
    gone,
  ),
  fails('not-there.handler', 'Runtime.ImportModuleError', /^Error: Cannot find module 'not-there'/, gone),
  fails('throws-while-loading.handler', 'ReferenceError', /^thrown while loading$/, gone, {
    frame: 'throws-while-loading.js:2',
  }),
  fails('exits-while-loading.handler', 'Runtime.ExitError', exitStatus(7), gone),
  fails(
    'behaviours.notExported',
    'Runtime.HandlerNotFound',
    /^behaviours\.notExported is undefined or not exported$/,
    gone,
  ),
  fails(
    'behaviours.notAFunction',
    'Runtime.HandlerNotFound',
    /^behaviours\.notAFunction is not a function$/,
    gone,
  ),
  fails(
    'module.inDefault',
    'Runtime.HandlerNotFound',
    /^module\.inDefault is undefined or not exported$/,
    gone,
  ),
  fails('behaviours', 'Runtime.MalformedHandlerName', /^Bad handler$/, gone),
  fails(
    '../handlers/behaviours.succeeds',
    'Runtime.MalformedHandlerName',
    /is not a valid handler name/,
    gone,
  ),

  succeeds('behaviours.callbackAnswers', { called: true }),
  fails('behaviours.callbackFails', 'EvalError', /^given to the callback$/, warm),
  fails('behaviours.callbackFailsWithText', 'string', /^a text given to the callback$/, warm),
  succeeds('behaviours.callbackWaits', 'waited', 'nodejs20.x'),
  succeeds('behaviours.callbackDoesNotWait', 'not waited'),
  succeeds('behaviours.callbackNeverCalled', null),
  succeeds('behaviours.legacyDone', 'done'),
  succeeds('behaviours.legacySucceed', 'succeeded'),
  fails('behaviours.legacyFail', 'SyntaxError', /^failed$/, warm),
  succeeds('behaviours.answersTwice', 'first'),
  succeeds('behaviours.returnsPlainValue', null),
  succeeds('behaviours.returnsPlainValue', { plain: true }, 'nodejs24.x'),
  ...['behaviours.callbackAnswers', 'behaviours.callbackNeverCalled'].map((handler) =>
    fails(handler, 'Runtime.CallbackHandlerDeprecated', /has removed support for callback-based/, gone, {
      runtime: 'nodejs24.x',
    }),
  ),

  { ...succeeds('streaming.writes', ''), expected: { outcome: 'succeeded', payload: 'one two' } },
  { ...succeeds('streaming.pipes', ''), expected: { outcome: 'succeeded', payload: 'abc' } },
  {
    ...succeeds('streaming.withPrelude', ''),
    expected: { outcome: 'succeeded', payload: `{"statusCode":201}${'\0'.repeat(8)}body` },
  },
  fails('streaming.failsMidStream', 'URIError', /^broke in the middle$/, warm, { frame: 'streaming.js:' }),
  fails('streaming.failsBeforeWriting', 'URIError', /^broke at the start$/, warm),
  fails('streaming.notAsync', 'Error', /^Streaming does not support non-async handlers\.$/, warm),
  timesOut('streaming.neverEnds'),
  fails(
    'streaming.exitsMidStream',
    'Runtime.TruncatedResponse',
    /before its response was complete|cut off/,
    gone,
  ),
  fails('streaming.wrongMark', 'Runtime.MalformedStreamingHandler', /^Only response streaming/, gone),
];

function timesOut(handler: string): HandlerCase {
  const errorMessage = new RegExp(`^${requestId}Task timed out after 1\\.00 seconds$`);
  return {
    handler,
    timeoutInSeconds: 1,
    expected: { outcome: 'timedOut', errorType: 'Sandbox.Timedout', errorMessage },
    ends: gone,
  };
}

function exitStatus(code: number): RegExp {
  return new RegExp(`^${requestId}Runtime exited with error: exit status ${code}$`);
}

/**
 * Every way in which a handler can end, against real processes: the outcome and
 * the error type are Lambda's, and the process tree is gone afterwards.
 */
import assert from 'node:assert/strict';

import { testedNodes, withHost } from '../support/handler-hosts';
import { processesWithEnvironment } from '../support/process-liveness';
import { type HandlerCase, handlerCases } from './handler-cases';

for (const node of testedNodes()) {
  describe(`a handler in ${node}`, function () {
    this.timeout(120_000);

    for (const handlerCase of handlerCases) {
      const fact = handlerCase.expected.outcome === 'timedOut' ? ' (RT-11)' : '';
      it(`${handlerCase.handler} on ${handlerCase.runtime ?? 'nodejs22.x'}: ${handlerCase.ends}${fact}`, () =>
        check(handlerCase, node));
    }
  });
}

async function check(handlerCase: HandlerCase, node: string): Promise<void> {
  const marker = `tree-${process.pid}-${handlerCase.handler}`;
  await withHost(
    {
      handler: handlerCase.handler,
      runtime: handlerCase.runtime ?? 'nodejs22.x',
      timeoutInSeconds: handlerCase.timeoutInSeconds ?? 60,
      runtimeExecutable: node,
      environment: { TREE_MARKER: marker },
    },
    async ({ invoke, heard, host }) => {
      const result = await invoke();
      const { expected } = handlerCase;
      if (expected.outcome === 'succeeded') {
        assert.deepEqual(result, {
          outcome: 'succeeded',
          payload: expected.payload,
          durationMs: result.durationMs,
        });
      } else {
        assert.equal(result.outcome, expected.outcome, JSON.stringify(result));
        assert.equal(result.errorType, expected.errorType, JSON.stringify(result));
        assert.match(result.errorMessage, expected.errorMessage);
      }
      if (expected.outcome === 'functionError' && expected.frame !== undefined) {
        assert.ok(result.outcome === 'functionError');
        const { frame } = expected;
        assert.ok(
          result.stackTrace.some((line) => line.includes(frame)),
          `${frame} in ${result.stackTrace.join('\n')}`,
        );
        assert.ok(!result.stackTrace.some((line) => line.includes('bootstrap.js')), 'no frame of ours');
      }
      if (handlerCase.ends === 'the process ends') await heard.until(() => heard.ends === 1);
      else assert.equal(heard.ends, 0, 'the process is still there');
      await host.stop();
      assert.equal(heard.ends, 1, 'one process, and it ended');
      assert.deepEqual(processesWithEnvironment(marker), []);
    },
  );
}

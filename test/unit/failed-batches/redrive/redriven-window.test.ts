/** A batch of a tumbling window that does not fit into one invocation. */
import assert from 'node:assert/strict';
import { encodeRecord } from '../../../../src/engine/events/encoded-record';
import { StopSwitch } from '../../../../src/engine/stopping/stop-switch';
import { arrangeBatches } from '../../../../src/failed-batches/redrive/arrange-batches';
import { planBatches } from '../../../../src/failed-batches/redrive/plan-batches';
import { RedriveProgress } from '../../../../src/failed-batches/redrive/redrive-progress';
import type { RedriveParts } from '../../../../src/failed-batches/redrive/redrive-run';
import { runRedrive } from '../../../../src/failed-batches/redrive/run-redrive';
import { redrivePlan } from '../../../support/failed-batches/planned-redrive';
import { streamRecord } from '../../../support/stream-records';
import { hashOf } from './redrive-world';

interface WindowEvent {
  readonly Records: readonly unknown[];
  readonly state: { readonly sum: number };
  readonly isFinalInvokeForWindow: boolean;
  readonly isWindowTerminatedEarly: boolean;
}

describe('a redriven batch of a tumbling window', () => {
  it('in several parts hands the state on, and ends the window with the last one', async () => {
    const records = [1, 2, 3, 4, 5].map((number) => encodeRecord(streamRecord(number)));
    const timeWindow = {
      window: { start: '2026-11-24T01:00:00Z', end: '2026-11-24T01:05:00Z' },
      state: '{"sum":10}',
      shardId: 's',
      eventSourceARN: 'arn',
      isFinalInvokeForWindow: true,
      isWindowTerminatedEarly: true,
    };
    const batch = { id: 'b', shardId: 's', captureFile: 'c', records, timeWindow, documents: [] };
    const planning = { parents: new Map<string, string>(), hashOf, batchSize: 2, skippedOf: () => [] };
    const { batches } = planBatches(arrangeBatches([batch], planning.parents), planning);
    const plan = { ...redrivePlan, batchSize: 2, batches };
    const events: WindowEvent[] = [];
    const parts = {
      clock: { now: () => 1 },
      hashOf,
      loadRecords: () => Promise.resolve(records),
      journal: { append: () => Promise.resolve() },
      observe: () => undefined,
      functions: {
        invoke: (_connection: unknown, _function: string, bytes: Uint8Array) => {
          const event = JSON.parse(Buffer.from(bytes).toString()) as WindowEvent;
          events.push(event);
          const payload = JSON.stringify({ state: { sum: event.state.sum + event.Records.length } });
          return Promise.resolve({ outcome: 'succeeded', requestId: 'r', payload });
        },
      },
    } as unknown as RedriveParts;
    await runRedrive(parts, new RedriveProgress(plan), new StopSwitch());
    assert.deepEqual(
      events.map((event) => [
        event.Records.length,
        event.state.sum,
        event.isFinalInvokeForWindow,
        event.isWindowTerminatedEarly,
      ]),
      [
        [2, 10, false, false],
        [2, 12, false, false],
        [1, 14, true, true],
      ],
    );
  });
});

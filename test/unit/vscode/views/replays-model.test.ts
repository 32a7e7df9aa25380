import assert from 'node:assert/strict';
import { encodeRecord } from '../../../../src/engine/events/encoded-record';
import type { InvokedBatch } from '../../../../src/engine/ports/mapping-observer';
import { streamRecord } from '../../../support/stream-records';
import type { BatchOrigin } from '../../../../src/vscode/views/replays/replays-model';
import { ReplaysModel } from '../../../../src/vscode/views/replays/replays-model';

const origin: BatchOrigin = { kind: 'capture', file: '/w/a.json', selection: { from: 0 } };
const batchOf = (...numbers: readonly number[]): InvokedBatch => ({
  shardId: 's',
  records: numbers.map((number) => encodeRecord(streamRecord(number))),
});
const succeeded = { outcome: 'succeeded', payload: 'null', durationMs: 1 } as const;
const timedOut = {
  outcome: 'timedOut',
  errorType: 'Sandbox.Timedout',
  errorMessage: 'late',
  durationMs: 1,
} as const;
const replay = { name: 'r', configuration: {}, workspaceFolder: '/w', isLive: false };

const rangeOf = (start: number, end: number): { start: string; end: string } => ({
  start: streamRecord(start).dynamodb.SequenceNumber,
  end: streamRecord(end).dynamodb.SequenceNumber,
});

describe('the replays of a window', () => {
  it('are listed newest first and told apart', () => {
    const model = new ReplaysModel();
    const first = model.startReplay(replay);
    const second = model.startReplay(replay);
    assert.deepEqual(model.replays, [second, first]);
    assert.notEqual(first.id, second.id);
  });

  it('number their batches and keep their ranges', () => {
    const model = new ReplaysModel();
    const started = model.startReplay(replay);
    const first = model.startBatch(started, batchOf(1, 2), origin);
    const second = model.startBatch(started, batchOf(3), origin);
    assert.equal(second.number, 2);
    assert.deepEqual([first.sequenceNumbers, second.sequenceNumbers], [rangeOf(1, 2), rangeOf(3, 3)]);
  });

  it('have no range for the end of a tumbling window', () => {
    const model = new ReplaysModel();
    const batch = model.startBatch(model.startReplay(replay), batchOf(), origin);
    assert.equal(batch.sequenceNumbers, undefined);
    assert.equal(batch.recordCount, 0);
  });

  it('keep what failed and the last two hundred batches, and count the others', () => {
    const model = new ReplaysModel();
    const started = model.startReplay(replay);
    for (let count = 1; count <= 1000; count += 1) {
      const batch = model.startBatch(started, batchOf(count), origin);
      assert.equal(batch.number, count);
      const verdict =
        count === 5
          ? ({ result: timedOut, outcome: { kind: 'failed' } } as const)
          : ({ result: succeeded, outcome: { kind: 'succeeded' } } as const);
      model.setBatchState(batch, { phase: 'finished', ...verdict });
    }
    assert.equal(started.batches.length, 200);
    assert.equal(started.earlierSucceeded, 800);
    assert.equal(started.batches[0]?.number, 5);
  });

  it('keep the last thousand of batches that all fail, one that waits among them, and count the others', () => {
    const model = new ReplaysModel();
    const started = model.startReplay(replay);
    const verdict = { result: timedOut, outcome: { kind: 'failed' } } as const;
    for (let count = 1; count <= 1500; count += 1) {
      const batch = model.startBatch(started, batchOf(count), origin);
      assert.equal(batch.number, count);
      if (count === 2) model.setBatchState(batch, { phase: 'waiting', ...verdict });
      else model.setBatchState(batch, { phase: 'discarded', reason: 'RetryAttemptsExhausted', ...verdict });
    }
    assert.equal(started.batches.length, 1000);
    assert.equal(started.earlierFailed, 500);
    assert.equal(started.batches[0]?.number, 2);
  });

  it('leave no batch running when they end', () => {
    const model = new ReplaysModel();
    const started = model.startReplay(replay);
    const batch = model.startBatch(started, batchOf(1), origin);
    model.endReplay(started, 'stopped');
    assert.equal(batch.state.phase, 'stopped');
  });

  it('tell their listeners of every change until these are disposed of', () => {
    const model = new ReplaysModel();
    let changes = 0;
    const listening = model.onChange(() => (changes += 1));
    const started = model.startReplay(replay);
    model.endReplay(started, 'succeeded');
    assert.equal(changes, 2);
    listening.dispose();
    model.clear();
    assert.equal(changes, 2);
  });

  it('are cleared but for what still runs, and forgotten after twenty', () => {
    const model = new ReplaysModel();
    const running = model.startReplay(replay);
    for (let count = 0; count < 30; count += 1) model.endReplay(model.startReplay(replay), 'failed');
    assert.ok(model.replays.includes(running));
    assert.ok(model.replays.length <= 22, String(model.replays.length));
    model.clear();
    assert.deepEqual(model.replays, [running]);
  });
});

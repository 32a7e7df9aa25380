import assert from 'node:assert/strict';
import { streamRecord } from '../../../support/stream-records';
import { ReplaysModel } from '../../../../src/vscode/views/replays/replays-model';

const all = { from: 0 };
const succeeded = { outcome: 'succeeded', payload: 'null', durationMs: 1 } as const;
const timedOut = {
  outcome: 'timedOut',
  errorType: 'Sandbox.Timedout',
  errorMessage: 'late',
  durationMs: 1,
} as const;
const replay = { name: 'r', configuration: {}, workspaceFolder: '/w' };

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
    model.startBatch(
      started,
      '/w/a.json',
      { shardId: 's', records: [streamRecord(1), streamRecord(2)] },
      all,
    );
    const second = model.startBatch(started, '/w/a.json', { shardId: 's', records: [streamRecord(3)] }, all);
    assert.equal(second.number, 2);
    assert.equal(second.sequenceNumbers.start, second.sequenceNumbers.end);
  });

  it('keep what failed and the last two hundred batches, and count the others', () => {
    const model = new ReplaysModel();
    const started = model.startReplay(replay);
    for (let count = 1; count <= 1000; count += 1) {
      const batch = model.startBatch(
        started,
        '/w/a.json',
        { shardId: 's', records: [streamRecord(count)] },
        all,
      );
      assert.equal(batch.number, count);
      const result = count === 5 ? timedOut : succeeded;
      model.setBatchState(batch, 1, { phase: 'finished', result });
    }
    assert.equal(started.batches.length, 200);
    assert.equal(started.earlierSucceeded, 800);
    assert.equal(started.batches[0]?.number, 5);
  });

  it('leave no batch running when they end', () => {
    const model = new ReplaysModel();
    const started = model.startReplay(replay);
    const batch = model.startBatch(started, '/w/a.json', { shardId: 's', records: [streamRecord(1)] }, all);
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

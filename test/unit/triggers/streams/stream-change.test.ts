/** Turning streams on, off and over to another view type, with a table in memory and the test's own time. */
import * as assert from 'node:assert/strict';
import { StopSwitch } from '../../../../src/engine/stopping/stop-switch';
import type { StreamViewType } from '../../../../src/triggers/ports/table-catalog';
import { type ReplacementStage, replaceStream } from '../../../../src/triggers/streams/replace-stream';
import {
  type SettledStream,
  type StreamChangeEvent,
  followStreamChange,
  sendStreamChange,
} from '../../../../src/triggers/streams/settle-stream';
import { SimulatedTime } from '../../../support/virtual-time';
import { ChangingTable } from './changing-table';

class Scene {
  readonly time = new SimulatedTime(0);
  readonly events: StreamChangeEvent[] = [];
  readonly stages: ReplacementStage[] = [];
  readonly stop = new StopSwitch();
  readonly table: ChangingTable;

  constructor(viewType: StreamViewType | undefined) {
    this.table = new ChangingTable(viewType);
  }

  set(viewType: StreamViewType | undefined): Promise<SettledStream> {
    const change = { connection: {}, tableName: 'Orders', viewType };
    const work = async (): Promise<SettledStream> => {
      await sendStreamChange(this.ports(), change, this.stop);
      return followStreamChange(this.ports(), change, this.stop);
    };
    return this.time.passUntil(work());
  }

  replace(viewType: StreamViewType): ReturnType<typeof replaceStream> {
    const change = { connection: {}, tableName: 'Orders', viewType };
    const onStage = (stage: ReplacementStage): unknown => this.stages.push(stage);
    return this.time.passUntil(replaceStream(this.ports(), change, onStage, this.stop));
  }

  sent(): readonly string[] {
    return this.table.calls.filter((call) => call.startsWith('setStream'));
  }

  private ports() {
    return {
      tables: this.table,
      clock: this.time,
      observe: (event: StreamChangeEvent) => void this.events.push(event),
    };
  }
}

describe('turning a stream on and off', () => {
  it('is settled when the table is ACTIVE and the stream ENABLED', async () => {
    const scene = new Scene(undefined);
    assert.deepEqual(await scene.set('NEW_IMAGE'), { streamArn: 'stream-1' });
    const seen = scene.events.map((event) =>
      event.type === 'waiting' ? `${event.tableStatus} ${event.streamStatus ?? ''}` : event.type,
    );
    assert.deepEqual(seen, ['accepted', 'UPDATING ', 'UPDATING ', 'ACTIVE ENABLING', 'ACTIVE ENABLING']);
    assert.equal(scene.time.now(), 500 + 1000 + 2000 + 4000, 'doubling delays');
  });

  it('is settled when the stream is DISABLED, or gone with the table’s knowledge of it', async () => {
    const scene = new Scene('NEW_IMAGE');
    assert.deepEqual(await scene.set(undefined), { streamArn: 'stream-1' });
    const gone = new Scene('NEW_IMAGE');
    gone.table.refuse = (operation) => (operation === 'describeStream' ? 'notFound' : undefined);
    assert.deepEqual(await gone.set(undefined), { streamArn: 'stream-1' });
  });

  it('is sent again while another change of the table is under way', async () => {
    const scene = new Scene(undefined);
    scene.table.refuse = (operation, count) => (operation === 'setStream' && count < 4 ? 'inUse' : undefined);
    await scene.set('KEYS_ONLY');
    assert.equal(scene.sent().length, 4);
    assert.equal(scene.events.filter(({ type }) => type === 'retried').length, 3);
  });

  it('is not sent twice if DynamoDB accepted a call that was cut', async () => {
    const scene = new Scene(undefined);
    scene.table.refuse = (operation) => {
      if (operation !== 'setStream') return undefined;
      scene.table.apply('KEYS_ONLY');
      return 'unavailable';
    };
    await scene.set('KEYS_ONLY');
    assert.equal(scene.sent().length, 1);
  });

  it('is sent again if a call was cut before DynamoDB had it', async () => {
    const scene = new Scene(undefined);
    scene.table.refuse = (operation, count) =>
      operation === 'setStream' && count === 1 ? 'unavailable' : undefined;
    await scene.set('KEYS_ONLY');
    assert.equal(scene.sent().length, 2);
  });

  it('throws at once what no wait mends, and in the end what did not pass', async () => {
    for (const [kind, calls] of [
      ['accessDenied', 1],
      ['inUse', 10],
    ] as const) {
      const scene = new Scene(undefined);
      scene.table.refuse = (operation) => (operation === 'setStream' ? kind : undefined);
      await assert.rejects(scene.set('KEYS_ONLY'), { kind });
      assert.equal(scene.sent().length, calls);
    }
  });

  it('tells of a table that is deleted meanwhile', async () => {
    const scene = new Scene(undefined);
    scene.table.refuse = (operation, count) =>
      operation === 'describeTable' && count > 1 ? 'notFound' : undefined;
    await assert.rejects(scene.set('KEYS_ONLY'), { kind: 'notFound' });
  });

  it('takes the table’s word where the caller may not describe streams', async () => {
    const scene = new Scene(undefined);
    scene.table.refuse = (operation) => (operation === 'describeStream' ? 'accessDenied' : undefined);
    assert.deepEqual(await scene.set('KEYS_ONLY'), { streamArn: 'stream-1' });
  });
});

describe('another view type', () => {
  it('turns the stream off, waits, and turns a new one on', async () => {
    const scene = new Scene('NEW_IMAGE');
    assert.deepEqual(await scene.replace('OLD_IMAGE'), {
      outcome: 'done',
      stream: { streamArn: 'stream-2' },
    });
    assert.deepEqual(scene.sent(), ['setStream off', 'setStream OLD_IMAGE']);
    assert.deepEqual(scene.stages, ['turningOff', 'off', 'turningOn']);
  });

  it('says that nothing was changed when turning off is refused', async () => {
    const scene = new Scene('NEW_IMAGE');
    scene.table.refuse = (operation) => (operation === 'setStream' ? 'accessDenied' : undefined);
    const replaced = await scene.replace('OLD_IMAGE');
    assert.equal(replaced.outcome === 'broken' && replaced.stage, 'asBefore');
  });

  it('says that the stream is off when turning on is refused', async () => {
    const scene = new Scene('NEW_IMAGE');
    scene.table.refuse = (operation, count) =>
      operation === 'setStream' && count === 2 ? 'accessDenied' : undefined;
    const replaced = await scene.replace('OLD_IMAGE');
    assert.equal(replaced.outcome === 'broken' && replaced.stage, 'off');
    assert.equal(scene.table.viewType, undefined);
  });

  it('says where it stands when it is stopped, and sends nothing more', async () => {
    const scene = new Scene('NEW_IMAGE');
    scene.table.refuse = (operation, count) => {
      if (operation !== 'describeTable' || count < 2) return undefined;
      scene.stop.abort();
      return 'unavailable';
    };
    const replaced = await scene.replace('OLD_IMAGE');
    assert.equal(replaced.outcome === 'broken' && replaced.stage, 'turningOff');
    assert.deepEqual(scene.sent(), ['setStream off']);
  });
});

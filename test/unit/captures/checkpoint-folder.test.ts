import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { CheckpointFileError } from '../../../src/captures/checkpoints/checkpoint-file';
import { CheckpointFolder } from '../../../src/captures/checkpoints/checkpoint-folder';
import { planStart } from '../../../src/engine/pollers/starting-position';
import type { Checkpoint } from '../../../src/engine/ports/checkpoint-store';
import { STREAM_ARN } from './sample-records';
import { temporaryFolder } from './temporary-folder';

const session = { streamArn: STREAM_ARN, name: 'Debug Orders' };
const saved: readonly (readonly [string, Checkpoint])[] = [
  ['shardId-1', { isFinished: true }],
  ['shardId-2', { sequenceNumber: '99999999999999999999999999999999999999' }],
];

describe('checkpoints of live sessions on disk', function () {
  this.timeout(60_000);
  const temporary = temporaryFolder();
  const folder = (): CheckpointFolder => new CheckpointFolder(path.join(temporary.path, 'checkpoints'));

  async function saveAll(of = session): Promise<CheckpointFolder> {
    const store = folder().store(of);
    for (const [shardId, checkpoint] of saved) store.save(shardId, checkpoint);
    await store.flush();
    return folder();
  }

  async function onlyFile(): Promise<string> {
    const [name, ...more] = await readdir(path.join(temporary.path, 'checkpoints'));
    assert.deepEqual(more, []);
    return path.join(temporary.path, 'checkpoints', name ?? assert.fail('There is no file.'));
  }

  it('are none at first', async () => {
    assert.deepEqual(await folder().store(session).load(), new Map());
    assert.deepEqual(await folder().list(), []);
    assert.equal(await folder().read(session), undefined);
  });

  it('are there for the next session of that name on that stream, and for no other', async () => {
    const next = await saveAll();
    assert.deepEqual(await next.store(session).load(), new Map(saved));
    assert.deepEqual(await next.store({ ...session, name: 'debug_orders' }).load(), new Map());
    assert.deepEqual(await next.store({ ...session, streamArn: `${STREAM_ARN}4` }).load(), new Map());
  });

  it('are written by themselves within seconds', async () => {
    const watched = folder();
    const written = new Promise<void>((resolve) => watched.onChange(resolve));
    watched.store(session).save('shardId-1', { sequenceNumber: '7' });
    await written;
    assert.deepEqual(await folder().store(session).load(), new Map([['shardId-1', { sequenceNumber: '7' }]]));
  });

  it('are replaced as a whole: whoever reads meanwhile sees the old ones or the new ones', async () => {
    const store = folder().store(session);
    store.save('shardId-1', { sequenceNumber: '0' });
    await store.flush();
    const seen: string[] = [];
    const writing = { goesOn: true };
    const reading = (async () => {
      while (writing.goesOn) {
        const stored = await folder().read(session);
        const { checkpoint } = stored?.shards.get('shardId-1') ?? assert.fail('They were gone for a moment.');
        if ('sequenceNumber' in checkpoint) seen.push(checkpoint.sequenceNumber);
      }
    })();
    for (let number = 1; number <= 100; number += 1) {
      store.save('shardId-1', { sequenceNumber: String(number) });
      await store.flush();
    }
    writing.goesOn = false;
    await reading;
    assert.deepEqual(
      seen,
      seen
        .map(Number)
        .sort((a, b) => a - b)
        .map(String),
    );
    assert.equal((await readdir(path.dirname(await onlyFile()))).length, 1);
  });

  it('forget finished shards that are gone from their stream for a week', async () => {
    const old = `shardId-${String(Date.now() - 8 * 24 * 3600 * 1000).padStart(20, '0')}-aaaaaaaa`;
    const recent = `shardId-${String(Date.now()).padStart(20, '0')}-bbbbbbbb`;
    const store = folder().store(session);
    for (const shardId of [old, recent]) store.save(shardId, { isFinished: true });
    await store.flush();
    assert.deepEqual([...(await folder().store(session).load()).keys()], [recent]);
  });

  it('are listed, read and removed', async () => {
    const listed = await (await saveAll()).list();
    const { name, streamArn, shards } = listed[0]?.stored ?? assert.fail('Nothing is listed.');
    assert.deepEqual({ name, streamArn }, { ...session });
    assert.deepEqual(
      [...shards].map(([shardId, { checkpoint }]) => [shardId, checkpoint]),
      saved,
    );
    assert.ok([...shards.values()].every(({ changedMs }) => Math.abs(changedMs - Date.now()) < 600_000));
    assert.deepEqual(await folder().read(session), listed[0]?.stored);
    await folder().remove(session);
    assert.deepEqual(await folder().list(), []);
    await folder().remove(session);
  });

  it('can be rewound to a record, also of a finished shard', async () => {
    await (await saveAll()).rewind(session, 'shardId-1', '41');
    assert.deepEqual((await folder().store(session).load()).get('shardId-1'), { sequenceNumber: '41' });
  });

  it('can be rewound to a shard’s beginning, which LATEST as the starting position does not undo', async () => {
    const store = folder().store(session);
    store.save('shardId-1', { sequenceNumber: '7' });
    await store.flush();
    await folder().rewind(session, 'shardId-1', 'TRIM_HORIZON');
    const checkpoints = await folder().store(session).load();
    const start = planStart([{ shardId: 'shardId-1' }], { type: 'LATEST' }, checkpoints);
    assert.deepEqual(start.get('shardId-1'), { position: { type: 'TRIM_HORIZON' } });
    assert.equal((await folder().read(session))?.shards.size, 0);
  });

  for (const [what, content] of [
    ['cut off', '{"checkpointVersion":1,'],
    ['of an unknown version', '{"checkpointVersion":2}'],
    ['without a session', '{"checkpointVersion":1,"shards":{}}'],
    ['with something else as a checkpoint', 'CHECKPOINT'],
  ] as const) {
    it(`are refused with the file and the fix if the file is ${what}, and the others are listed`, async () => {
      await saveAll();
      const file = await onlyFile();
      const damaged =
        content === 'CHECKPOINT'
          ? (await readFile(file, 'utf8')).replace('"isFinished": true', '"isFinished": "yes"')
          : content;
      await writeFile(file, damaged);
      await assert.rejects(
        folder().store(session).load(),
        (error) =>
          error instanceof CheckpointFileError &&
          error.message.includes(file) &&
          error.message.includes('Delete the file'),
      );
      await saveAll({ ...session, name: 'another' });
      assert.deepEqual(
        (await folder().list()).map(({ stored, error }) => stored?.name ?? error?.file),
        [file, 'another'],
      );
    });
  }

  it('say that they can not be written when they are flushed', async () => {
    await mkdir(temporary.path, { recursive: true });
    await writeFile(path.join(temporary.path, 'checkpoints'), 'a file');
    const store = folder().store(session);
    store.save('shardId-1', { sequenceNumber: '1' });
    await assert.rejects(store.flush(), /can't be used: it can not be written\./);
    await rm(path.join(temporary.path, 'checkpoints'));
    await store.flush();
    assert.equal((await folder().store(session).load()).size, 1);
  });
});

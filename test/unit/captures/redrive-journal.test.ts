import assert from 'node:assert/strict';
import { readFile, readdir, utimes, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { RedriveJournalFolder } from '../../../src/captures/redrive/redrive-journal-folder';
import type { JournalEntry } from '../../../src/failed-batches/redrive/journal-entry';
import { RedriveProgress } from '../../../src/failed-batches/redrive/redrive-progress';
import { redrivePlan as plan } from '../../support/failed-batches/planned-redrive';
import { temporaryFolder } from './temporary-folder';

const begins: JournalEntry = {
  type: 'begins',
  batchId: 'batch',
  invocation: 1,
  from: 0,
  to: 3,
  eventHash: 'hash',
  atMs: 2,
};

const answered: JournalEntry = {
  type: 'answered',
  batchId: 'batch',
  invocation: 1,
  answer: { outcome: 'succeeded', requestId: 'é', durationMs: 1 },
  verdict: { kind: 'succeeded' },
  atMs: 3,
};

describe('the journal of a redrive on disk', () => {
  const folder = temporaryFolder();

  it('is gone on with from its whole lines, wherever its last line was cut', async () => {
    const journals = new RedriveJournalFolder(path.join(folder.path, 'new', 'redrives'));
    const first = await journals.create(plan, 1);
    await Promise.all([first.append(begins), first.append(answered)]);
    await first.close();
    const file = path.join(folder.path, 'new', 'redrives', 'redrive-1.jsonl');
    const whole = await readFile(file);
    const lastLine = whole.subarray(0, -1).lastIndexOf(0x0a) + 1;
    for (let length = lastLine; length <= whole.length; length += 1) {
      await writeFile(file, whole.subarray(0, length));
      const journal = await journals.open(plan.id);
      const { open, position } = new RedriveProgress(journal.plan, journal.entries).of('batch');
      await journal.append({ type: 'resumed', atMs: 4 });
      await journal.close();
      const isWhole = length === whole.length;
      assert.deepEqual(
        { isOpen: open !== undefined, position },
        { isOpen: !isWhole, position: isWhole ? 3 : 0 },
      );
      const [stored] = await journals.list();
      assert.deepEqual(
        stored?.entries.map(({ type }) => type),
        ['planned', 'begins', ...(isWhole ? ['answered'] : []), 'resumed'],
      );
    }
  });

  it('is open in one window at a time', async () => {
    const journals = new RedriveJournalFolder(folder.path);
    const journal = await journals.create(plan, 1);
    await assert.rejects(journals.open(plan.id), /another window works at this redrive/);
    await assert.rejects(journals.remove(plan.id), /another window works at this redrive/);
    assert.equal((await journals.list())[0]?.isRunning, true);
    await journal.close();
    const results = await Promise.allSettled([journals.open(plan.id), journals.open(plan.id)]);
    assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    for (const result of results) if (result.status === 'fulfilled') await result.value.close();
    assert.equal((await journals.list())[0]?.isRunning, false);
  });

  it('takes the place of a window that has died', async () => {
    const journals = new RedriveJournalFolder(folder.path);
    const journal = await journals.create(plan, 1);
    await journal.close();
    const claim = path.join(folder.path, '.redrive-1.jsonl.lock');
    await writeFile(claim, JSON.stringify({ host: 'another machine', processId: 1 }));
    await assert.rejects(journals.open(plan.id), /another window/);
    const longAgo = new Date(Date.now() - 60_000);
    await utimes(claim, longAgo, longAgo);
    await (await journals.open(plan.id)).close();
  });

  it('is written no more by a window that was asleep when another took it', async () => {
    const journals = new RedriveJournalFolder(folder.path);
    const asleep = await journals.create(plan, 1);
    const claim = path.join(folder.path, '.redrive-1.jsonl.lock');
    const longAgo = new Date(Date.now() - 60_000);
    await utimes(claim, longAgo, longAgo);
    const awake = await journals.open(plan.id);
    await assert.rejects(asleep.append(begins), /another window works at this redrive/);
    await asleep.close();
    await assert.rejects(journals.open(plan.id), /another window works at this redrive/);
    await awake.append({ type: 'resumed', atMs: 2 });
    await awake.close();
    assert.deepEqual(
      (await journals.list()).flatMap(({ entries }) => entries.map(({ type }) => type)),
      ['planned', 'resumed'],
    );
  });

  it('that broke off before its plan was whole is none, and hides no other', async () => {
    const journals = new RedriveJournalFolder(folder.path);
    await writeFile(path.join(folder.path, 'torn.jsonl'), '{"type":"planned","version":1,"pl');
    await writeFile(path.join(folder.path, 'strange.jsonl'), 'hello\n');
    await (await journals.create(plan, 1)).close();
    assert.deepEqual(
      (await journals.list()).map(({ plan: { id } }) => id),
      ['redrive-1'],
    );
    await assert.rejects(journals.open('torn'), /holds no plan of a redrive/);
    await assert.rejects(journals.open('strange'), /line 1 is no entry of a redrive/);
  });

  it('is kept for a month after its end, and as long as it can be gone on with', async () => {
    const journals = new RedriveJournalFolder(folder.path);
    for (const id of ['ended', 'begun']) {
      const journal = await journals.create({ ...plan, id }, 1);
      await journal.append(begins);
      if (id === 'ended') {
        await journal.append(answered);
        await journal.append({ type: 'done', batchId: 'batch', atMs: 4 });
        await journal.append({ type: 'ended', atMs: 5 });
      }
      await journal.close();
    }
    await (await journals.create({ ...plan, id: 'soon' }, Date.now())).close();
    assert.equal((await journals.list()).length, 3);
    await (await journals.create({ ...plan, id: 'later' }, Date.now() + 31 * 86_400_000)).close();
    const names = (await readdir(folder.path)).filter((name) => !name.startsWith('.')).sort();
    assert.deepEqual(names, ['begun.jsonl', 'later.jsonl', 'soon.jsonl']);
  });
});

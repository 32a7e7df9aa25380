/** The sample that README walks through: what its captures hold, and that its one bug is one. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { readCaptureSummary } from '../../../src/captures/library/capture-summary';
import { selectedRecords } from '../../../src/captures/reading/selected-records';
import type { StreamRecord } from '../../../src/engine/events/dynamodb-event';
import { serializeEvent } from '../../../src/engine/events/dynamodb-event';
import { isTimeToLiveRemoval, keyText } from '../../../src/engine/events/record-summary';
import { repositoryRoot } from '../../support/repository-root';

const sample = path.join(repositoryRoot(), 'samples', 'orders');
const captures = path.join(sample, '.stream-triggers', 'captures');
const EVENTS = ['1-orders-placed.json', '2-order-with-gift.json', '3-shipped-and-returned.json'];
const WHOLE_DAY = 'whole-day.jsonl';

const FIX = {
  file: 'src/order-totals.ts',
  wrong: 'const unitPrice = Number(line.unitPrice.N);',
  right: 'const unitPrice = Number(line.unitPrice?.N ?? 0);',
};

interface Failure {
  readonly index: number;
  readonly name: string;
  readonly message: string;
  readonly stack: string;
}

/** Runs in a process of its own: feeds events one by one, and writes down which failed. */
const driver = `
import { registerHooks } from 'node:module';
import { readFileSync, writeFileSync } from 'node:fs';
const [handlerUrl, eventsFile, failuresFile] = process.argv.slice(1);
registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier.startsWith('.') ? specifier.replace(/\\.js$/, '.ts') : specifier, context),
});
const { handler } = await import(handlerUrl);
const failures = [];
for (const [index, event] of JSON.parse(readFileSync(eventsFile, 'utf8')).entries()) {
  try {
    await handler(event);
  } catch ({ name, message, stack }) {
    failures.push({ index, name, message, stack });
  }
}
writeFileSync(failuresFile, JSON.stringify(failures));
`;

/** A Node that takes TypeScript's types away by itself, if there is one. */
function strippingNode(): string | undefined {
  if ('typescript' in process.features && process.features.typescript) return process.execPath;
  const ours = path.join(repositoryRoot(), 'node_modules', '.bin', 'node');
  return existsSync(ours) ? ours : undefined;
}

async function recordsOf(name: string): Promise<StreamRecord[]> {
  const records: StreamRecord[] = [];
  for await (const { record } of selectedRecords(path.join(captures, name))) records.push(record);
  return records;
}

describe('the sample "orders"', function () {
  this.timeout(60_000);

  it('has these captures and no other, all of one table', async () => {
    assert.deepEqual(readdirSync(captures).sort(), [...EVENTS, WHOLE_DAY]);
    const summaries = await Promise.all(
      [...EVENTS, WHOLE_DAY].map((name) => readCaptureSummary(path.join(captures, name))),
    );
    assert.deepEqual(
      summaries.map(({ kind, recordCount, stream }) => [
        kind,
        recordCount,
        stream?.tableName,
        stream?.region,
        stream?.accountId,
      ]),
      [10, 11, 9, 50].map((count) => [
        count === 50 ? 'jsonLines' : 'event',
        count,
        'Orders',
        'eu-west-1',
        '111122223333',
      ]),
    );
  });

  it('has events that are the beginning of the whole day, record for record', async () => {
    const whole = await recordsOf(WHOLE_DAY);
    const parts = (await Promise.all(EVENTS.map(recordsOf))).flat();
    assert.deepEqual(parts, whole.slice(0, parts.length));
  });

  it('has every kind of change, and every type of attribute', async () => {
    const records = (await Promise.all(EVENTS.map(recordsOf))).flat();
    assert.deepEqual([...new Set(records.map(({ eventName }) => eventName))].sort(), [
      'INSERT',
      'MODIFY',
      'REMOVE',
    ]);
    assert.deepEqual(records.filter(isTimeToLiveRemoval).map(keyText), ['CART#c-72 / CART']);
    const types = new Set(records.flatMap(({ dynamodb }) => [...typesIn({ M: dynamodb.NewImage ?? {} })]));
    assert.deepEqual([...types].sort(), ['B', 'BOOL', 'BS', 'L', 'M', 'N', 'NS', 'NULL', 'S', 'SS']);
  });

  it('is written as Lambda writes events, so that a recording shows no other difference', async () => {
    for (const name of EVENTS) {
      const text = await readFile(path.join(captures, name), 'utf8');
      assert.equal(text, `${serializeEvent(await recordsOf(name), 2)}\n`);
      assert.match(text, /"ApproximateCreationDateTime": \d{10}\.0,/);
    }
  });

  it('names a line for the breakpoint that is there once', () => {
    const marker = JSON.parse(readFileSync(path.join(sample, '.stream-triggers', 'sample.json'), 'utf8')) as {
      breakpoint: { file: string; lineContaining: string };
    };
    const source = readFileSync(path.join(sample, marker.breakpoint.file), 'utf8');
    assert.equal(source.split(marker.breakpoint.lineContaining).length, 2);
  });

  it('tells in its README the fix that this test makes', () => {
    const readme = readFileSync(path.join(sample, 'README.md'), 'utf8');
    for (const words of [FIX.file, FIX.wrong, FIX.right]) assert.ok(readme.includes(words), words);
  });

  describe('run by Node itself', () => {
    let folder = '';
    before(async function () {
      if (strippingNode() === undefined) this.skip();
      folder = await mkdtemp(path.join(tmpdir(), 'orders-sample-'));
      await cp(sample, folder, { recursive: true });
    });
    after(() => rm(folder, { recursive: true, force: true }));

    async function feed(events: readonly (readonly StreamRecord[])[]): Promise<readonly Failure[]> {
      const [eventsFile, failuresFile] = [
        path.join(folder, 'events.json'),
        path.join(folder, 'failures.json'),
      ];
      await writeFile(eventsFile, JSON.stringify(events.map((Records) => ({ Records }))));
      const handlerUrl = pathToFileURL(path.join(folder, 'src', 'handler.ts')).href;
      const child = spawnSync(
        strippingNode() ?? '',
        ['--no-warnings', '--input-type=module', '--eval', driver, handlerUrl, eventsFile, failuresFile],
        { encoding: 'utf8' },
      );
      assert.equal(child.status, 0, child.stderr);
      return JSON.parse(await readFile(failuresFile, 'utf8')) as readonly Failure[];
    }

    const eventsOf = (): Promise<StreamRecord[][]> => Promise.all(EVENTS.map(recordsOf));

    it('fails for one record of the events and for the same one of the whole day, with a TypeError in the projection', async () => {
      const records = (await eventsOf()).flat();
      const failures = await feed(records.map((record) => [record]));
      assert.deepEqual(
        failures.map(({ index, name, message }) => [index, name, message]),
        [[15, 'TypeError', "Cannot read properties of undefined (reading 'N')"]],
      );
      assert.match(failures[0]?.stack ?? '', /at lineTotal \(.*order-totals\.ts:\d+:\d+\)[^]*handler\.ts/);
      const poison = records[15];
      assert.deepEqual([poison?.eventName, poison && keyText(poison)], ['MODIFY', 'ORDER#1004 / ORDER']);
      const ofWholeDay = await feed((await recordsOf(WHOLE_DAY)).map((record) => [record]));
      assert.deepEqual(
        ofWholeDay.map(({ index }) => index),
        [15],
      );
    });

    it('fails for the second of the three events only, in the middle of it', async () => {
      assert.deepEqual(
        (await feed(await eventsOf())).map(({ index }) => index),
        [1],
      );
      assert.equal(EVENTS.indexOf('2-order-with-gift.json'), 1);
    });

    it('fails for none once the one line is fixed', async () => {
      const file = path.join(folder, FIX.file);
      const source = await readFile(file, 'utf8');
      assert.equal(source.split(FIX.wrong).length, 2);
      await writeFile(file, source.replace(FIX.wrong, FIX.right));
      assert.deepEqual(await feed([...(await eventsOf()), await recordsOf(WHOLE_DAY)]), []);
    });
  });
});

/** The type letters of a value and of all within it. */
function* typesIn(value: Readonly<Record<string, unknown>>): Generator<string> {
  for (const [type, content] of Object.entries(value)) {
    yield type;
    const inner = type === 'L' || type === 'M' ? Object.values(content as object) : [];
    for (const one of inner) yield* typesIn(one as Readonly<Record<string, unknown>>);
  }
}

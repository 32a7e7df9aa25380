/** Sentences of captures/ in the display language, which is known only after the modules are loaded. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import * as l10n from '@vscode/l10n';
import { CheckpointFolder } from '../../../src/captures/checkpoints/checkpoint-folder';
import { readRecords } from '../../../src/captures/reading/selected-records';
import { sentencesWhileLoading } from '../../support/sentences-while-loading';
import { captureText } from './capture-lines';
import { orderRecord, STREAM_ARN } from './sample-records';
import { temporaryFolder } from './temporary-folder';

const GERMAN = {
  "The capture {0} can't be read: {1}.": 'Die Aufzeichnung {0} ist nicht lesbar: {1}.',
  'line {0} is not an object {"shardId":"…","record":{…}}':
    'Zeile {0} ist kein Objekt {"shardId":"…","record":{…}}',
  'shard {0} has 1 record, so none at position {1} (counted from 0)':
    'an Stelle {1} (von 0 an) hat Shard {0} keinen Datensatz, nur einen im Ganzen',
  "The checkpoints in {0} can't be used: {1}. Delete the file, and the next session begins at its starting position.":
    '{1}: {0}',
  'it does not exist': 'gibt es nicht',
};

describe('the sentences of captures/', () => {
  const folder = temporaryFolder();
  before(() => l10n.config({ contents: GERMAN }));
  after(() => l10n.config({ contents: {} }));

  it('are in the display language, with their values in place', async () => {
    const file = path.join(folder.path, 'orders.jsonl');
    await writeFile(file, captureText(STREAM_ARN, [{ shardId: '{1}', record: orderRecord(0) }]));
    await assert.rejects(readRecords(file, { from: 3, count: 1, shardId: '{1}' }), {
      message: `Die Aufzeichnung ${file} ist nicht lesbar: an Stelle 3 (von 0 an) hat Shard {1} keinen Datensatz, nur einen im Ganzen.`,
    });
    const checkpoints = new CheckpointFolder(folder.path);
    const session = { streamArn: STREAM_ARN, name: 'orders' };
    await assert.rejects(checkpoints.rewind(session, 'shardId-1', 'TRIM_HORIZON'), /^\w+: gibt es nicht: /);
  });

  it('keep braces that belong to the sentence', async () => {
    const file = path.join(folder.path, 'orders.jsonl');
    await writeFile(file, `${captureText(STREAM_ARN, [{ shardId: 's', record: orderRecord(0) }])}[]\n`);
    await assert.rejects(readRecords(file, { from: 0, count: 9 }), {
      message: `Die Aufzeichnung ${file} ist nicht lesbar: Zeile 3 ist kein Objekt {"shardId":"…","record":{…}}.`,
      line: 3,
    });
  });

  it('are made when they are said, and not while a module is loaded', () => {
    const { said, modules } = sentencesWhileLoading('captures');
    assert.deepEqual(said, []);
    assert.ok(modules > 40, `${modules} modules`);
  });
});

/** Sentences of failed-batches/ in the display language, which is known only after the modules are loaded. */
import assert from 'node:assert/strict';
import * as l10n from '@vscode/l10n';
import { encodeRecord } from '../../../src/engine/events/encoded-record';
import { readFailedBatches } from '../../../src/failed-batches/documents/read-failed-batches';
import { incompleteText } from '../../../src/failed-batches/fetching/difference-sentences';
import { readRecordKeys } from '../../../src/failed-batches/fetching/record-keys';
import { sentencesWhileLoading } from '../../support/sentences-while-loading';
import { streamRecord } from '../../support/stream-records';
import { recordedText, withInfo } from './documents/changed-document';

const GERMAN = {
  'This document about a failed batch {0}: {1}': '{1} Dieses Dokument {0}.',
  'has {0} as "{1}", where Lambda writes a text': 'hat {0} als „{1}“, wo Lambda einen Text schreibt',
  'a list': 'eine Liste',
  'copy the whole document again as Lambda wrote it.': 'Kopieren Sie es neu.',
  'This document about a failed batch is cut off after "{0}": copy it from its first { to its last }.':
    'Dieses Dokument ist nach „{0}“ abgeschnitten: Kopieren Sie es von seiner ersten { bis zu seiner letzten }.',
  '{0} of {1} records are lost': 'Von {1} Datensätzen fehlen {0}',
  '{0}: the stream has trimmed those after {1} and before {2}.':
    '{0}: Der Stream hat die vor {2} und nach {1} gelöscht.',
  'Enter {0}.': 'Geben Sie {0} ein.',
  'a value for {0}': 'einen Wert für {0}',
};

describe('the sentences of failed-batches/', () => {
  before(() => l10n.config({ contents: GERMAN }));
  after(() => l10n.config({ contents: {} }));

  it('are in the display language, with their values in place', () => {
    assert.deepEqual(readFailedBatches(withInfo('shardId', [])), {
      kind: 'refused',
      reason:
        'Kopieren Sie es neu. Dieses Dokument hat eine Liste als „shardId“, wo Lambda einen Text schreibt.',
    });
    const difference = { kind: 'trimmed', after: '111', until: '333', lostAtMost: 2 } as const;
    assert.equal(
      incompleteText(
        { batchSize: 5 },
        { records: [encodeRecord(streamRecord(222))], filteredOut: 0, differences: [difference] },
      ),
      'Von 5 Datensätzen fehlen 2: Der Stream hat die vor 333 und nach 111 gelöscht.',
    );
  });

  it('keep braces that belong to the sentence, and those of a name', () => {
    assert.deepEqual(readFailedBatches(recordedText.slice(0, -1)), {
      kind: 'refused',
      reason:
        'Dieses Dokument ist nach „streamArn“ abgeschnitten: Kopieren Sie es von seiner ersten { bis zu seiner letzten }.',
    });
    assert.deepEqual(readRecordKeys('', [{ name: '{1}', type: 'S' }], 1), {
      problem: 'Geben Sie einen Wert für "{1}" ein.',
    });
  });

  it('are made when they are said, and not while a module is loaded', () => {
    const { said, modules } = sentencesWhileLoading('failed-batches');
    assert.deepEqual(said, []);
    assert.ok(modules > 50, `${modules} modules`);
  });
});

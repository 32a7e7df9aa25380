/** What can't be used is refused with a sentence of its own, and never with an exception. */
import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { DocumentSearch } from '../../../../src/failed-batches/documents/document-search';
import { readFailedBatches } from '../../../../src/failed-batches/documents/read-failed-batches';
import { RECORDED } from '../../../support/failed-batches/recorded-documents';
import { recordedText, withInfo } from './changed-document';
import { foreignTexts } from './foreign-texts';
import { hostileTexts } from './hostile-texts';
import { malformedDocuments } from './malformed-documents';

const all = [...foreignTexts, ...malformedDocuments, ...hostileTexts];

describe('a text without a failed batch that can be used', function () {
  this.timeout(60_000); // Some have 10 MB.

  for (const [what, text, sentence] of all) {
    it(`is refused if it is ${what}`, () => {
      assert.deepEqual(readFailedBatches(text), { kind: 'refused', reason: sentence });
    });
  }

  it('is said in one sentence, of which there are more than sixty', () => {
    const sentences = new Set(all.map(([, , sentence]) => sentence));
    assert.ok(sentences.size > 60, `${sentences.size} sentences`);
    for (const sentence of sentences) assert.match(sentence, /^[A-Z][^\n]*[^.][.]$/);
  });

  it('beside one that can be used is a refusal that says which it is', () => {
    const text = [withInfo('shardId'), recordedText, withInfo('batchSize', 0)].join('\n');
    const read = readFailedBatches(text);
    assert.ok(read.kind === 'failedBatches');
    assert.equal(read.batches.length, 1);
    assert.deepEqual(
      read.refusals.map((refusal) => refusal.replace(/:.*/, '')),
      ['Document 1 of 3', 'Document 3 of 3'],
    );
  });
});

describe('reading failed batches', function () {
  this.timeout(60_000);

  const json = fc.json();
  const broken = fc
    .array(
      fc.constantFrom('{', '}', '"', '\\', '\\"', '\\u0022', '""', ':', ',', '[', ']', '\n', '> ', 'a', '1'),
      {
        maxLength: 300,
      },
    )
    .map((pieces) => pieces.join(''));

  it('answers for any text and any JSON, after work that grows with the length alone', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 500 }), json, broken);
    fc.assert(
      fc.property(text, (any) => {
        assert.equal(readFailedBatches(any).kind, 'refused');
        assert.ok(stepsFor(any) <= 40 * any.length + 40, `${stepsFor(any)} steps`);
      }),
      { numRuns: 2000 },
    );
  });

  it('takes at most four times as long for four times as much of anything that is repeated', () => {
    fc.assert(
      fc.property(
        fc.string({
          minLength: 1,
          maxLength: 6,
          unit: fc.constantFrom('{', '}', '"', '\\', ':', ',', '[', ']', 'a', '1', ' ', '\n'),
        }),
        (piece) => {
          const once = stepsFor(piece.repeat(500));
          assert.ok(stepsFor(piece.repeat(2000)) <= 4 * once + 100, piece);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('never takes the beginning of a document for a document', () => {
    for (const text of Object.values(RECORDED)) {
      const whole = readFailedBatches(text);
      for (let end = 0; end < text.length; end += 1) {
        const read = readFailedBatches(text.slice(0, end));
        // What is cut off behind the message of an envelope has lost nothing.
        if (read.kind === 'failedBatches') assert.deepEqual(read, whole);
        if (read.kind === 'failedBatches') assert.equal(text, RECORDED.notification);
      }
    }
  });
});

function stepsFor(text: string): number {
  const search = new DocumentSearch();
  search.search(text);
  return search.steps;
}

import assert from 'node:assert/strict';
import * as fc from 'fast-check';

import { readDocumentText } from '../../../../src/triggers/options/document-findings';
import type { Finding } from '../../../../src/triggers/options/document-findings';
import { setMembers } from '../../../../src/triggers/options/edit-document-text';
import { textOf } from '../../../../src/triggers/options/document-text';
import { mergeDocuments } from '../../../../src/triggers/options/merge-documents';
import { completeOptions } from '../../../../src/triggers/options/option-defaults';
import type { TriggerDocument } from '../../../../src/triggers/trigger-document';
import { least, options, whole } from './trigger-documents';

/** What each finding marks, and what it says. */
function marked(text: string): [string, string][] {
  return readDocumentText(text, 'create').findings.map((finding) => [
    text.slice(finding.offset, finding.offset + finding.length),
    sentenceOf(finding),
  ]);
}

const sentenceOf = (finding: Finding): string =>
  finding.kind === 'advice' ? finding.advice.kind : finding.sentence;
const calm = { ...least, MaximumRetryAttempts: 10 };

describe('findings in the text of a document', () => {
  it('are none where all is well, and there is a document', () => {
    assert.deepEqual(readDocumentText(textOf(calm), 'create'), { findings: [], document: calm });
  });

  it('mark the value at fault, the name of a larger one, and an unknown name', () => {
    const text = `{
  "FunctionName": "orders", "EventSourceArn": "${least.EventSourceArn}",
  "StartingPosition": "TRIM_HORIZON",
  "BatchSize": 20000,
  "DestinationConfig": {
    "OnFailure": {}
  },
  "BatchSze": 5,
  "Tags": { "aws:mine": "x" }
}`;
    assert.deepEqual(
      marked(text).map(([what]) => what),
      ['20000', '"OnFailure"', '"BatchSze"', '"aws:mine"'],
    );
  });

  it('mark the beginning of the document for a member that is missing', () => {
    const findings = marked('\n{"FunctionName":"orders","StartingPosition":"LATEST"}');
    assert.deepEqual(
      findings.map(([what]) => what),
      ['{'],
    );
    assert.match(findings.join(), /EventSourceArn is missing/);
  });

  it('mark the place within a pattern, whatever its escapes', () => {
    const pattern = '{"a":[1],\n"b\\u00e9":"x"}';
    const text = textOf({ ...calm, FilterCriteria: { Filters: [{ Pattern: pattern }] } });
    const [finding] = readDocumentText(text, 'create').findings;
    assert.ok(finding?.kind === 'problem');
    assert.equal(text.slice(finding.offset), text.slice(text.indexOf('\\"x\\"')));
    assert.equal(finding.length, 2);
    const written = text.replace('\\"x\\"', '\\u0022x\\u0022');
    const [again] = readDocumentText(written, 'create').findings;
    assert.equal(written.slice(again?.offset, (again?.offset ?? 0) + (again?.length ?? 0)), '\\u0022');
  });

  it('tell what is no JSON, where, and nothing else', () => {
    const cases: readonly (readonly [string, string, RegExp])[] = [
      ['{"BatchSize": 1 "Enabled": true}', '"Enabled"', /a comma is expected/],
      ['{"BatchSize": }', '}', /a value is expected/],
      ['{"BatchSize": 1,}', '}', /a name in double quotes|a value is expected/],
      ['{BatchSize: 1}', 'BatchSize', /is no value|a name in double quotes/],
      ['{"BatchSize": 1', '', /a closing brace is expected/],
      ['{"BatchSize": 0x1}', 'x1', /./],
      ['// why\n{}', '// why', /no comments/],
      ['{} {}', '{', /nothing more is expected/],
      ['', '', /a value is expected/],
      ["{'BatchSize': 1}", "'BatchSize'", /./],
    ];
    for (const [text, what, words] of cases) {
      const { findings, document } = readDocumentText(text, 'create');
      assert.equal(document, undefined, text);
      const [first] = findings;
      assert.ok(first?.kind === 'syntax', text);
      assert.ok(text.slice(first.offset).startsWith(what), `${text}: ${text.slice(first.offset)}`);
      assert.match(first.sentence, words, text);
      assert.ok(findings.every(({ kind }) => kind === 'syntax'));
    }
  });

  it('never throw, however deep or broken the text', () => {
    fc.assert(fc.property(fc.string(), (text) => void readDocumentText(text, 'create')));
    fc.assert(
      fc.property(fc.json(), fc.nat(200), (text, cut) => void readDocumentText(text.slice(0, cut), 'update')),
    );
    for (const text of ['['.repeat(100_000), '{"a":'.repeat(100_000)])
      assert.ok(readDocumentText(text, 'create').findings.length > 0);
  });

  it('stay within the text', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 1, 4), (value, indent) => {
        const text = JSON.stringify({ ...whole, ...(value as object) }, undefined, indent);
        for (const { offset, length } of readDocumentText(text, 'create').findings)
          assert.ok(length > 0 && offset >= 0 && offset + length <= text.length);
      }),
    );
  });

  it('point out advice at the member it is about, and know a misspelt name', () => {
    const [first] = readDocumentText(textOf({ ...least, MaximumRetryAttempts: -1 }), 'create').findings;
    assert.ok(first?.kind === 'advice' && first.advice.kind === 'endlessRetries');
    const [misspelt] = readDocumentText('{"batchsize":1}', 'update').findings;
    assert.ok(misspelt?.kind === 'problem');
    assert.equal(misspelt.rename, 'BatchSize');
  });
});

describe('a change of the text', () => {
  it('sets members and leaves the rest as it was written', () => {
    const text = '{\n    "BatchSize":   5,\n    "Enabled": true\n}\n';
    const { offset, length, text: put } = setMembers(text, { BatchSize: 7, MaximumRetryAttempts: 10 });
    assert.equal(
      text.slice(0, offset) + put + text.slice(offset + length),
      '{\n    "BatchSize":   7,\n    "Enabled": true,\n    "MaximumRetryAttempts": 10\n}\n',
    );
  });

  it('makes the document what it says', () => {
    fc.assert(
      fc.property(options, options, fc.constantFrom(0, 2, 4), (document, change, indent) => {
        const text = JSON.stringify(document, undefined, indent);
        const { offset, length, text: put } = setMembers(text, change);
        const changed: unknown = JSON.parse(text.slice(0, offset) + put + text.slice(offset + length));
        assert.deepEqual(changed, JSON.parse(JSON.stringify({ ...document, ...change })));
      }),
    );
  });
});

describe('two changes of one trigger', () => {
  const base: TriggerDocument = { ...least, BatchSize: 100, MaximumRetryAttempts: 10 };

  it('are both kept where they are of different options', () => {
    const merged = mergeDocuments(base, { ...base, BatchSize: 200 }, { ...base, MaximumRetryAttempts: 5 });
    assert.deepEqual([merged.theirs, merged.conflicts], [['BatchSize'], []]);
    assert.equal(merged.document.BatchSize, 200);
    assert.equal(merged.document.MaximumRetryAttempts, 5);
    assert.equal(merged.document.FunctionName, 'orders');
  });

  it('are told apart where they are of the same, and ours is taken', () => {
    const merged = mergeDocuments(base, { ...base, BatchSize: 200 }, { ...base, BatchSize: 300 });
    assert.deepEqual([merged.theirs, merged.conflicts], [['BatchSize'], ['BatchSize']]);
    assert.equal(merged.document.BatchSize, 300);
    assert.deepEqual(
      mergeDocuments(base, { ...base, BatchSize: 7 }, { ...base, BatchSize: 7 }).conflicts,
      [],
    );
  });

  it('change nothing of what neither touched', () => {
    fc.assert(
      fc.property(options, options, (from, here) => {
        assert.deepEqual(completeOptions(mergeDocuments(from, from, here).document), completeOptions(here));
        assert.deepEqual(completeOptions(mergeDocuments(from, here, from).document), completeOptions(here));
      }),
    );
  });
});

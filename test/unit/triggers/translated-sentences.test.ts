/** Sentences of triggers/ in the display language, which is known only after the modules are loaded. */
import assert from 'node:assert/strict';
import * as l10n from '@vscode/l10n';
import { readConnections } from '../../../src/triggers/connections/read-connections';
import { changedOptions } from '../../../src/triggers/options/changed-options';
import { readDocumentText } from '../../../src/triggers/options/document-findings';
import { describeOption } from '../../../src/triggers/options/trigger-options';
import { optionInWords } from '../../../src/triggers/options/trigger-schema';
import { sentencesWhileLoading } from '../../support/sentences-while-loading';

const GERMAN = {
  'How many records one invocation gets at most. All of them together have at most 6 MB.':
    'Wie viele Datensätze ein Aufruf höchstens bekommt. Zusammen haben sie höchstens 6 MB.',
  '{0} to {1} records.': '{0} bis {1} Datensätze.',
  'Default: {0}.': 'Voreinstellung: {0}.',
  '{0} filters': '{0} Filter',
  none: 'keine',
  'No JSON: a value is expected.': 'Kein JSON: Ein Wert wird erwartet.',
  'EventSourceArn is missing: {0}. Write the ARN of the stream.':
    'EventSourceArn fehlt: {0}. Schreiben Sie den ARN des Streams.',
  'Connection "{0}" of "{1}"': 'Verbindung „{0}“ in „{1}“',
  '{0}: "{1}" must be a text.': '{0}: „{1}“ muss ein Text sein.',
};

describe('the sentences of triggers/', () => {
  before(() => l10n.config({ contents: GERMAN }));
  after(() => l10n.config({ contents: {} }));

  it('are in the display language, with their values in place', () => {
    assert.equal(
      optionInWords(describeOption('BatchSize')),
      'Wie viele Datensätze ein Aufruf höchstens bekommt. Zusammen haben sie höchstens 6 MB.\n\n1 bis 10,000 Datensätze.\n\nVoreinstellung: 100.',
    );
    assert.deepEqual(
      changedOptions({ FilterCriteria: { Filters: [{ Pattern: '{}' }, { Pattern: '{}' }] } }),
      [{ name: 'FilterCriteria', value: '2 Filter', default: 'keine' }],
    );
    assert.deepEqual(sentencesOf('{"BatchSize":}'), ['Kein JSON: Ein Wert wird erwartet.']);
  });

  it('leave Lambda’s own words as they are', () => {
    assert.ok(
      sentencesOf('{}').includes(
        'EventSourceArn fehlt: Unrecognized event source. Schreiben Sie den ARN des Streams.',
      ),
    );
  });

  it('take a name with braces for a name', () => {
    const { problems } = readConnections([{ name: '{1} {} {0}', region: 7 }]);
    assert.deepEqual(problems, [
      'Verbindung „{1} {} {0}“ in „streamTriggers.connections“: „region“ muss ein Text sein.',
    ]);
  });

  it('are made when they are said, and not while a module is loaded', () => {
    const { said, modules } = sentencesWhileLoading('triggers');
    assert.deepEqual(said, []);
    assert.ok(modules > 50, `${modules} modules`);
  });
});

function sentencesOf(text: string): readonly string[] {
  return readDocumentText(text, 'create').findings.flatMap((finding) =>
    finding.kind === 'advice' ? [] : [finding.sentence],
  );
}

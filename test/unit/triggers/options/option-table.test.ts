import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';

import { changedOptions } from '../../../../src/triggers/options/changed-options';
import { checkTriggerDocument } from '../../../../src/triggers/options/check-trigger-document';
import { freshDocument, textOf, wholeDocument } from '../../../../src/triggers/options/document-text';
import { optionDefaults } from '../../../../src/triggers/options/option-defaults';
import { planChange } from '../../../../src/triggers/options/plan-change';
import { describeOption, optionNames } from '../../../../src/triggers/options/trigger-options';
import { optionInWords, triggerSchema } from '../../../../src/triggers/options/trigger-schema';
import { repositoryRoot } from '../../../support/repository-root';
import { STREAM, least, options, triggerOf, whole } from './trigger-documents';

describe('the table of options', () => {
  it('has every option of a document, and nothing else', () => {
    assert.deepEqual([...optionNames].sort(), Object.keys(whole).sort());
  });

  it('has defaults, choices and examples that are taken', () => {
    for (const name of optionNames) {
      const option = describeOption(name);
      const values = option.kind === 'choice' ? option.values.map(({ value }) => value) : [];
      const example = 'example' in option ? [option.example] : [];
      const usual = option.default === undefined ? [] : [option.default];
      for (const value of [...values, ...example, ...usual]) assert.ok(isTaken(name, value), name);
    }
  });

  it('has bounds that are taken, and beyond which nothing is', () => {
    for (const name of optionNames) {
      const option = describeOption(name);
      if (option.kind !== 'number') continue;
      const { least: lowest, most, step, unlimited } = option;
      for (const value of [lowest, most, lowest + step]) assert.ok(isTaken(name, value), name);
      for (const value of [most + 1, lowest - (unlimited === undefined ? 1 : 2)])
        assert.ok(!isTaken(name, value), name);
    }
  });

  it('says default and range in words', () => {
    const words = optionInWords(describeOption('MaximumRecordAgeInSeconds'));
    assert.match(words, /-1 for no limit, or 60 to 604,800 seconds\.\n\nDefault: -1\./);
    assert.match(optionInWords(describeOption('StartingPosition')), /Required\.[^]*LATEST: .*missed/);
  });

  it('is what the JSON schema in media was made of (WRITE_SCHEMA=1 makes it anew)', () => {
    const file = join(repositoryRoot(), 'media', 'trigger.schema.json');
    const text = JSON.stringify(triggerSchema(), undefined, 2);
    if (process.env['WRITE_SCHEMA'] === '1') writeFileSync(file, text);
    assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), JSON.parse(text));
  });
});

describe('options that differ from the defaults', () => {
  it('are none where nothing was set, and all with short values where all were', () => {
    assert.deepEqual(
      changedOptions({ ...least, ...optionDefaults, DestinationConfig: { OnFailure: {} } }),
      [],
    );
    assert.deepEqual(
      changedOptions(whole).map(({ name, value, default: usual }) => `${name}: ${value} (${usual})`),
      [
        'Enabled: false (true)',
        'BatchSize: 500 (100)',
        'MaximumBatchingWindowInSeconds: 5 (0)',
        'ParallelizationFactor: 2 (1)',
        'MaximumRetryAttempts: 4 (-1)',
        'MaximumRecordAgeInSeconds: 3600 (-1)',
        'BisectBatchOnFunctionError: true (false)',
        'FunctionResponseTypes: ReportBatchItemFailures (none)',
        'DestinationConfig: arn:aws:sqs:eu-west-1:111122223333:failed (none)',
        'FilterCriteria: 1 filter (none)',
        'TumblingWindowInSeconds: 30 (0)',
        "KMSKeyArn: arn:aws:kms:eu-west-1:111122223333:key/1 (AWS's own key)",
        'MetricsConfig: EventCount (none)',
      ],
    );
  });
});

describe('the text of a trigger', () => {
  it('shows every option in one order, and changes nothing if it is applied as it is', () => {
    fc.assert(
      fc.property(options, (document) => {
        const trigger = triggerOf({ ...document, StartingPosition: 'LATEST' });
        const tags = { team: 'orders', 'aws:cloudformation:stack-name': 'shop' };
        const text = textOf(wholeDocument(trigger, tags));
        const parsed: unknown = JSON.parse(text);
        assert.deepEqual(Object.keys(parsed as object), optionNames);
        const checked = checkTriggerDocument(parsed, 'update');
        assert.ok(checked.valid, JSON.stringify(checked));
        assert.deepEqual(checked.document.Tags, { team: 'orders' });
        assert.deepEqual(planChange(trigger, checked.document, tags), { kind: 'nothing' });
      }),
    );
  });

  it('leaves out what could not be read: tags, filters', () => {
    const text = textOf(wholeDocument(triggerOf(least, { filterError: 'AccessDenied' })));
    assert.doesNotMatch(text, /FilterCriteria|Tags/);
  });

  it('of a new trigger lacks only the function and the stream', () => {
    const parsed: unknown = JSON.parse(textOf(freshDocument({ EventSourceArn: STREAM })));
    const checked = checkTriggerDocument(parsed, 'create');
    assert.ok(!checked.valid);
    assert.deepEqual(
      checked.problems.map(({ path }) => path),
      [['FunctionName']],
    );
    assert.ok(
      checkTriggerDocument(freshDocument({ EventSourceArn: STREAM, FunctionName: 'orders' }), 'create').valid,
    );
  });
});

function isTaken(name: string, value: unknown): boolean {
  return checkTriggerDocument({ [name]: value }, 'update').valid;
}

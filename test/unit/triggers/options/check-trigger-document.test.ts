import assert from 'node:assert/strict';
import * as fc from 'fast-check';

import type { LocatedSentence } from '../../../../src/engine/event-source-mapping/parameter-reader';
import { checkTriggerDocument } from '../../../../src/triggers/options/check-trigger-document';
import type { DocumentPurpose } from '../../../../src/triggers/options/check-trigger-document';
import { optionNames } from '../../../../src/triggers/options/trigger-options';
import { badValues, filters, foreignNames } from './refused-values';
import { FUNCTION, STREAM, least, options, whole } from './trigger-documents';

const LONG_STREAM = STREAM.replace('Orders', 'O'.repeat(255));

describe('a document of a trigger', () => {
  for (const purpose of ['create', 'update'] as const) {
    it(`is taken with every option and with the least of them, to ${purpose}`, () => {
      for (const document of [least, whole]) {
        const checked = checkTriggerDocument(document, purpose);
        assert.ok(checked.valid, JSON.stringify(checked));
        assert.deepEqual(checked.document, document);
        assert.deepEqual(checked.warnings, []);
      }
    });

    it(`is refused for each bad value, at its place and with words for it, to ${purpose}`, () => {
      for (const [bad, path, words] of badValues) {
        const problem = onlyProblem({ ...least, ...bad }, purpose);
        const what = JSON.stringify(bad).slice(0, 100);
        assert.deepEqual(problem.path, path, what);
        assert.match(problem.sentence, words, what);
      }
    });

    it(`is refused for names that Lambda doesn't take, to ${purpose}`, () => {
      for (const [name, words] of foreignNames) {
        const problem = onlyProblem({ ...least, [name]: 'x' }, purpose);
        assert.deepEqual(problem.path, [name]);
        assert.match(problem.sentence, words);
      }
    });
  }

  it('has a bad value of every option in the tables of this test', () => {
    const tried = new Set(badValues.flatMap(([bad]) => Object.keys(bad)));
    assert.deepEqual(
      optionNames.filter((name) => !tried.has(name)),
      [],
    );
  });

  it('says all that is wrong at once', () => {
    const problems = problemsOf({ BatchSize: 0, Enabled: 1, Colour: 1 }, 'create');
    assert.deepEqual(problems.map(({ path }) => path.join('.')).sort(), [
      '',
      '',
      '',
      'BatchSize',
      'Colour',
      'Enabled',
    ]);
  });

  it('names each filter that is refused, and where in its pattern', () => {
    const problems = problemsOf(
      { ...least, ...filters('{"a":"x"}', '{"a":[1]}', '{"a":[\n{"exists":1}]}') },
      'create',
    );
    assert.deepEqual(
      problems.map(({ path, position }) => ({ filter: path[2], position })),
      [
        { filter: 0, position: { line: 1, column: 6 } },
        { filter: 2, position: { line: 2, column: 11 } },
      ],
    );
  });

  it('names function, stream and starting position if they are missing to create, and none to update', () => {
    const words = {
      FunctionName: /^FunctionName is missing/,
      EventSourceArn: /Unrecognized event source\./,
      StartingPosition:
        /1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null\./,
    };
    for (const [name, sentence] of Object.entries(words)) {
      for (const value of [undefined, null]) {
        const problem = onlyProblem({ ...least, [name]: value }, 'create');
        assert.match(problem.sentence, sentence);
      }
    }
    assert.deepEqual(checkTriggerDocument({}, 'update'), { valid: true, document: {}, warnings: [] });
  });

  it('keeps in an update what takes filters, destination and key away, and drops it in a create', () => {
    const empties = {
      FilterCriteria: {},
      DestinationConfig: { OnFailure: { Destination: '' } },
      KMSKeyArn: '',
      MetricsConfig: { Metrics: [] },
      FunctionResponseTypes: [],
      TumblingWindowInSeconds: 0,
    };
    const update = checkTriggerDocument(empties, 'update');
    assert.ok(update.valid);
    assert.deepEqual(update.document, empties);
    const create = checkTriggerDocument({ ...least, ...empties }, 'create');
    assert.ok(create.valid);
    const { MetricsConfig, FunctionResponseTypes, TumblingWindowInSeconds } = empties;
    assert.deepEqual(create.document, {
      ...least,
      MetricsConfig,
      FunctionResponseTypes,
      TumblingWindowInSeconds,
    });
  });

  it('counts null as absent, however deep', () => {
    const nulls = { BatchSize: null, FilterCriteria: { Filters: null }, Tags: null, State: null };
    const checked = checkTriggerDocument({ ...least, ...nulls }, 'update');
    assert.ok(checked.valid, JSON.stringify(checked));
    assert.deepEqual(checked.document, { ...least, FilterCriteria: {} });
  });

  it('is one JSON object', () => {
    for (const value of [null, [], 'x', 1, undefined, [least]])
      assert.match(onlyProblem(value, 'create').sentence, /no JSON object/);
    assert.match(
      problemsOf({ EventSourceMappings: [least] }, 'update')[0]?.sentence ?? '',
      /list of mappings/,
    );
  });

  it('takes function and stream of every partition, and of two accounts', () => {
    for (const [partition, region] of [
      ['aws', 'eu-west-1'],
      ['aws-cn', 'cn-north-1'],
      ['aws-us-gov', 'us-gov-west-1'],
      ['aws-iso-b', 'us-isob-east-1'],
      ['aws-eusc', 'eusc-de-east-1'],
    ]) {
      const EventSourceArn = `arn:${partition}:dynamodb:${region}:111122223333:table/T/stream/2026-03-01T18:30:00.000`;
      const FunctionName = `arn:${partition}:lambda:${region}:999900001111:function:orders:live`;
      const checked = checkTriggerDocument({ ...least, EventSourceArn, FunctionName }, 'create');
      assert.ok(checked.valid, JSON.stringify(checked));
    }
    assert.ok(checkTriggerDocument({ ...least, EventSourceArn: LONG_STREAM }, 'create').valid);
  });

  it('refuses a function of another region or partition than its stream', () => {
    const region = onlyProblem(
      { ...least, FunctionName: FUNCTION.replace('eu-west-1', 'us-east-1') },
      'create',
    );
    assert.deepEqual(region.path, ['FunctionName']);
    assert.match(region.sentence, /can't cross regions/);
    const china = FUNCTION.replace('arn:aws:', 'arn:aws-cn:').replace('eu-west-1', 'cn-north-1');
    const partition = onlyProblem({ ...least, FunctionName: china }, 'create');
    assert.match(partition.sentence, /can't cross partitions/);
  });

  it("takes a function of any region with DynamoDB Local's streams, whose region is none", () => {
    const EventSourceArn = STREAM.replace('eu-west-1:111122223333', 'ddblocal:000000000000');
    assert.ok(checkTriggerDocument({ ...least, EventSourceArn, FunctionName: FUNCTION }, 'create').valid);
  });

  it('warns about a key of another region, a destination of another partition, a pattern that never matches', () => {
    const checked = checkTriggerDocument(
      {
        ...least,
        KMSKeyArn: 'arn:aws:kms:us-east-1:111122223333:key/1',
        DestinationConfig: { OnFailure: { Destination: 'arn:aws-cn:s3:::failed' } },
        ...filters('{"dynamodb":{"NewImage":{"total":{"N":[{"numeric":[">",5]}]}}}}'),
      },
      'create',
    );
    assert.ok(checked.valid);
    assert.deepEqual(checked.warnings.map(({ path }) => path.join('.')).sort(), [
      'DestinationConfig.OnFailure.Destination',
      'FilterCriteria.Filters.0.Pattern',
      'KMSKeyArn',
    ]);
  });

  it('never throws, and takes every document within the ranges', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => void checkTriggerDocument(value, 'create')));
    fc.assert(
      fc.property(options, (document) => {
        const checked = checkTriggerDocument({ ...least, ...document }, 'create');
        assert.ok(checked.valid, JSON.stringify(checked));
      }),
    );
  });
});

function problemsOf(value: unknown, purpose: DocumentPurpose): readonly LocatedSentence[] {
  const checked = checkTriggerDocument(value, purpose);
  assert.ok(!checked.valid, JSON.stringify(value));
  return checked.problems;
}

function onlyProblem(value: unknown, purpose: DocumentPurpose): LocatedSentence {
  const [problem, ...others] = problemsOf(value, purpose);
  assert.deepEqual(others, [], JSON.stringify(value));
  assert.ok(problem);
  return problem;
}

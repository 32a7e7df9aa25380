/** Every bad input ends with exit code 2 and sentences that name it; nothing is printed as a result. */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { installedPackage, run, sampleCapture, sampleHandler } from './installed-package';

const ORDERS = sampleCapture('1-orders-placed.json');
const withSample = ['replay', ORDERS, '--handler', sampleHandler];

interface BadUsage {
  readonly what: string;
  readonly arguments: readonly string[];
  readonly says: RegExp;
}

const cases: readonly BadUsage[] = [
  { what: 'no command', arguments: [], says: /^No command is named/ },
  {
    what: 'an unknown command',
    arguments: ['reply'],
    says: /^There is no command "reply": did you mean "replay"\?$/,
  },
  {
    what: 'a command that every object has',
    arguments: ['constructor'],
    says: /^There is no command "constructor"/,
  },
  {
    what: 'an unknown option',
    arguments: ['replay', '--handlr', 'x'],
    says: /no option --handlr: did you mean --handler\?/,
  },
  {
    what: 'an option without its value',
    arguments: ['replay', ORDERS, '--handler'],
    says: /'--handler <value>' argument missing/,
  },
  { what: 'no capture', arguments: ['replay', '--handler', sampleHandler], says: /^No capture is named/ },
  { what: 'no handler', arguments: ['replay', ORDERS], says: /^--handler is missing/ },
  {
    what: 'a handler that is not there',
    arguments: ['replay', ORDERS, '--handler', 'src/handler.handler'],
    says: /there is no handler\.js, \.mjs.* in .*src: give the path/,
  },
  {
    what: 'a handler without export',
    arguments: ['replay', ORDERS, '--handler', 'handler'],
    says: /names no export: write/,
  },
  {
    what: 'a capture that is not there',
    arguments: ['replay', 'no.json', '--handler', sampleHandler],
    says: /^The capture no\.json can't be read: it does not exist\.$/,
  },
  {
    what: 'a capture that is none',
    arguments: ['replay', 'words.txt', '--handler', sampleHandler],
    says: /^The capture words\.txt can't be read: line 1, column 1 is not JSON\.$/,
  },
  {
    what: 'a capture with a bad line, before anything runs',
    arguments: ['replay', ORDERS, 'broken.jsonl', '--handler', sampleHandler],
    says: /^The capture broken\.jsonl can't be read: line 2 .*\.$/,
  },
  {
    what: 'another runtime',
    arguments: [...withSample, '--runtime', 'python3.13'],
    says: /^--runtime is "python3\.13": only Node\.js/,
  },
  {
    what: 'a time-out of 0',
    arguments: [...withSample, '--timeout', '0'],
    says: /^--timeout is "0": give a whole number from 1 to 900\.$/,
  },
  {
    what: 'memory in words',
    arguments: [...withSample, '--memory', 'much'],
    says: /^--memory is "much": give a whole number from 128 to 10240\.$/,
  },
  {
    what: "a function's name with a blank",
    arguments: [...withSample, '--function-name', 'my orders'],
    says: /^--function-name is "my orders"/,
  },
  {
    what: 'a file of variables that is not there',
    arguments: [...withSample, '--environment', 'no.env'],
    says: /no\.env can't be read/,
  },
  {
    what: 'a report in a folder that is not there',
    arguments: [...withSample, '--report', 'no/report.json'],
    says: /there is no folder no: make it first/,
  },
  {
    what: 'a folder as report',
    arguments: [...withSample, '--report', 'folder'],
    says: /^--report names the folder folder/,
  },
  {
    what: 'a mapping that is not there',
    arguments: [...withSample, '--mapping', 'no.json'],
    says: /^The mapping no\.json can't be read: it does not exist\.$/,
  },
  {
    what: 'a mapping that is not JSON',
    arguments: [...withSample, '--mapping', 'words.txt'],
    says: /^The mapping words\.txt can't be read: line 1, column 1 is not JSON\.$/,
  },
  {
    what: 'a mapping with bad fields',
    arguments: [...withSample, '--mapping', 'bad-mapping.json'],
    says: /^bad-mapping\.json: BatchSze is no parameter .*\nbad-mapping\.json: MaximumRecordAgeInSeconds must be either -1/,
  },
  { what: 'no criteria', arguments: ['filter', ORDERS], says: /^--criteria is missing/ },
  {
    what: 'no capture to filter',
    arguments: ['filter', '--criteria', 'criteria.json'],
    says: /^No capture is named/,
  },
  {
    what: 'criteria that are a pattern',
    arguments: ['filter', '--criteria', 'pattern.json', ORDERS],
    says: /^pattern\.json: unknown member "eventName"/,
  },
  {
    what: 'criteria with a bad pattern',
    arguments: ['filter', '--criteria', 'criteria.json', ORDERS],
    says: /^criteria\.json: filter 1 of 1: Invalid filter pattern definition\. ./,
  },
  { what: 'no pattern', arguments: ['validate-filter'], says: /^No pattern is named/ },
  {
    what: 'a pattern that is not there',
    arguments: ['validate-filter', 'no.json'],
    says: /^The pattern no\.json can't be read: it does not exist\.$/,
  },
  {
    what: 'a folder as pattern',
    arguments: ['validate-filter', 'folder'],
    says: /^The pattern folder can't be read: it is a folder\.$/,
  },
  {
    what: 'a pattern in UTF-16',
    arguments: ['validate-filter', 'utf-16.json'],
    says: /UTF-16 text .* save it as UTF-8/,
  },
];

const files: Readonly<Record<string, string | Buffer>> = {
  'words.txt': 'These are words.',
  'broken.jsonl':
    '{"captureVersion":1,"streamArn":"arn:aws:dynamodb:eu-west-1:1:table/T/stream/a"}\n{"shardId":"a","record":{}}\n',
  'bad-mapping.json': '{"BatchSze":1,"MaximumRecordAgeInSeconds":5}',
  'criteria.json': '{"Filters":[{"Pattern":"{}"}]}',
  'pattern.json': '{"eventName":["INSERT"]}',
  'utf-16.json': Buffer.from('\uFEFF{"eventName":["INSERT"]}', 'utf16le'),
};

describe('bad usage of the command line', function () {
  this.timeout(120_000);

  before(() => {
    const { folder } = installedPackage();
    for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content);
    mkdirSync(path.join(folder, 'folder'), { recursive: true });
  });

  for (const { what, arguments: programArguments, says } of cases) {
    it(what, async () => {
      const { exitCode, stdout, stderr } = await run(programArguments);
      assert.match(stderr.trimEnd(), says);
      assert.deepEqual([exitCode, stdout], [2, '']);
      assert.doesNotMatch(stderr, /^ +at /m);
      assert.doesNotMatch(stderr, /^INSERT/m);
    });
  }
});

/** `filter`: what the filters of a mapping decide about the records of captures, one JSON line a record. */
import { openCapture } from '../captures/reading/open-capture';
import { recordsInOrder } from '../captures/reading/records-in-order';
import type { EncodedRecord } from '../engine/events/encoded-record';
import { isJsonObject } from '../engine/events/json-object';
import { readFilterCriteria } from '../engine/event-source-mapping/read-filter-criteria';
import type { FilterCriteria } from '../engine/filtering/filter-criteria';
import type { Command } from './command';
import type { CommandOutput } from './command-output';
import { exitCodes } from './exit-code';
import { readJsonFile } from './input-file';
import { parseOptions } from './parse-options';
import { UsageError } from './usage-error';

const help = `Usage: dynamodb-stream-triggers filter --criteria <filter-criteria.json> <capture…>

Says of each record of the captures whether a mapping with these filters would hand it to the function, and why,
one JSON line a record, in the order of the files: {"sequenceNumber":"…","matches":true,"reason":"…"}.

  --criteria <file>    FilterCriteria as CreateEventSourceMapping takes it: {"Filters":[{"Pattern":"…"}]}

Exit code: 0 whatever the filters decide, 2 if a file can't be used.
`;

export const filterCommand: Command = { help, run: filter };

/** Records whose decisions are written at once. */
const PAGE_LENGTH = 1000;

async function filter(commandArguments: readonly string[], output: CommandOutput): Promise<number> {
  const { values, positionals: captures } = parseOptions(commandArguments, {
    criteria: { type: 'string' },
  });
  if (values.criteria === undefined)
    throw new UsageError('--criteria is missing: name a file with {"Filters":[{"Pattern":"…"}]}.');
  if (captures.length === 0)
    throw new UsageError('No capture is named: give one file or several, for example "captures/*.json".');
  const criteria = await readCriteriaFile(values.criteria, output);
  for (const file of captures) {
    for await (const records of pagesOf(file)) {
      await output.result(records.map((record) => decisionLine(record, criteria)).join(''));
    }
  }
  return exitCodes.success;
}

async function readCriteriaFile(file: string, output: CommandOutput): Promise<FilterCriteria> {
  const value = await readJsonFile('The filter criteria', file);
  if (!isJsonObject(value))
    throw new UsageError(`${file} holds no object: it must be {"Filters":[{"Pattern":"…"}]}.`);
  const read = readFilterCriteria(value);
  if (!read.valid)
    throw new UsageError(read.problems.map(({ sentence }) => `${file}: ${sentence}`).join('\n'));
  read.warnings.forEach((warning) => output.message(`${file}: ${warning}`));
  return read.criteria;
}

function decisionLine({ sequenceNumber, record }: EncodedRecord, criteria: FilterCriteria): string {
  const { matches, reason } = criteria.explain(record);
  return `${JSON.stringify({ sequenceNumber, matches, reason })}\n`;
}

async function* pagesOf(file: string): AsyncGenerator<readonly EncodedRecord[], void> {
  const capture = await openCapture(file);
  try {
    let page: EncodedRecord[] = [];
    for await (const { encoded } of recordsInOrder(capture)) {
      page.push(encoded);
      if (page.length < PAGE_LENGTH) continue;
      yield page;
      page = [];
    }
    yield page;
  } finally {
    await capture.bytes.close();
  }
}

/**
 * The options of an event source mapping as launch attributes: AWS's names in camelCase. Only what is
 * written there is read; a deployed trigger's options or Lambda's defaults fill in the rest.
 */
import { mappingLimits } from '../../engine/event-source-mapping/configuration-limits';
import type { EventSourceMapping } from '../../engine/event-source-mapping/event-source-mapping';
import { isJsonObject } from '../../engine/events/json-object';
import { compileFilterCriteria } from '../../engine/filtering/filter-criteria';
import type { AttributeReader } from './attribute-reader';

export type MappingOptions = Pick<
  EventSourceMapping,
  | 'batchSize'
  | 'maximumBatchingWindowInSeconds'
  | 'parallelizationFactor'
  | 'maximumRecordAgeInSeconds'
  | 'maximumRetryAttempts'
  | 'bisectBatchOnFunctionError'
  | 'tumblingWindowInSeconds'
  | 'functionResponseTypes'
  | 'filterPatterns'
>;

/** @returns the options that are written; an option that is left out is absent */
export function mappingAttributes(read: AttributeReader): Partial<MappingOptions> {
  const numbers = Object.entries(mappingLimits).map(
    ([attribute, limits]) => [attribute, read.optionalNumber(attribute, limits)] as const,
  );
  const written = {
    ...Object.fromEntries(numbers),
    bisectBatchOnFunctionError: read.optionalFlag('bisectBatchOnFunctionError'),
    functionResponseTypes: functionResponseTypes(read),
    filterPatterns: filterPatterns(read),
  };
  return Object.fromEntries(Object.entries(written).filter(([, value]) => value !== undefined));
}

function functionResponseTypes(
  read: AttributeReader,
): EventSourceMapping['functionResponseTypes'] | undefined {
  const value = read.value('functionResponseTypes');
  if (value === undefined) return undefined;
  const types = Array.isArray(value) ? (value as unknown[]) : [];
  if (Array.isArray(value) && types.length <= 1 && types.every(isReportBatchItemFailures)) return types;
  read.refuse(
    'functionResponseTypes',
    read.t('"functionResponseTypes" must be [] or ["ReportBatchItemFailures"].'),
  );
  return undefined;
}

function isReportBatchItemFailures(value: unknown): value is 'ReportBatchItemFailures' {
  return value === 'ReportBatchItemFailures';
}

/** `{filters: [{pattern}]}`, or as AWS writes it `{Filters: [{Pattern}]}`; a pattern may be an object. */
function filterPatterns(read: AttributeReader): readonly string[] | undefined {
  const value = read.value('filterCriteria');
  if (value === undefined) return undefined;
  const filters = isJsonObject(value) ? (value['filters'] ?? value['Filters'] ?? []) : undefined;
  const patterns = Array.isArray(filters) ? filters.map(patternText) : undefined;
  if (patterns?.every(isText) !== true) {
    read.refuse(
      'filterCriteria',
      read.t(
        '"filterCriteria" must be an object such as {0}; a pattern is an object, or its JSON as a text.',
        '{"filters": [{"pattern": {"eventName": ["INSERT"]}}]}',
      ),
    );
    return undefined;
  }
  const compiled = compileFilterCriteria(patterns);
  if (compiled.valid) return patterns;
  read.refuse(
    'filterCriteria',
    read.t('"filterCriteria", filter {0}: {1}', compiled.index + 1, compiled.reason),
  );
  return undefined;
}

function patternText(filter: unknown): string | undefined {
  const pattern = isJsonObject(filter) ? (filter['pattern'] ?? filter['Pattern']) : undefined;
  if (isJsonObject(pattern)) return JSON.stringify(pattern);
  return typeof pattern === 'string' ? pattern : undefined;
}

function isText(text: string | undefined): text is string {
  return text !== undefined;
}

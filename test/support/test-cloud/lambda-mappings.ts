/**
 * Event source mappings as AWS answers them (reference section 2.3, recorded on 18 Dec 2025); moto
 * leaves out the defaults. GET one, and GET all of a function or a stream in pages.
 */
import type * as http from 'node:http';

/** A mapping as Lambda's API has it. */
export type StoredMapping = Readonly<Record<string, unknown>> & {
  readonly UUID: string;
  readonly EventSourceArn: string;
  readonly FunctionArn: string;
};

const PATH = '/2015-03-31/event-source-mappings';
/** AWS has up to 100; two show the paging. */
const PAGE_SIZE = 2;

/** The recorded answer to a CreateEventSourceMapping that says nothing but function, stream and position. */
export function recordedMapping(
  mapping: StoredMapping,
  changes: Readonly<Record<string, unknown>> = {},
): StoredMapping {
  return {
    BatchSize: 100,
    BisectBatchOnFunctionError: false,
    DestinationConfig: { OnFailure: {} },
    EventSourceMappingArn: `arn:aws:lambda:eu-west-1:111122223333:event-source-mapping:${mapping.UUID}`,
    FunctionResponseTypes: [],
    LastModified: 1_766_054_400,
    LastProcessingResult: 'No records processed',
    MaximumBatchingWindowInSeconds: 0,
    MaximumRecordAgeInSeconds: -1,
    MaximumRetryAttempts: -1,
    ParallelizationFactor: 1,
    StartingPosition: 'LATEST',
    State: 'Enabled',
    StateTransitionReason: 'User action',
    TumblingWindowInSeconds: 0,
    ...mapping,
    ...changes,
  };
}

/** @returns undefined if the request is about something else */
export function answerMappings(
  { url = '', method }: http.IncomingMessage,
  mappings: readonly StoredMapping[],
): { status: number; headers: http.OutgoingHttpHeaders; body: Buffer } | undefined {
  const { pathname, searchParams } = new URL(url, 'http://test');
  if (method !== 'GET' || !pathname.startsWith(PATH)) return undefined;
  const uuid = pathname.slice(PATH.length).replace('/', '');
  if (uuid === '') return answer(200, list(mappings, searchParams));
  const found = mappings.find(({ UUID }) => UUID === uuid);
  if (found !== undefined) return answer(200, found);
  return answer(
    404,
    { Type: 'User', Message: 'The resource you requested does not exist.' },
    { 'x-amzn-errortype': 'ResourceNotFoundException' },
  );
}

function list(mappings: readonly StoredMapping[], query: URLSearchParams): unknown {
  const streamArn = query.get('EventSourceArn');
  const functionName = query.get('FunctionName');
  const start = Number(query.get('Marker') ?? 0);
  const chosen = mappings.filter(
    ({ EventSourceArn, FunctionArn }) =>
      (streamArn === null || EventSourceArn === streamArn) &&
      (functionName === null || FunctionArn === functionName || FunctionArn.endsWith(`:${functionName}`)),
  );
  const next = start + PAGE_SIZE;
  // With a key of the customer's, a list leaves the filters out (section 2.2).
  const page = chosen
    .slice(start, next)
    .map((mapping) => ('KMSKeyArn' in mapping ? { ...mapping, FilterCriteria: null } : mapping));
  return {
    EventSourceMappings: page,
    ...(next < chosen.length && { NextMarker: String(next) }),
  };
}

function answer(
  status: number,
  value: unknown,
  headers: http.OutgoingHttpHeaders = {},
): { status: number; headers: http.OutgoingHttpHeaders; body: Buffer } {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: Buffer.from(JSON.stringify(value)),
  };
}

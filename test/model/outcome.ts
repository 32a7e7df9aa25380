/** How Lambda takes a function's answer: reference section 3.6 (BI-1 to BI-11) and TW-4. */
import type { Answered, ModelOptions } from './trace';

export type Outcome =
  | { readonly kind: 'succeeded'; readonly state?: unknown }
  | { readonly kind: 'failed'; readonly functionError: 'Unhandled' | null }
  | { readonly kind: 'partial'; readonly firstFailed: number; readonly state?: unknown }
  | { readonly kind: 'notInvoked' }
  | { readonly kind: 'stopped' };

const failedByResponse: Outcome = { kind: 'failed', functionError: null };

export function outcomeOf(
  answered: Answered,
  sequenceNumbers: readonly string[],
  options: Pick<ModelOptions, 'reportsItemFailures' | 'tumblingMs'>,
): Outcome {
  switch (answered.kind) {
    case 'error':
    case 'timeout':
      return { kind: 'failed', functionError: 'Unhandled' };
    case 'notInvoked':
    case 'stopped':
      return { kind: answered.kind };
    case 'response':
      return outcomeOfResponse(JSON.parse(answered.payload), sequenceNumbers, options);
  }
}

function outcomeOfResponse(
  response: unknown,
  sequenceNumbers: readonly string[],
  options: Pick<ModelOptions, 'reportsItemFailures' | 'tumblingMs'>,
): Outcome {
  const members = membersOf(response);
  const state = options.tumblingMs > 0 ? { state: members.get('state') } : {};
  if (options.tumblingMs > 0 && (state.state ?? null) === null) return failedByResponse;
  const lowest = options.reportsItemFailures ? lowestFailure(members, sequenceNumbers) : undefined;
  if (lowest === undefined) return { kind: 'succeeded', ...state };
  return lowest <= 0 ? failedByResponse : { kind: 'partial', firstFailed: lowest, ...state };
}

/** @returns undefined for none; -1 if the list is not as it must be */
function lowestFailure(
  members: ReadonlyMap<string, unknown>,
  sequenceNumbers: readonly string[],
): number | undefined {
  const list = members.get('batchItemFailures') ?? null;
  if (list === null) return undefined;
  if (!Array.isArray(list)) return -1;
  const places = list.map((item) => {
    const identifier = membersOf(item).get('itemIdentifier');
    return typeof identifier === 'string' ? sequenceNumbers.indexOf(identifier) : -1;
  });
  return places.length === 0 ? undefined : Math.min(...places);
}

function membersOf(value: unknown): ReadonlyMap<string, unknown> {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return new Map(isObject ? Object.entries(value) : []);
}

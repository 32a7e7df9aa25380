/** Handlers made of rules, in processes that remember what they have handled. A record is its index in the batch. */
import type { Probe, ProbeResult } from '../../../../src/failed-batches/poison/probe';

/** One process. @returns the type of the error, or undefined for a success */
export type ModelProcess = (records: readonly number[]) => string | undefined;

export function failed(errorType: string, reported: readonly number[] = []): ProbeResult {
  return {
    outcome: 'failed',
    failure: { errorType, errorMessage: errorType, stackTrace: [], reported, printed: '' },
  };
}

/** @param start begins a process */
export function probeOf(start: () => ModelProcess): Probe<number> {
  let process: ModelProcess | undefined;
  return (records, isFresh) => {
    if (isFresh || process === undefined) process = start();
    const errorType = process(records);
    return Promise.resolve(errorType === undefined ? { outcome: 'passed' } : failed(errorType));
  };
}

/** Goes through the records and throws at the first that completes one of the sets. */
export function failsWithAnyOf(
  sets: readonly (readonly number[])[],
  typeOf: (set: number) => string = () => 'TypeError',
): ModelProcess {
  return (records) => {
    const seen = new Set<number>();
    for (const record of records) {
      seen.add(record);
      const complete = sets.findIndex((set) => set.includes(record) && set.every((each) => seen.has(each)));
      if (complete !== -1) return typeOf(complete);
    }
    return undefined;
  };
}

export function batch(length: number): readonly number[] {
  return Array.from({ length }, (_, index) => index);
}

export const never = new AbortController().signal;

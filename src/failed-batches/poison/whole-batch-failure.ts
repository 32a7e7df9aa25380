/** A handler that fails whatever records it gets: recognised after few runs, before any record is blamed. */
import type { RestOfBatch } from './poison-search';
import type { ProbeRuns } from './probe-runs';
import type { ProbeFailure } from './probe';

/** What Lambda's runtimes report when the handler can't be loaded; reference section 5. */
const initErrors =
  /^Runtime\.(ImportModuleError|UserCodeSyntaxError|HandlerNotFound|MalformedHandlerName|MalformedStreamingHandler|CallbackHandlerDeprecated|InvalidEntrypoint)$/;

/** Alone, spread over the batch. */
const MOST_TRIED_ALONE = 6;

type NotARecord = Extract<RestOfBatch, { readonly kind: 'notARecord' }>;

/** @param indexes all of the batch, known to fail */
export async function wholeBatchFailure<R>(
  runs: ProbeRuns<R>,
  indexes: readonly number[],
  failure: ProbeFailure,
): Promise<NotARecord | undefined> {
  if (initErrors.test(failure.errorType))
    return { kind: 'notARecord', cause: 'init', failure, triedAlone: 0 };
  const tried = spreadOver(indexes);
  for (const index of tried) if (!(await runs.failsAs(failure, [index]))) return undefined;
  const triedAlone = tried.length;
  const empty = await runs.result([]);
  if (empty.outcome === 'failed' && isSameFailure(empty.failure, failure))
    return { kind: 'notARecord', cause: 'noRecords', failure, triedAlone };
  return indexes.length === 1 ? undefined : { kind: 'notARecord', cause: 'everyRecord', failure, triedAlone };
}

/** The first, the last, and some between, each once. */
function spreadOver(indexes: readonly number[]): readonly number[] {
  const count = Math.min(indexes.length, MOST_TRIED_ALONE);
  const step = count === 1 ? 0 : (indexes.length - 1) / (count - 1);
  const spread = Array.from({ length: count }, (_, position) => Math.round(position * step));
  const endsFirst = [...spread.slice(0, 1), ...spread.slice(1).reverse()];
  return endsFirst.flatMap((position) => indexes.slice(position, position + 1));
}

/** A handler may fail at an event without records in its own way, which says nothing. */
function isSameFailure(a: ProbeFailure, b: ProbeFailure): boolean {
  return (
    a.errorType === b.errorType &&
    a.errorMessage === b.errorMessage &&
    a.stackTrace.join('\n') === b.stackTrace.join('\n')
  );
}

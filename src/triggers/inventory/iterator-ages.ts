/** How far functions are behind their streams, in as few questions as CloudWatch allows. */
import type { Clock } from '../../engine/ports/clock';
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { StreamConnection } from '../../engine/streams/stream-connection';
import type { FunctionCatalog } from '../ports/function-catalog';
import { type IteratorAge, iteratorAgeOf } from './iterator-age';
import { patiently } from './list-reading';

/** What GetMetricData takes in a call. */
const FUNCTIONS_A_CALL = 500;

/**
 * Never rejects: without the permission, or where there is no CloudWatch, nothing is known.
 *
 * @returns by function name
 */
export async function readIteratorAges(
  functions: Pick<FunctionCatalog, 'iteratorAges'>,
  connection: StreamConnection,
  functionArns: readonly string[],
  clock: Clock,
  stop: StopSignal,
): Promise<ReadonlyMap<string, IteratorAge>> {
  const names = [...new Set(functionArns.map(functionNameOf))];
  const ages = new Map<string, IteratorAge>();
  for (let first = 0; first < names.length; first += FUNCTIONS_A_CALL) {
    const some = names.slice(first, first + FUNCTIONS_A_CALL);
    const call = () => functions.iteratorAges(connection, some, stop);
    const found = await patiently(call, clock, stop, () => undefined);
    if (found === undefined) return ages;
    for (const [name, measured] of found) {
      const age = iteratorAgeOf(measured);
      if (age !== undefined) ages.set(name, age);
    }
  }
  return ages;
}

/** Without account, region and qualifier. */
export function functionNameOf(functionArn: string): string {
  return /:function:([^:]+)/.exec(functionArn)?.[1] ?? functionArn;
}

/**
 * What lies outside the engine, seen from virtual time: it stands still while a source is read,
 * and passes by an invocation's own duration while a real handler runs.
 */
import type { FunctionInvoker } from '../ports/function-invoker';
import type { StreamSource } from '../ports/stream-source';
import type { VirtualClock } from './virtual-clock';

export function sourceInVirtualTime(source: StreamSource, clock: VirtualClock): StreamSource {
  return {
    streamArn: source.streamArn,
    listShards: (stop) => clock.during(source.listShards(stop)),
    getShardIterator: (shardId, position, stop) =>
      clock.during(source.getShardIterator(shardId, position, stop)),
    getRecords: (iterator, limit, stop) => clock.during(source.getRecords(iterator, limit, stop)),
  };
}

export function invokerInVirtualTime(invoker: FunctionInvoker, clock: VirtualClock): FunctionInvoker {
  return {
    invoke: async (event, stop) => {
      const result = await clock.during(invoker.invoke(event, stop));
      await clock.sleepUntil(clock.now() + result.durationMs, stop);
      return result;
    },
  };
}

/** The mapping of a session: whose options it has, and how the engine runs it for one source. */
import type { EventSourceMapping } from '../../engine/event-source-mapping/event-source-mapping';
import { mappingDefaults } from '../../engine/event-source-mapping/event-source-mapping';
import { runMapping } from '../../engine/event-source-mapping/run-mapping';
import { compileFilterCriteria } from '../../engine/filtering/filter-criteria';
import type { CheckpointStore } from '../../engine/ports/checkpoint-store';
import type { InvokedBatch } from '../../engine/ports/mapping-observer';
import type { StreamSource } from '../../engine/ports/stream-source';
import type { BatchOrigin } from '../views/replays/replays-model';
import { failureKeeper } from './failure-keeper';
import type { LaunchConfiguration } from './launch-configuration';
import { MappingReport } from './mapping-report';
import { retryGateFor } from './save-gate';
import type { SessionTools } from './session-tools';
import { stopOnMatcher } from './stop-on';

/** Only the session knows; the rest of its mapping is options. */
export type MappingPlace = Pick<
  EventSourceMapping,
  'uuid' | 'functionArn' | 'eventSourceArn' | 'startingPosition'
>;

export interface MappedSource {
  readonly source: StreamSource;
  readonly mapping: EventSourceMapping;
  readonly checkpoints: CheckpointStore;
  readonly recordAgeFrom: 'creation' | 'reading';
  readonly pollIntervalMs: number;
  originOf(batch: InvokedBatch): BatchOrigin;
}

/** @param deployed a trigger in the cloud whose options hold where the configuration says nothing */
export function sessionMapping(
  configuration: LaunchConfiguration,
  place: MappingPlace,
  deployed: EventSourceMapping | undefined,
): EventSourceMapping {
  const identity = deployed === undefined ? {} : { uuid: deployed.uuid, functionArn: deployed.functionArn };
  return { ...mappingDefaults, ...deployed, ...configuration.mappingOptions, ...place, ...identity };
}

/**
 * @returns what it reported, when the source has ended or the session is stopped
 * @throws what runMapping throws
 */
export async function runSource(tools: SessionTools, mapped: MappedSource): Promise<MappingReport> {
  const { parts, configuration, handler, replays, replay, retry, write, stop } = tools;
  const isChosen = chosenRecords(configuration);
  const report = new MappingReport({
    replays,
    replay,
    write,
    originOf: (batch) => mapped.originOf(batch),
    invocationBegins: ({ records }) => {
      const [only] = records;
      retry.watchSaves();
      handler.invocationBegins(only !== undefined && isChosen?.(only.record) === true);
    },
  });
  const retryGate = retryGateFor(configuration, { replays, report, retry, handler, write });
  await runMapping(
    mapped.mapping,
    {
      source: mapped.source,
      invoker: handler,
      clock: parts.clock,
      checkpoints: mapped.checkpoints,
      observer: report,
      newUuid: () => parts.newUuid(),
      destination: failureKeeper(tools, mapped.mapping.uuid),
      ...(retryGate === undefined ? {} : { retryGate }),
    },
    {
      pollIntervalMs: mapped.pollIntervalMs,
      // A local handler is one execution environment.
      concurrentInvocations: 1,
      recordAgeFrom: mapped.recordAgeFrom,
      heldMs: (sinceMs) => handler.heldMs(sinceMs),
      ...(isChosen === undefined ? {} : { isolate: isChosen }),
    },
    stop,
  );
  return report;
}

/** The patterns were compiled when the configuration was checked. */
function chosenRecords({
  stopOn,
  noDebug,
}: LaunchConfiguration): ReturnType<typeof stopOnMatcher> | undefined {
  if (stopOn === undefined || noDebug) return undefined;
  return stopOnMatcher(stopOn, (pattern) => {
    const compiled = compileFilterCriteria([pattern]);
    if (!compiled.valid) throw new Error(compiled.reason);
    return compiled.criteria.matches;
  });
}

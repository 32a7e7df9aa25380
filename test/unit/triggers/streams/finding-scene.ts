/** A stream in memory, the test's time, and a search in it, for the tests of finding records. */
import { encodeRecord } from '../../../../src/engine/events/encoded-record';
import type { StreamRecord } from '../../../../src/engine/events/dynamodb-event';
import { StopSwitch } from '../../../../src/engine/stopping/stop-switch';
import type { ReadingEvent } from '../../../../src/triggers/streams/bounded-reading';
import {
  type FoundRecords,
  type RecordChoice,
  findRecords,
  listShards,
} from '../../../../src/triggers/streams/find-records';
import { PageMarks } from '../../../../src/triggers/streams/page-marks';
import { type Answer, InMemoryStream, type SourceCall } from '../../../support/in-memory-stream';
import { streamRecord } from '../../../support/stream-records';
import { SimulatedTime } from '../../../support/virtual-time';

export const START_MS = 1_732_549_200_000;

export class FindingScene {
  readonly time = new SimulatedTime(START_MS);
  readonly events: ReadingEvent[] = [];
  readonly stop = new StopSwitch();
  readonly marks = new PageMarks();
  readonly calls: SourceCall[] = [];
  answer: (call: SourceCall) => Answer | undefined = () => undefined;
  readonly source = new InMemoryStream({
    now: () => this.time.now(),
    answer: (call) => {
      this.calls.push(call);
      return this.answer(call);
    },
  });

  /** @param numbers of its records, which are also its items; each is a second later than the last */
  shard(shardId: string, numbers: readonly number[], of: { parent?: string; isClosed?: boolean } = {}): void {
    const stored = this.source.addShard({
      shardId,
      startingSequenceNumber: String(numbers[0] ?? 1),
      ...(of.parent !== undefined && { parentShardId: of.parent }),
    });
    for (const number of numbers)
      stored.records.push({ record: encodeRecord(recordOf(number)), visibleAtMs: START_MS });
    if (of.isClosed === true) stored.closedAtMs = START_MS;
  }

  async find(choice: RecordChoice): Promise<FoundRecords> {
    const { source, time: clock, marks } = this;
    const ports = {
      source,
      clock,
      marks,
      pollIntervalMs: 250,
      observe: (event: ReadingEvent) => this.events.push(event),
    };
    const work = async (): Promise<FoundRecords> =>
      findRecords(ports, await listShards(ports, this.stop), choice, this.stop);
    return this.time.passUntil(work());
  }

  reads(): number {
    return this.calls.filter(({ operation }) => operation === 'getRecords').length;
  }
}

export function recordOf(number: number, id = String(number)): StreamRecord {
  const record = streamRecord(number);
  return {
    ...record,
    dynamodb: {
      ...record.dynamodb,
      ApproximateCreationDateTime: START_MS / 1000 - 10_000 + number,
      Keys: { id: { S: id } },
    },
  };
}

export const numbersOf = ({ records }: FoundRecords): number[] =>
  records.map(({ record }) => Number(record.dynamodb.SequenceNumber));

export const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

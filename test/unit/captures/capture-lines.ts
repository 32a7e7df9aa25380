/** Lines of a JSON Lines capture, written the slow way. */
import { headerLine, RECORD_END, recordStart } from '../../../src/captures/reading/json-lines-format';
import type { StreamRecord } from '../../../src/engine/events/dynamodb-event';
import { serializeRecord } from '../../../src/engine/events/dynamodb-event';

export interface SourcedRecord {
  readonly shardId: string;
  readonly parentShardId?: string;
  readonly record: StreamRecord;
}

/** With the line's end. */
export function recordLine({ record, ...shard }: SourcedRecord): string {
  return `${recordStart(shard)}${serializeRecord(record)}${RECORD_END}`;
}

export function captureText(streamArn: string, records: readonly SourcedRecord[]): string {
  return headerLine(streamArn) + records.map(recordLine).join('');
}

/** Debug Only This Record, and Debug From Here: a captured batch from one of its records on. */
import type { Command } from '../command-table';
import type { StartReplay } from './start-replay';
import { recordNode } from '../tree-arguments';

/** @param count how many records from the chosen one; all that follow in its shard without it */
export function debugRecord(replay: StartReplay, count?: number): Command {
  return (argument) => {
    const { folder, record } = recordNode(argument);
    const records = {
      shardId: record.shardId,
      from: record.index,
      ...(count === undefined ? {} : { count }),
    };
    return replay.start({
      folder,
      captureFile: record.file,
      tableName: record.tableName,
      records,
      noDebug: false,
    });
  };
}

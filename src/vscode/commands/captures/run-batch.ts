/** Run: feeds a whole captured batch to its handler without the debugger. */
import type { Command } from '../command-table';
import type { StartReplay } from './start-replay';
import { captureNode } from '../tree-arguments';

export function runBatch(replay: StartReplay): Command {
  return (argument) => {
    const { folder, capture } = captureNode(argument);
    return replay.start({ folder, captureFile: capture.file, tableName: capture.tableName, noDebug: true });
  };
}

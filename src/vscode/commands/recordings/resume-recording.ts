/** Resume Recording: an interrupted recording goes on after its last record. */
import type { StreamRecordings } from '../../views/recordings/stream-recordings';
import type { Command } from '../command-table';
import { interruptedNode } from '../tree-arguments';

export function resumeRecording(recordings: StreamRecordings): Command {
  return (argument) => {
    const { folder, capture } = interruptedNode(argument);
    return recordings.resume(folder, capture);
  };
}

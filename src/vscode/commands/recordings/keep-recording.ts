/** Keep As It Is: an interrupted recording becomes a capture with what it has. */
import type { StreamRecordings } from '../../views/recordings/stream-recordings';
import type { Command } from '../command-table';
import { interruptedNode } from '../tree-arguments';

/** @param refresh shows the capture at once, where a file watcher is slow to tell */
export function keepRecording(recordings: StreamRecordings, refresh: () => void): Command {
  return async (argument) => {
    const { folder, capture } = interruptedNode(argument);
    await recordings.keep(folder, capture);
    refresh();
  };
}

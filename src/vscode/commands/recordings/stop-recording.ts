/** Stop Recording: what was recorded becomes a capture. */
import type { StreamRecordings } from '../../views/recordings/stream-recordings';
import type { Command } from '../command-table';
import { recordingNode } from '../tree-arguments';

export function stopRecording(recordings: StreamRecordings): Command {
  return (argument) => recordings.end(recordingNode(argument).recording);
}

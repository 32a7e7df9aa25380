/** Show Record: one captured record as plain JSON in a read-only editor. */
import type { RecordDocuments } from '../../streams/record-documents';
import type { Command } from '../command-table';
import { recordNode } from '../tree-arguments';

export function showRecord(documents: RecordDocuments): Command {
  return async (argument) => {
    const { record } = recordNode(argument);
    const { file, shardId, sequenceNumber, plainJson } = record;
    await documents.show({ ...record, place: `${file}#${shardId}#${sequenceNumber}` }, plainJson);
  };
}

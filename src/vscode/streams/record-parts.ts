/** What showing records of a stream needs of the other rooms; the composition root provides it. */
import type { StreamRecord } from '../../engine/events/dynamodb-event';
import type { RecordDocuments } from './record-documents';

export interface RecordParts {
  readonly documents: RecordDocuments;
  /**
   * @param folder of the captures
   * @returns the path of the new capture
   * @throws CaptureError
   */
  saveCapture(
    folder: string,
    records: readonly [StreamRecord, ...StreamRecord[]],
    keepOutOfGit: boolean,
  ): Promise<string>;
}

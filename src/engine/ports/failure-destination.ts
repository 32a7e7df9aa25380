/** Where a discarded batch is reported: a folder, a queue, a topic, a bucket. */
import type { FailureDocument } from '../failures/failure-document';

export interface FailureDestination {
  /**
   * @param payload the event of the discarded records, UTF-8 JSON; only an S3 object carries it (DE-8, DE-9)
   * @throws if it could not be delivered; then the records are dropped, and that is reported (DE-13)
   */
  send(document: FailureDocument, payload: Uint8Array): Promise<void>;
}

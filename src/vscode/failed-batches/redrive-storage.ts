/** Where redrives keep their journals and reports; the composition root provides it. */
import type { RedriveJournals } from '../../failed-batches/redrive/redrive-journals';

export interface RedriveStorage {
  readonly journals: RedriveJournals;
  /**
   * Writes both beside each other, and never over another.
   *
   * @param folder absolute path; made if need be
   * @returns the path of the readable one
   * @throws CaptureError
   */
  saveReport(
    folder: { readonly path: string; readonly keepOutOfGit: boolean },
    name: string,
    report: { readonly markdown: string; readonly json: string },
  ): Promise<string>;
}

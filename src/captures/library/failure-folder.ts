/**
 * Discarded batches kept on this machine, each as the JSON document that Lambda would leave in S3 (reference
 * section 3.7): what was discarded is a capture again, and can be replayed.
 */
import { writeFile } from 'node:fs/promises';
import { parseStreamArn } from '../../engine/events/stream-arn';
import type { FailureDocument } from '../../engine/failures/failure-document';
import type { FailureDestination } from '../../engine/ports/failure-destination';
import { captureErrorOf } from '../capture-error';
import { captureName } from './capture-name';
import type { CaptureStoreOptions } from './capture-store';
import { prepareFolder } from './captures-folder';
import { publish, temporaryFileFor } from '../files/new-file';

const INDENT = 2;
/** Table and shard together stay within the longest name of a file. */
const LONGEST_TABLE = 100;
const LONGEST_SHARD = 70;

export class FailureFolder implements FailureDestination {
  constructor(
    private readonly folder: string,
    private readonly options: CaptureStoreOptions = { gitignore: true },
  ) {}

  /** As `keep`. */
  async send(document: FailureDocument, payload: Uint8Array): Promise<void> {
    await this.keep(document, payload);
  }

  /**
   * Never replaces a file.
   *
   * @param payload the event of the discarded records, UTF-8 JSON; in the document it is a text (DE-9)
   * @returns the document's path
   * @throws CaptureError
   */
  async keep(document: FailureDocument, payload: Uint8Array): Promise<string> {
    await prepareFolder(this.folder, this.options);
    const temporary = temporaryFileFor(this.folder);
    try {
      const kept = { ...document, payload: new TextDecoder().decode(payload) };
      await writeFile(temporary, `${JSON.stringify(kept, undefined, INDENT)}\n`, { flag: 'wx' });
      return await publish(temporary, this.folder, nameOf(document), '.json');
    } catch (error) {
      throw captureErrorOf(error, this.folder, 'written');
    }
  }
}

/** For example `Orders-failed-2025-11-25T15-53-05Z-shardId-00000001573689847184-864758bb`. */
function nameOf({ timestamp, DDBStreamBatchInfo: { shardId, streamArn } }: FailureDocument): string {
  const table = parseStreamArn(streamArn)?.tableName.slice(0, LONGEST_TABLE) ?? 'batch';
  const shard = shardId.replace(/[^a-zA-Z0-9_-]/g, '_').slice(0, LONGEST_SHARD);
  return `${captureName(`${table}-failed`, Date.parse(timestamp))}-${shard}`;
}

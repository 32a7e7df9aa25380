/** What the Captured Batches view knows of a file; made by the captures room, shown here. */

export interface ReadableCapture {
  readonly kind: 'capture';
  /** Absolute path. */
  readonly file: string;
  readonly tableName: string;
  readonly sizeInBytes: number;
  /** Undefined while a long capture has not been counted. */
  readonly recordCount?: number;
  /** Human texts of the first and last record's keys. */
  readonly keyRange?: { readonly first: string; readonly last: string };
  /** Epoch seconds of the first and last record. */
  readonly firstRecordTime?: number;
  readonly lastRecordTime?: number;
  /** `event` files and documents are one batch; a `jsonLines` capture can be of any length. */
  readonly form: 'event' | 'failureDocument' | 'jsonLines';
}

export interface BrokenCapture {
  readonly kind: 'broken';
  readonly file: string;
  /** The whole sentence: file, line, reason. */
  readonly message: string;
  readonly line?: number;
}

export type CaptureEntry = ReadableCapture | BrokenCapture;

/** One record of a capture as plain JSON, cut out for the tree. */
export interface CapturedRecordEntry {
  readonly tableName: string;
  readonly file: string;
  readonly shardId: string;
  /** Among the records of its shard, from 0. */
  readonly index: number;
  readonly eventName: string;
  readonly keyText: string;
  readonly sequenceNumber: string;
  /** Keys, images and the rest with DynamoDB's types taken off. */
  readonly plainJson: unknown;
}

/** The captures of one folder; the composition root provides it. */
export interface CaptureLibrary {
  /** Every file of the folder, readable or not; an empty list when there is no folder. */
  list(capturesFolder: string): Promise<readonly CaptureEntry[]>;
  /** The first records, at most `limit`, and whether there are more. @throws an error for people */
  records(
    file: string,
    limit: number,
  ): Promise<{ readonly records: readonly CapturedRecordEntry[]; readonly hasMore: boolean }>;
  /** @returns the path of the copy. @throws an error for people when the file is no capture */
  importFile(file: string, capturesFolder: string, keepOutOfGit: boolean): Promise<string>;
  /** @returns the new path. @throws an error for people when the name is taken or can't be a file's name */
  rename(file: string, name: string): Promise<string>;
  /** The capture as one Lambda event. @throws an error for people when it is too long for one */
  asEvent(file: string): Promise<string>;
}

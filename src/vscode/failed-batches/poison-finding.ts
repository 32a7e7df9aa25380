/** What is searched for poison records, and what was found: handed from the search to its document and actions. */
import type * as vscode from 'vscode';
import type { EncodedRecord } from '../../engine/events/encoded-record';
import type { CaptureSearch } from '../../failed-batches/poison/search-capture';
import type { PoisonSet } from '../../failed-batches/poison/poison-search';
import type { LaunchConfiguration } from '../debug/launch-configuration';

export interface PoisonTarget {
  readonly folder: vscode.WorkspaceFolder;
  /** Absolute. */
  readonly captureFile: string;
  /** Where the batch comes from, and what of it is missing; in sentences. */
  readonly about: readonly string[];
  /** As it is deployed; absent for a capture, of which nobody knows. */
  readonly functionName?: string;
  /** A session of the handler, complete but for its captures. */
  readonly configuration: vscode.DebugConfiguration;
}

export interface PoisonFinding extends CaptureSearch {
  readonly target: PoisonTarget;
  /** Of the target, checked. */
  readonly launch: LaunchConfiguration;
  /** The task that the configuration runs before its sessions has run, and gone well. */
  readonly hasBuilt: boolean;
  readonly tookMs: number;
}

/** Who fails: the function where it is known, else the handler. */
export function handlerName({ target, launch }: Pick<PoisonFinding, 'target' | 'launch'>): string {
  return target.functionName ?? launch.handler;
}

/** The records of a set in the batch's order, each with its index there. */
export function recordsOfSet(
  { batch }: Pick<PoisonFinding, 'batch'>,
  { indexes }: Pick<PoisonSet, 'indexes'>,
): readonly { readonly index: number; readonly record: EncodedRecord }[] {
  return indexes.flatMap((index) => {
    const record = batch?.records[index];
    return record === undefined ? [] : [{ index, record }];
  });
}

/** Whether a record of the set has something to be compared. */
export function hasBothImages(
  finding: Pick<PoisonFinding, 'batch'>,
  set: Pick<PoisonSet, 'indexes'>,
): boolean {
  return recordsOfSet(finding, set).some(({ record: { record } }) => {
    const { OldImage, NewImage } = record.dynamodb;
    return OldImage !== undefined && NewImage !== undefined;
  });
}

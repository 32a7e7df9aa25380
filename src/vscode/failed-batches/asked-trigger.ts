/** The trigger of a failed batch, which decides how it is replayed and whether it may be sent: listed before, or asked for. */
import * as vscode from 'vscode';
import { triggerOfBatch } from '../../failed-batches/finding/trigger-of-batch';
import { functionNameOf } from '../../triggers/inventory/iterator-ages';
import { ServiceError } from '../../triggers/ports/service-error';
import type { Trigger } from '../../triggers/trigger';
import type { FailedBatchNode } from '../views/failed-batches/failed-batches-node';
import { tableOf } from './batch-names';
import type { FailedBatchParts } from './failed-batch-parts';

export type AskedTrigger =
  | { readonly trigger: Trigger; readonly unknown?: undefined }
  /** Why, as a sentence. */
  | { readonly trigger?: undefined; readonly unknown: string };

/** A document that was opened comes without one, while nobody has listed its connection's triggers. @throws the signal's reason */
export async function askTrigger(
  { aws, log }: Pick<FailedBatchParts, 'aws' | 'log'>,
  { connection, trigger, batch }: FailedBatchNode,
  stop: AbortSignal,
): Promise<AskedTrigger> {
  if (trigger !== undefined) return { trigger };
  try {
    const found = await triggerOfBatch(aws.triggers, connection, batch, stop);
    if (found !== undefined) return { trigger: found };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    log.warn(error.message);
    return { unknown: error.message };
  }
  const name = functionNameOf(batch.functionArn);
  return {
    unknown: vscode.l10n.t(
      'No trigger of {0} reads this stream of table "{1}" any more.',
      name,
      tableOf(batch),
    ),
  };
}

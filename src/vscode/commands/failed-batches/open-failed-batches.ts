/** Documents that people have as a text become rows of the view, each on the connection that reads its stream. */
import * as vscode from 'vscode';
import { readFailedBatches } from '../../../failed-batches/documents/read-failed-batches';
import type { AwsConnection } from '../../../triggers/connections/aws-connection';
import { showInformation, withProgress } from '../../notifications';
import type { FailedBatchNode } from '../../views/failed-batches/failed-batches-node';
import { type OpeningParts, chooseConnection } from './connection-of-document';

/**
 * @returns their rows; none where the user has gone away
 * @throws a sentence about a text without documents; CancellationError
 */
export async function openFailedBatches(
  parts: OpeningParts,
  text: string,
): Promise<readonly FailedBatchNode[]> {
  const title = vscode.l10n.t('Reading the failed batch');
  const read = await withProgress(title, () => Promise.resolve(readFailedBatches(text)));
  if (read.kind === 'refused') throw new Error(read.reason);
  const nodes: FailedBatchNode[] = [];
  // Documents of one stream are of one connection: that is asked once, also where no answer is given.
  const chosen = new Map<string, AwsConnection | undefined>();
  for (const batch of read.batches) {
    const { streamArn } = batch;
    if (!chosen.has(streamArn)) chosen.set(streamArn, await chooseConnection(parts, batch));
    const connection = chosen.get(streamArn);
    if (connection !== undefined)
      nodes.push({ kind: 'awsFailedBatch', connection, batch, at: { kind: 'text' } });
  }
  if (read.refusals.length > 0) showInformation(read.refusals.join(' '));
  await parts.failures.add(nodes);
  return nodes;
}

/** Why a batch is not sent again, in words; and what has to be known to tell. */
import * as vscode from 'vscode';
import type { RedriveRefusal, RedriveSurroundings } from '../../failed-batches/redrive/redrive-refusal';
import { refusalOf } from '../../failed-batches/redrive/redrive-refusal';
import type { AwsConnection } from '../../triggers/connections/aws-connection';
import { functionNameOf, readIteratorAges } from '../../triggers/inventory/iterator-ages';
import { ServiceError } from '../../triggers/ports/service-error';
import { functionLabel } from '../triggers/trigger-label';
import type { FailedBatchNode } from '../views/failed-batches/failed-batches-node';
import type { FailedBatchParts } from './failed-batch-parts';

export interface RedriveTarget {
  readonly connection: AwsConnection;
  /** With its alias or version. */
  readonly functionArn: string;
  /** Of the connection, as far as it is known. */
  readonly region?: string;
  readonly accountId?: string;
}

/** @throws ServiceError; the signal's reason */
export async function redriveTarget(
  { aws, log }: FailedBatchParts,
  connection: AwsConnection,
  functionArn: string,
  stop: AbortSignal,
): Promise<RedriveTarget> {
  const region = await aws.accounts.regionOf(connection);
  let accountId: string | undefined;
  try {
    ({ accountId } = await aws.accounts.identify(connection, stop));
  } catch (error) {
    // DynamoDB Local has no STS; what is refused for another reason is refused again by Lambda, in its own words.
    if (!(error instanceof ServiceError) || error.kind === 'credentials') throw error;
    log.warn(error.message);
  }
  return {
    connection,
    functionArn,
    ...(region !== undefined && { region }),
    ...(accountId !== undefined && { accountId }),
  };
}

/** Before any question: on a read-only connection there is nothing to ask. @throws Error that says so */
export async function refuseReadOnly(
  { connections }: Pick<FailedBatchParts, 'connections'>,
  connection: AwsConnection,
): Promise<void> {
  if (connection.isReadOnly)
    await connections.permitChange(connection, vscode.l10n.t('Send records to a function'), []);
}

export function runningElsewhere(functionArn: string): Error {
  return new Error(
    vscode.l10n.t(
      'This is being redriven already, to function {0}: wait for its end, or look at the other window.',
      functionLabel(functionArn),
    ),
  );
}

/** @returns a sentence; undefined if it may be sent. @throws the signal's reason */
export async function refusalSentence(
  parts: FailedBatchParts,
  target: RedriveTarget,
  node: FailedBatchNode,
  recordCount: number,
  stop: AbortSignal,
): Promise<string | undefined> {
  const { connection, functionArn, region, accountId } = target;
  const { trigger, batch, at } = node;
  const isAgeWanted = trigger !== undefined && at.kind !== 'queue' && at.kind !== 'bucket';
  const ages = isAgeWanted
    ? await readIteratorAges(parts.aws.functions, connection, [functionArn], parts.clock, stop)
    : undefined;
  const iteratorAgeMs = ages?.get(functionNameOf(functionArn))?.ageMs;
  const surroundings: RedriveSurroundings = {
    functionArn,
    recordCount,
    nowMs: parts.clock.now(),
    ...(trigger && { trigger }),
    ...(iteratorAgeMs !== undefined && { iteratorAgeMs }),
    ...(region !== undefined && { region }),
    ...(accountId !== undefined && { accountId }),
  };
  const refusal = refusalOf({ batch, at }, surroundings);
  return refusal && sentenceOf(refusal, target);
}

function sentenceOf(refusal: RedriveRefusal, { connection, functionArn }: RedriveTarget): string {
  const name = functionLabel(functionArn);
  switch (refusal.kind) {
    case 'stuckTrigger':
      return vscode.l10n.t(
        'Not redriven: the trigger of {0} is still at these records and sends them itself again and again. Use "Unblock Shard…", or mend the function and let the trigger go on.',
        name,
      );
    case 'stillRetried':
      return vscode.l10n.t(
        'Not redriven: the trigger of {0} fails ({1}) and is {2} min behind, so that it may still be retrying these very records. Wait until it is past them, or disable it first.',
        name,
        refusal.result,
        Math.round(refusal.ageMs / 60_000),
      );
    case 'tumblingWindow':
      return vscode.l10n.t(
        'Not redriven: the trigger of {0} has a tumbling window of {1} s, and this document does not carry the window and the state that the function was called with; only documents in S3 do.',
        name,
        refusal.seconds,
      );
    case 'otherRegion':
      return vscode.l10n.t(
        'Not redriven: function {0} is in region {1}, and connection "{2}" is in {3}. Open the batch on a connection of that region.',
        name,
        refusal.functionRegion,
        connection.name,
        refusal.region,
      );
    case 'otherAccount':
      return vscode.l10n.t(
        'Not redriven: function {0} is in account {1}, and connection "{2}" is in {3}. Open the batch on a connection of that account.',
        name,
        refusal.functionAccount,
        connection.name,
        refusal.account,
      );
    case 'nothingLeft':
      return vscode.l10n.t('Not redriven: no record is left to be sent to {0}.', name);
  }
}

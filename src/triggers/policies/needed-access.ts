/** What a function's execution role has to be allowed for a trigger (reference section 4.1). */
import { parseStreamArn } from '../../engine/events/stream-arn';
import { parseArn } from './arn-parts';

/** For what the access is needed. */
export type NeedReason = 'readStream' | 'listStreams' | 'tableKey' | 'onFailure' | 'destinationKey';

export interface NeededAccess {
  /** For example `dynamodb:GetRecords`. */
  readonly action: string;
  readonly resource: string;
  /** A warning is what AWS does not say to be needed, though some found it so. */
  readonly severity: 'required' | 'warning';
  readonly why: NeedReason;
  /** What a grant should add, so that it opens nothing else; as a policy's Condition element. */
  readonly condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface AccessTarget {
  readonly streamArn: string;
  /** Of the on-failure queue, topic or bucket. */
  readonly destinationArn?: string;
  /** Of a customer's key that encrypts the table. */
  readonly tableKmsKeyArn?: string;
  /** Of a customer's key that encrypts the destination, or of an alias of it. */
  readonly destinationKmsKeyArn?: string;
}

const READ_ACTIONS = ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'];
const LIST_ACTION = 'dynamodb:ListStreams';

/**
 * `ListStreams` stands there twice: the Service Authorization Reference has it on `*` only, AWS's example policies
 * on the stream (section 8, row 27).
 */
export function neededAccess(target: AccessTarget): readonly NeededAccess[] {
  const { streamArn, destinationArn, tableKmsKeyArn, destinationKmsKeyArn } = target;
  const needs: NeededAccess[] = READ_ACTIONS.map((action) => ({
    action,
    resource: streamArn,
    severity: 'required',
    why: 'readStream',
  }));
  for (const resource of [streamArn, '*'])
    needs.push({ action: LIST_ACTION, resource, severity: 'required', why: 'listStreams' });
  if (tableKmsKeyArn !== undefined)
    needs.push({ ...onKey('kms:Decrypt', tableKmsKeyArn), severity: 'warning', why: 'tableKey' });
  if (destinationArn !== undefined) {
    needs.push(...sendingAccess(destinationArn, streamArn));
    if (destinationKmsKeyArn !== undefined)
      needs.push(...destinationKeyAccess(destinationArn, destinationKmsKeyArn));
  }
  return needs;
}

function sendingAccess(destinationArn: string, streamArn: string): readonly NeededAccess[] {
  const need = { severity: 'required', why: 'onFailure' } as const;
  switch (parseArn(destinationArn)?.service) {
    case 'sqs':
      return [{ ...need, action: 'sqs:SendMessage', resource: destinationArn }];
    case 'sns':
      return [{ ...need, action: 'sns:Publish', resource: destinationArn }];
    case 's3': {
      // A bucket's ARN names no account; AWS advises the condition, so that a bucket of that name elsewhere gets nothing.
      const accountId = parseStreamArn(streamArn)?.accountId;
      const condition = accountId ? { StringEquals: { 's3:ResourceAccount': accountId } } : undefined;
      const onBucket = { ...need, ...(condition && { condition }) };
      return [
        { ...onBucket, action: 's3:PutObject', resource: `${destinationArn}/*` },
        { ...onBucket, action: 's3:ListBucket', resource: destinationArn },
      ];
    }
    default:
      return [];
  }
}

/** Queues and topics want `kms:Decrypt` too, to verify the data key (an inference, section 4.1). */
function destinationKeyAccess(destinationArn: string, keyArn: string): readonly NeededAccess[] {
  const actions =
    parseArn(destinationArn)?.service === 's3'
      ? ['kms:GenerateDataKey']
      : ['kms:GenerateDataKey', 'kms:Decrypt'];
  return actions.map((action) => ({
    ...onKey(action, keyArn),
    severity: 'required',
    why: 'destinationKey',
  }));
}

/** A policy can't name an alias as its resource: then any key that has the alias, by its condition. */
function onKey(action: string, keyArn: string): Pick<NeededAccess, 'action' | 'resource' | 'condition'> {
  const parts = parseArn(keyArn);
  if (!parts?.resource.startsWith('alias/')) return { action, resource: keyArn };
  const { partition, region, accountId, resource } = parts;
  return {
    action,
    resource: `arn:${partition}:kms:${region}:${accountId}:key/*`,
    condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': resource } },
  };
}

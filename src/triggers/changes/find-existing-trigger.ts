/** The mapping that stands in the way of a new one: a stream and a function have one between them (PX-6). */
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { StreamConnection } from '../../engine/streams/stream-connection';
import type { TriggerService } from '../ports/trigger-service';
import type { Trigger } from '../trigger';
import type { TriggerDocument } from '../trigger-document';
import { existingUuidIn } from './refusal';

/**
 * By the UUID that Lambda's words name, else by a look at the list.
 *
 * @returns undefined if it is gone again
 * @throws ServiceError
 */
export async function findExistingTrigger(
  service: Pick<TriggerService, 'getTrigger' | 'listTriggers'>,
  connection: StreamConnection,
  { EventSourceArn: streamArn, FunctionName: functionName }: TriggerDocument,
  serviceMessage: string,
  stop: StopSignal,
): Promise<Trigger | undefined> {
  const uuid = existingUuidIn(serviceMessage);
  if (uuid !== undefined) return service.getTrigger(connection, uuid, stop);
  if (streamArn === undefined || functionName === undefined) return undefined;
  let after: string | undefined;
  do {
    const page = await service.listTriggers(connection, { streamArn }, after, stop);
    const found = page.rows.find((row) => isOfFunction(row.functionArn, functionName));
    if (found !== undefined) return found;
    after = page.next;
  } while (after !== undefined);
  return undefined;
}

/**
 * Whether both name the same function with the same qualifier.
 *
 * @param functionArn as a mapping has it: a full ARN, perhaps with a qualifier
 * @param functionName a name, a partial ARN or an ARN, each perhaps with a qualifier
 */
export function isOfFunction(functionArn: string, functionName: string): boolean {
  if (functionArn === functionName) return true;
  const one = nameAndQualifier(functionArn);
  const other = nameAndQualifier(functionName);
  const areBothArns = functionName.startsWith('arn:');
  return !areBothArns && one.name === other.name && one.qualifier === other.qualifier;
}

/** `name`, `name:alias`, `account:function:name:alias`, `arn:…:function:name:alias`. */
export function nameAndQualifier(functionName: string): {
  readonly name: string;
  readonly qualifier?: string;
} {
  const marker = functionName.lastIndexOf('function:');
  const [name = '', qualifier] = functionName.slice(marker < 0 ? 0 : marker + 'function:'.length).split(':');
  return qualifier === undefined || qualifier === '' ? { name } : { name, qualifier };
}

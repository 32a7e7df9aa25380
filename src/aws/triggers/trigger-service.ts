/** Event source mappings, asked from Lambda and changed there. */
import type { EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import * as l10n from '@vscode/l10n';
import { parseStreamArn } from '../../engine/events/stream-arn';
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { StreamConnection } from '../../engine/streams/stream-connection';
import type { Page } from '../../triggers/ports/page';
import { ServiceError } from '../../triggers/ports/service-error';
import type { TriggerService } from '../../triggers/ports/trigger-service';
import type { Trigger } from '../../triggers/trigger';
import type { TriggerDocument } from '../../triggers/trigger-document';
import type { AwsAccess } from '../access/aws-access';
import { streamSubject } from '../access/aws-call';
import { type ServiceQuestion, askService } from '../access/ask-service';
import { lambdaArnRegion } from './lambda-arn';
import { createInput, fixedOptions, updateInput } from './mapping-input';
import { readListedTrigger, readTrigger } from './read-trigger';
import { readTags, writeTags } from './trigger-tags';

/** The most that a page has. */
const ROWS = 100;

export function awsTriggerService(access: AwsAccess): TriggerService {
  return {
    listTriggers: (connection, of, after, stop) => listTriggers(access, connection, of, after, stop),
    getTrigger: (connection, uuid, stop) => getTrigger(access, connection, uuid, stop),
    createTrigger: (connection, document, stop) => createTrigger(access, connection, document, stop),
    updateTrigger: (connection, uuid, change, stop) => updateTrigger(access, connection, uuid, change, stop),
    deleteTrigger: (connection, uuid, stop) => deleteTrigger(access, connection, uuid, stop),
    readTags: (connection, triggerArn, stop) => readTags(access, connection, triggerArn, stop),
    writeTags: (connection, triggerArn, tags, stop) => writeTags(access, connection, triggerArn, tags, stop),
  };
}

function listTriggers(
  access: AwsAccess,
  connection: StreamConnection,
  { streamArn, functionName }: { readonly streamArn?: string; readonly functionName?: string },
  after: string | undefined,
  stop: StopSignal,
): Promise<Page<Trigger>> {
  const question = {
    service: 'lambda' as const,
    arnRegion: parseStreamArn(streamArn ?? '')?.region ?? lambdaArnRegion(functionName ?? ''),
    call: {
      action: 'lambda:ListEventSourceMappings',
      subject: whoseTriggers(streamArn, functionName),
      connection,
    },
  };
  return askService(access, question, stop, async (client, options) => {
    const { ListEventSourceMappingsCommand } = await import('@aws-sdk/client-lambda');
    const { EventSourceMappings = [], NextMarker = '' } = await client.send(
      new ListEventSourceMappingsCommand({
        MaxItems: ROWS,
        ...(streamArn !== undefined && { EventSourceArn: streamArn }),
        ...(functionName !== undefined && { FunctionName: functionName }),
        ...(after !== undefined && { Marker: after }),
      }),
      options,
    );
    const rows = EventSourceMappings.flatMap(readListedTrigger);
    return NextMarker === '' ? { rows } : { rows, next: NextMarker };
  });
}

function whoseTriggers(streamArn: string | undefined, functionName: string | undefined): string {
  if (streamArn !== undefined) return l10n.t('the triggers of {0}', streamSubject(streamArn));
  return functionName === undefined
    ? l10n.t('the triggers')
    : l10n.t('the triggers of function "{0}"', functionName);
}

function getTrigger(
  access: AwsAccess,
  connection: StreamConnection,
  uuid: string,
  stop: StopSignal,
): Promise<Trigger> {
  const question = aboutTrigger('lambda:GetEventSourceMapping', connection, uuid);
  return askService(access, question, stop, async (client, options) => {
    const { GetEventSourceMappingCommand } = await import('@aws-sdk/client-lambda');
    return read(await client.send(new GetEventSourceMappingCommand({ UUID: uuid }), options), uuid);
  });
}

function createTrigger(
  access: AwsAccess,
  connection: StreamConnection,
  document: TriggerDocument,
  stop: StopSignal,
): Promise<Trigger> {
  const { EventSourceArn = '', FunctionName = '' } = document;
  const subject = l10n.t('a trigger of {0} for function "{1}"', streamSubject(EventSourceArn), FunctionName);
  const question = {
    service: 'lambda' as const,
    arnRegion: parseStreamArn(EventSourceArn)?.region,
    call: { action: 'lambda:CreateEventSourceMapping', subject, connection },
    isChange: true,
  };
  return askService(access, question, stop, async (client, options) => {
    const { CreateEventSourceMappingCommand } = await import('@aws-sdk/client-lambda');
    return read(await client.send(new CreateEventSourceMappingCommand(createInput(document)), options));
  });
}

async function updateTrigger(
  access: AwsAccess,
  connection: StreamConnection,
  uuid: string,
  change: TriggerDocument,
  stop: StopSignal,
): Promise<Trigger> {
  const asked = aboutTrigger('lambda:UpdateEventSourceMapping', connection, uuid);
  const [fixed] = fixedOptions(change);
  if (fixed !== undefined) throw notUpdatable(fixed, asked);
  return askService(access, { ...asked, isChange: true }, stop, async (client, options) => {
    const { UpdateEventSourceMappingCommand } = await import('@aws-sdk/client-lambda');
    const input = updateInput(uuid, change);
    return read(await client.send(new UpdateEventSourceMappingCommand(input), options), uuid);
  });
}

function deleteTrigger(
  access: AwsAccess,
  connection: StreamConnection,
  uuid: string,
  stop: StopSignal,
): Promise<Trigger> {
  const asked = aboutTrigger('lambda:DeleteEventSourceMapping', connection, uuid);
  return askService(access, { ...asked, isChange: true }, stop, async (client, options) => {
    const { DeleteEventSourceMappingCommand } = await import('@aws-sdk/client-lambda');
    return read(await client.send(new DeleteEventSourceMappingCommand({ UUID: uuid }), options), uuid);
  });
}

function aboutTrigger(action: string, connection: StreamConnection, uuid: string): ServiceQuestion<'lambda'> {
  return { service: 'lambda', call: { action, subject: l10n.t('the trigger {0}', uuid), connection } };
}

function read(answer: EventSourceMappingConfiguration, uuid = answer.UUID ?? ''): Trigger {
  const trigger = readTrigger({ ...answer, UUID: uuid });
  if (trigger !== undefined) return trigger;
  const { EventSourceArn: source = l10n.t('something else') } = answer;
  throw new Error(l10n.t('the event source mapping reads no DynamoDB stream but {0}', source));
}

function notUpdatable(option: string, { call }: ServiceQuestion<'lambda'>): ServiceError {
  const { action, subject } = call;
  const serviceMessage = l10n.t("{0} can't be updated", option);
  return new ServiceError(
    'invalid',
    l10n.t(
      "{0} of {1} can't be changed by {2}. Replace the trigger by a new one, or for tags write these.",
      option,
      subject,
      action,
    ),
    { action, code: '', serviceMessage },
  );
}

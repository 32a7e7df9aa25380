/** Items of tables as they are now. */
import { setTimeout as delay } from 'node:timers/promises';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import * as l10n from '@vscode/l10n';
import { doublingDelayMs } from '../../engine/clock/doubling-delay';
import type { AttributeMap } from '../../engine/events/dynamodb-event';
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { StreamConnection } from '../../engine/streams/stream-connection';
import type { ItemReader } from '../../failed-batches/ports/item-reader';
import { parseArn } from '../../triggers/policies/arn-parts';
import { type ServiceQuestion, askService } from '../access/ask-service';
import type { AwsAccess } from '../access/aws-access';
import { isEmulator } from '../access/client-settings';
import { eventForm, keyText, requestForm } from './item-form';

/** What BatchGetItem takes. */
const KEYS_PER_CALL = 100;
/** Of keys that DynamoDB leaves out one answer after the other, with waits of 6.2 s in all. */
const ANSWERS_WITHOUT_ITEMS = 6;
const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 3_200;

export function awsItemReader(access: AwsAccess): ItemReader {
  return {
    readItems: async (connection, table, keys, stop) => {
      const asked = new Map(keys.map((key) => [keyText(key, key), key]));
      const found = new Map<string, AttributeMap>();
      const all = [...asked.values()];
      const named = await nameToAsk(access, connection, table);
      for (let first = 0; first < all.length; first += KEYS_PER_CALL) {
        const some = all.slice(first, first + KEYS_PER_CALL);
        const question = aboutTable(connection, table);
        for (const item of await readSome(access, question, named, some, stop))
          found.set(keyText(item, some[0] ?? {}), item);
      }
      return keys.map((key) => found.get(keyText(key, key)));
    },
  };
}

/** DynamoDB Local knows tables by their names only. On AWS the ARN tells whose table it is. */
async function nameToAsk(access: AwsAccess, connection: StreamConnection, table: string): Promise<string> {
  const isArnKnown = !isEmulator(await access.endpoint(connection, 'dynamodb'));
  return isArnKnown ? table : tableName(table);
}

function tableName(table: string): string {
  return parseArn(table)?.resource.replace(/^table\//, '') ?? table;
}

function aboutTable(connection: StreamConnection, table: string): ServiceQuestion<'dynamodb'> {
  const parsed = parseArn(table);
  const subject = l10n.t('table "{0}"', tableName(table));
  const arn = parsed === undefined ? {} : { arn: table };
  const call = { action: 'dynamodb:BatchGetItem', subject, ...arn, connection };
  return { service: 'dynamodb', arnRegion: parsed?.region, call };
}

/** @param keys at most 100, no two the same */
async function readSome(
  access: AwsAccess,
  question: ServiceQuestion<'dynamodb'>,
  table: string,
  keys: readonly AttributeMap[],
  stop: StopSignal,
): Promise<readonly AttributeMap[]> {
  return askService(access, question, stop, async (client, options) => {
    const { BatchGetItemCommand } = await import('@aws-sdk/client-dynamodb');
    const items: AttributeMap[] = [];
    let left: Record<string, AttributeValue>[] = keys.map(requestForm);
    for (let failures = 0; ;) {
      const RequestItems = { [table]: { Keys: left, ConsistentRead: true } };
      const answer = await client.send(new BatchGetItemCommand({ RequestItems }), options);
      // By the table's name, or by its ARN if it was asked for by that.
      const found = Object.values(answer.Responses ?? {}).flat();
      items.push(...found.map(eventForm));
      left = Object.values(answer.UnprocessedKeys ?? {}).flatMap(({ Keys = [] }) => Keys);
      if (left.length === 0) return items;
      failures = found.length > 0 ? 1 : failures + 1;
      if (failures > ANSWERS_WITHOUT_ITEMS) throw throttled(left.length);
      const waitMs = doublingDelayMs(failures, FIRST_WAIT_MS, LONGEST_WAIT_MS);
      await delay(waitMs, undefined, { signal: options.abortSignal });
    }
  });
}

/** DynamoDB answers without an error. */
function throttled(keys: number): Error {
  const message =
    keys === 1
      ? l10n.t('it left out a key again and again')
      : l10n.t('it left out {0} keys again and again', keys);
  return Object.assign(new Error(message), { name: 'ProvisionedThroughputExceededException' });
}

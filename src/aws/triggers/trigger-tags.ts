/** The tags of a mapping: Lambda has operations of their own for them, UpdateEventSourceMapping has none. */
import * as l10n from '@vscode/l10n';
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { StreamConnection } from '../../engine/streams/stream-connection';
import { ownTags } from '../../triggers/options/own-tags';
import type { AwsAccess } from '../access/aws-access';
import { type ServiceQuestion, askService } from '../access/ask-service';
import { lambdaArnRegion } from './lambda-arn';

type Tags = Readonly<Record<string, string>>;

export function readTags(
  access: AwsAccess,
  connection: StreamConnection,
  triggerArn: string,
  stop: StopSignal,
): Promise<Tags> {
  const question = about('lambda:ListTags', connection, triggerArn);
  return askService(access, question, stop, async (client, options) => {
    const { ListTagsCommand } = await import('@aws-sdk/client-lambda');
    const { Tags = {} } = await client.send(new ListTagsCommand({ Resource: triggerArn }), options);
    return Tags;
  });
}

/** @param tags all that it is to have, but for AWS's own */
export async function writeTags(
  access: AwsAccess,
  connection: StreamConnection,
  triggerArn: string,
  tags: Tags,
  stop: StopSignal,
): Promise<void> {
  const before = await readTags(access, connection, triggerArn, stop);
  const changed = Object.entries(ownTags(tags)).filter(([key, value]) => before[key] !== value);
  const gone = Object.keys(ownTags(before)).filter((key) => !(key in tags));
  if (changed.length > 0) {
    const question = { ...about('lambda:TagResource', connection, triggerArn), isChange: true };
    await askService(access, question, stop, async (client, options) => {
      const { TagResourceCommand } = await import('@aws-sdk/client-lambda');
      const input = { Resource: triggerArn, Tags: Object.fromEntries(changed) };
      await client.send(new TagResourceCommand(input), options);
    });
  }
  if (gone.length > 0) {
    const question = { ...about('lambda:UntagResource', connection, triggerArn), isChange: true };
    await askService(access, question, stop, async (client, options) => {
      const { UntagResourceCommand } = await import('@aws-sdk/client-lambda');
      await client.send(new UntagResourceCommand({ Resource: triggerArn, TagKeys: gone }), options);
    });
  }
}

function about(action: string, connection: StreamConnection, arn: string): ServiceQuestion<'lambda'> {
  const subject = l10n.t('the tags of the trigger {0}', arn.split(':').at(-1) ?? arn);
  return { service: 'lambda', arnRegion: lambdaArnRegion(arn), call: { action, subject, arn, connection } };
}

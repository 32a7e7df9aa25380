/** A queue that receives what a topic sends, as the inbox of somebody who gets its e-mails. */
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { createQueue } from '../test-cloud/deployed-resources';
import { type CloudPlace, setUpClient } from '../test-cloud/set-up-client';

/** @returns the queue's URL */
export async function subscribeQueue(cloud: CloudPlace, topicArn: string, name: string): Promise<string> {
  const queueArn = await createQueue(cloud, name);
  await new SNSClient(setUpClient(cloud)).send(
    new SubscribeCommand({ TopicArn: topicArn, Protocol: 'sqs', Endpoint: queueArn }),
  );
  return `${cloud.endpoint}/${queueArn.split(':')[4] ?? ''}/${name}`;
}

/** Deletes them. @returns the bodies of so many messages, in the order in which they were sent */
export async function receiveAll(
  cloud: CloudPlace,
  QueueUrl: string,
  count: number,
): Promise<readonly string[]> {
  const sqs = new SQSClient(setUpClient(cloud));
  const bodies: string[] = [];
  while (bodies.length < count) {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5 }));
    for (const { Body, ReceiptHandle } of Messages) {
      bodies.push(String(Body));
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
  sqs.destroy();
  return bodies;
}

/** DestinationConfig: a standard queue, a standard topic or a bucket, on failure only (reference sections 2.2 and 2.5). */
import { isJsonObject } from '../events/json-object';
import type { ParameterReader } from './parameter-reader';
import { quotation } from './parameter-reader';

const LONGEST_DESTINATION = 350;

/** @returns undefined without a destination */
export function readOnFailureDestination(read: ParameterReader): string | undefined {
  const { OnSuccess, OnFailure, ...others } = read.object('DestinationConfig') ?? {};
  for (const name of Object.keys(others)) {
    read.refuse(
      `DestinationConfig has the unknown member ${name}: keep OnFailure only.`,
      'DestinationConfig',
      name,
    );
  }
  // An answer shows `{}` where there is none.
  if (isJsonObject(OnSuccess) ? Object.keys(OnSuccess).length > 0 : (OnSuccess ?? undefined) !== undefined) {
    read.refuse(
      'DestinationConfig: Unsupported DestinationConfig parameter for given event source mapping type. Remove OnSuccess.',
      'DestinationConfig',
      'OnSuccess',
    );
  }
  if (OnFailure === undefined || OnFailure === null) return undefined;
  if (!isJsonObject(OnFailure)) {
    read.refuse(
      `DestinationConfig.OnFailure is ${quotation(OnFailure)}: it must be {"Destination":"<ARN>"}.`,
      'DestinationConfig',
      'OnFailure',
    );
    return undefined;
  }
  return readDestination(read, OnFailure['Destination'] ?? undefined);
}

function readDestination(read: ParameterReader, destination: unknown): string | undefined {
  if (destination === undefined && read.isAnswer) return undefined;
  if (destination === undefined) {
    read.refuse(
      'DestinationConfig: The Destination field is required for an OnFailure configuration.',
      'DestinationConfig',
      'OnFailure',
    );
    return undefined;
  }
  // An empty text is how an update takes a destination away.
  if (destination === '') return undefined;
  const problem = destinationProblem(destination);
  if (problem === undefined) return destination as string;
  const path = ['DestinationConfig', 'OnFailure', 'Destination'] as const;
  read.refuse(`${path.join('.')} is ${quotation(destination)}: ${problem}`, ...path);
  return undefined;
}

function destinationProblem(destination: unknown): string | undefined {
  if (typeof destination !== 'string') return 'it must be a text.';
  if (destination.length > LONGEST_DESTINATION)
    return `it must have at most ${LONGEST_DESTINATION} characters.`;
  if (destination.startsWith('kafka://')) return 'Lambda has topics of Kafka for Kafka sources only.';
  if (!/^arn:[^:]+:(?:(?:sqs|sns):[^:]+:[^:]+|s3::):[^:]+$/.test(destination))
    return 'it must be the ARN of an SQS queue, an SNS topic or an S3 bucket.';
  if (destination.includes('/')) return 'Lambda takes a whole bucket: end it with the name of the bucket.';
  if (destination.endsWith('.fifo')) return 'Lambda takes no FIFO queue or topic.';
  return undefined;
}

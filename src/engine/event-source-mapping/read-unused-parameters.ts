/** Parameters that Lambda checks and that change nothing about what the function is sent (reference section 2.2). */
import type { ParameterReader } from './parameter-reader';
import { quotation } from './parameter-reader';

/** The general limits of tags (AWS, "Tag naming limits and requirements"). */
const MOST_TAGS = 50;
const LONGEST_TAG_KEY = 128;
const LONGEST_TAG_VALUE = 256;
const TAG_CHARACTERS = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

export function checkUnusedParameters(read: ParameterReader): void {
  read.flag('Enabled');
  checkKey(read);
  checkTags(read);
  checkMetrics(read);
}

/** An empty text is how an update goes back to AWS's own key. */
function checkKey(read: ParameterReader): void {
  const key = read.text('KMSKeyArn') ?? '';
  if (key === '' || /^arn:[^:]+:kms:[^:]+:[^:]+:(?:key|alias)\/[^:]+$/.test(key)) return;
  read.refuse(
    `KMSKeyArn is ${quotation(key)}: it must be the ARN of a KMS key, "arn:…:kms:…:key/…".`,
    'KMSKeyArn',
  );
}

function checkTags(read: ParameterReader): void {
  const tags = Object.entries(read.object('Tags') ?? {});
  if (tags.length > MOST_TAGS)
    read.refuse(`Tags has ${tags.length} tags, and ${MOST_TAGS} are the most.`, 'Tags');
  for (const [key, value] of tags) {
    const problem = tagKeyProblem(key) ?? tagValueProblem(value);
    if (problem !== undefined) read.refuse(`Tags: the tag ${quotation(key)} ${problem}`, 'Tags', key);
  }
}

function tagKeyProblem(key: string): string | undefined {
  if (key === '') return 'has an empty key.';
  if (key.length > LONGEST_TAG_KEY) return `has a key of more than ${LONGEST_TAG_KEY} characters.`;
  if (/^aws:/i.test(key)) return 'begins with "aws:", which only AWS may use.';
  return TAG_CHARACTERS.test(key) ? undefined : 'may have letters, digits, spaces and _ . : / = + - @ only.';
}

function tagValueProblem(value: unknown): string | undefined {
  if (typeof value !== 'string') return `has the value ${quotation(value)}: it must be a text.`;
  if (value.length > LONGEST_TAG_VALUE) return `has a value of more than ${LONGEST_TAG_VALUE} characters.`;
  return TAG_CHARACTERS.test(value)
    ? undefined
    : 'may have letters, digits, spaces and _ . : / = + - @ only in its value.';
}

function checkMetrics(read: ParameterReader): void {
  const { Metrics: metrics, ...others } = read.object('MetricsConfig') ?? {};
  for (const name of Object.keys(others))
    read.refuse(`MetricsConfig has the unknown member ${name}: keep Metrics only.`, 'MetricsConfig', name);
  if ((metrics ?? undefined) === undefined) return;
  const path = ['MetricsConfig', 'Metrics'] as const;
  if (!Array.isArray(metrics)) {
    read.refuse(
      `MetricsConfig.Metrics is ${quotation(metrics)}: it must be a list that may hold "EventCount".`,
      ...path,
    );
    return;
  }
  const wrong = (metrics as readonly unknown[]).findIndex(
    (metric, index) => metric !== 'EventCount' || index > 0,
  );
  if (wrong === -1) return;
  read.refuse(
    `MetricsConfig.Metrics has ${metricInWords(metrics[wrong])}: for DynamoDB streams it may hold "EventCount" once.`,
    ...path,
    wrong,
  );
}

function metricInWords(metric: unknown): string {
  if (metric === 'EventCount') return 'EventCount twice';
  const isKafkas = metric === 'ErrorCount' || metric === 'KafkaMetrics';
  return isKafkas ? `${metric}, which is for Kafka` : quotation(metric);
}

/** Parameters that Lambda checks and that change nothing about what the function is sent (reference section 2.2). */
import type { ParameterReader } from './parameter-reader';
import { quotation } from './parameter-reader';

const MOST_TAGS = 50;

export function checkUnusedParameters(read: ParameterReader): void {
  read.text('KMSKeyArn');
  const tags = Object.keys(read.object('Tags') ?? {}).length;
  if (tags > MOST_TAGS) read.refuse(`Tags has ${tags} tags, and ${MOST_TAGS} are the most.`);
  const { Metrics: metrics = [] } = read.object('MetricsConfig') ?? {};
  const list: readonly unknown[] = Array.isArray(metrics) ? metrics : [metrics];
  const wrong = list.find((metric) => metric !== 'EventCount');
  if (wrong === undefined) return;
  const isKafkas = wrong === 'ErrorCount' || wrong === 'KafkaMetrics';
  const what = isKafkas ? `${wrong}, which is for Kafka` : quotation(wrong);
  read.refuse(`MetricsConfig.Metrics has ${what}: for DynamoDB streams it may hold "EventCount".`);
}

/** How far functions are behind their streams: the metric IteratorAge of the last minutes. */
import type { MetricDataQuery, MetricDataResult } from '@aws-sdk/client-cloudwatch';
import * as l10n from '@vscode/l10n';
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { StreamConnection } from '../../engine/streams/stream-connection';
import type { MeasuredAge } from '../../triggers/ports/function-catalog';
import type { AwsAccess } from '../access/aws-access';
import { askService } from '../access/ask-service';

/** What one GetMetricData takes. */
const FUNCTIONS_PER_CALL = 500;
const LAST_MINUTES_MS = 15 * 60_000;
const PERIOD_S = 60;

/** @returns by function name, the newest minute first; without those that have no value */
export async function iteratorAges(
  access: AwsAccess,
  connection: StreamConnection,
  functionNames: readonly string[],
  stop: StopSignal,
): Promise<ReadonlyMap<string, readonly MeasuredAge[]>> {
  const names = [...new Set(functionNames)];
  const ages = new Map<string, readonly MeasuredAge[]>();
  for (let first = 0; first < names.length; first += FUNCTIONS_PER_CALL) {
    const some = names.slice(first, first + FUNCTIONS_PER_CALL);
    for (const [name, age] of await agesOf(access, connection, some, stop)) ages.set(name, age);
  }
  return ages;
}

function agesOf(
  access: AwsAccess,
  connection: StreamConnection,
  names: readonly string[],
  stop: StopSignal,
): Promise<ReadonlyMap<string, readonly MeasuredAge[]>> {
  const call = {
    action: 'cloudwatch:GetMetricData',
    subject: l10n.t('the iterator age of the functions'),
    connection,
  };
  return askService(access, { service: 'cloudwatch', call }, stop, async (client, options) => {
    const { GetMetricDataCommand } = await import('@aws-sdk/client-cloudwatch');
    const now = Date.now();
    const asked = {
      MetricDataQueries: names.map(query),
      StartTime: new Date(now - LAST_MINUTES_MS),
      EndTime: new Date(now),
      ScanBy: 'TimestampDescending' as const,
    };
    const ages = new Map<string, MeasuredAge[]>();
    let next: string | undefined;
    do {
      const { MetricDataResults = [], NextToken } = await client.send(
        new GetMetricDataCommand({ ...asked, ...(next !== undefined && { NextToken: next }) }),
        options,
      );
      for (const result of MetricDataResults) {
        const name = names[Number(result.Id?.slice(1))];
        const measured = measuredAges(result);
        // A page may end in the middle of a metric.
        if (name !== undefined && measured.length > 0)
          ages.set(name, [...(ages.get(name) ?? []), ...measured]);
      }
      next = NextToken === '' ? undefined : NextToken;
    } while (next !== undefined);
    return ages;
  });
}

function measuredAges({ Timestamps = [], Values = [] }: MetricDataResult): readonly MeasuredAge[] {
  return Timestamps.flatMap((at, index) => {
    const ageMs = Values[index];
    return ageMs === undefined ? [] : [{ atMs: at.getTime(), ageMs }];
  });
}

function query(functionName: string, index: number): MetricDataQuery {
  return {
    // Begins with a lower-case letter.
    Id: `f${index}`,
    MetricStat: {
      Metric: {
        Namespace: 'AWS/Lambda',
        MetricName: 'IteratorAge',
        Dimensions: [{ Name: 'FunctionName', Value: functionName }],
      },
      Period: PERIOD_S,
      Stat: 'Maximum',
    },
  };
}

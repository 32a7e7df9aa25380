/** CloudWatch: GetMetricData for IteratorAge of functions, as set by the test. Protocol JSON 1.0. */
import { type Answer, CloudError, jsonAnswer } from '../cloud-answer';
import { type CloudRequest, inputOf } from '../cloud-request';

interface MetricDataInput {
  readonly MetricDataQueries?: readonly {
    readonly Id: string;
    readonly MetricStat?: {
      readonly Metric: {
        readonly MetricName?: string;
        readonly Dimensions?: readonly { readonly Name: string; readonly Value: string }[];
      };
    };
  }[];
}

/** D: API reference of GetMetricData. */
const MOST_QUERIES = 500;

export class CloudWatch {
  private readonly iteratorAges = new Map<string, readonly number[]>();

  /** @param agesMs newest first, a minute apart; none: the function has no value */
  setIteratorAge(functionName: string, ...agesMs: readonly number[]): void {
    this.iteratorAges.set(functionName, agesMs);
  }

  answer(request: CloudRequest): Answer {
    const { MetricDataQueries = [] } = inputOf(request) as MetricDataInput;
    if (request.action !== 'cloudwatch:GetMetricData')
      throw new CloudError({ status: 400, type: 'InvalidAction', message: `Not here: ${request.action}` });
    if (MetricDataQueries.length > MOST_QUERIES)
      throw new CloudError({
        status: 400,
        type: 'ValidationError',
        message: `The collection MetricDataQueries must not have a size greater than ${MOST_QUERIES}.`,
      });
    const newest = Math.floor(Date.now() / 60_000) * 60;
    const results = MetricDataQueries.map(({ Id, MetricStat }) => {
      const { MetricName, Dimensions = [] } = MetricStat?.Metric ?? {};
      const functionName = Dimensions.find(({ Name }) => Name === 'FunctionName')?.Value ?? '';
      const values = MetricName === 'IteratorAge' ? (this.iteratorAges.get(functionName) ?? []) : [];
      const timestamps = values.map((_value, index) => newest - 60 * index);
      return { Id, Label: MetricName, Timestamps: timestamps, Values: values, StatusCode: 'Complete' };
    });
    return jsonAnswer(
      { MetricDataResults: results, Messages: [] },
      200,
      String(request.headers['content-type']),
    );
  }
}

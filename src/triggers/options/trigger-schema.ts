/**
 * The JSON schema of `*.trigger.json`, made of the table of options; `media/trigger.schema.json` is its text. It names,
 * explains and completes. What Lambda refuses is said once, by our own diagnostics in Lambda's words: a schema with
 * ranges would have the editor say everything twice.
 */
import * as l10n from '@vscode/l10n';
import type { NumberOption, TriggerOption } from './trigger-option';
import { describeOption, optionNames } from './trigger-options';

type Schema = Readonly<Record<string, unknown>>;

export function triggerSchema(): Schema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $comment:
      'Names, explanations and completions. Ranges and refused pairs are checked by the extension, in the words of Lambda.',
    title: l10n.t('A Lambda trigger on a DynamoDB stream'),
    description: l10n.t('The input of CreateEventSourceMapping for a DynamoDB stream, in the names of AWS.'),
    defaultSnippets: [
      { label: l10n.t('New trigger'), description: l10n.t('What every trigger needs.'), body: newTrigger() },
    ],
    properties: Object.fromEntries(optionNames.map((name) => [name, optionSchema(describeOption(name))])),
  };
}

/** Default and range in words, for a completion and for a hover. */
export function optionInWords(option: TriggerOption): string {
  const facts = [
    ...(option.isRequired ? [l10n.t('Required.')] : []),
    ...(option.kind === 'number' ? [rangeInWords(option)] : []),
    ...(option.kind === 'choice' ? option.values.map((one) => `${one.value}: ${one.explanation}`) : []),
    ...(typeof option.default === 'number' || typeof option.default === 'boolean'
      ? [l10n.t('Default: {0}.', option.default)]
      : []),
  ];
  return [option.explanation, ...facts].join('\n\n');
}

/** For example `-1 for no limit, or 60 to 604,800 seconds.` */
function rangeInWords(option: NumberOption): string {
  const { unlimited } = option;
  const range = boundsInWords(option);
  return unlimited === undefined ? range : l10n.t('{0} for no limit, or {1}', unlimited, range);
}

function boundsInWords({ least, most, unit }: NumberOption): string {
  const [from, to] = [least.toLocaleString('en'), most.toLocaleString('en')];
  switch (unit) {
    case 'records':
      return l10n.t('{0} to {1} records.', from, to);
    case 'seconds':
      return l10n.t('{0} to {1} seconds.', from, to);
    case 'batches':
      return l10n.t('{0} to {1} batches.', from, to);
    case 'attempts':
      return l10n.t('{0} to {1} attempts.', from, to);
  }
}

function optionSchema(option: TriggerOption): Schema {
  const described = { description: optionInWords(option) };
  switch (option.kind) {
    case 'number': {
      const unlimited = option.unlimited === undefined ? [] : [option.unlimited];
      return { ...described, default: option.default, examples: [...unlimited, option.least, option.most] };
    }
    case 'flag':
      return { ...described, default: option.default, examples: [true, false] };
    case 'choice':
      return {
        ...described,
        defaultSnippets: option.values.map(({ value, explanation }) => ({
          label: value,
          description: explanation,
          body: value,
        })),
      };
    case 'text':
    case 'form':
      return { ...described, examples: [option.example], ...innerSchemas[option.name]?.() };
  }
}

const innerSchemas: Partial<Record<TriggerOption['name'], () => Schema>> = {
  DestinationConfig: () => ({
    properties: {
      OnFailure: {
        description: l10n.t('The only one that a stream has.'),
        properties: { Destination: destination() },
      },
    },
  }),
  FilterCriteria: () => ({
    properties: {
      Filters: {
        description: l10n.t('A record passes if one of them matches it.'),
        items: {
          defaultSnippets: [{ label: 'Pattern', body: { Pattern: '$1' } }],
          properties: { Pattern: pattern() },
        },
      },
    },
  }),
  FunctionResponseTypes: () => ({ items: { examples: ['ReportBatchItemFailures'] } }),
  MetricsConfig: () => ({
    properties: {
      Metrics: { description: l10n.t('At most EventCount.'), items: { examples: ['EventCount'] } },
    },
  }),
};

function destination(): Schema {
  return {
    description: l10n.t('The ARN of a standard SQS queue, a standard SNS topic or an S3 bucket.'),
    defaultSnippets: [
      { label: l10n.t('SQS queue'), body: 'arn:aws:sqs:${1:region}:${2:account}:${3:queue}' },
      { label: l10n.t('SNS topic'), body: 'arn:aws:sns:${1:region}:${2:account}:${3:topic}' },
      { label: l10n.t('S3 bucket'), body: 'arn:aws:s3:::${1:bucket}' },
    ],
  };
}

function pattern(): Schema {
  return {
    description: l10n.t('JSON as a text: fields of the record, each with a list of what it may be.'),
    defaultSnippets: [
      { label: l10n.t('New items only'), body: '{"eventName":["INSERT"]}' },
      {
        label: l10n.t('Without deletions by time to live'),
        body: '{"userIdentity":{"type":[{"exists":false}]}}',
      },
      {
        label: l10n.t('A value of an attribute'),
        body: '{"dynamodb":{"NewImage":{"status":{"S":["PAID"]}}}}',
      },
    ],
  };
}

function newTrigger(): Schema {
  return {
    EventSourceArn: '${1:stream}',
    FunctionName: '${2:function}',
    StartingPosition: '${3|TRIM_HORIZON,LATEST|}',
    BatchSize: '^${4:100}',
    Enabled: '^${5|true,false|}',
  };
}

/** What Lambda takes in a document and yet may not do what its author thinks. */
import * as l10n from '@vscode/l10n';
import { validateFilterPattern } from '../../engine/filtering/filter-pattern';
import type { LocatedSentence } from '../../engine/event-source-mapping/parameter-reader';
import { parseStreamArn } from '../../engine/events/stream-arn';
import type { TriggerDocument } from '../trigger-document';

export function documentWarnings(document: TriggerDocument): readonly LocatedSentence[] {
  return [...patternWarnings(document), ...keyWarnings(document), ...destinationWarnings(document)];
}

function patternWarnings({ FilterCriteria }: TriggerDocument): LocatedSentence[] {
  return (FilterCriteria?.Filters ?? []).flatMap(({ Pattern }, index) => {
    const validation = validateFilterPattern(Pattern);
    if (!validation.valid) return [];
    const path = ['FilterCriteria', 'Filters', index, 'Pattern'];
    return validation.warnings.map((sentence) => ({ path, sentence }));
  });
}

/** A key of KMS works in its own Region only; nothing tells what Lambda says of another one. */
function keyWarnings({ KMSKeyArn = '', EventSourceArn = '' }: TriggerDocument): LocatedSentence[] {
  const stream = parseStreamArn(EventSourceArn);
  const [, partition, region] = /^arn:([^:]+):kms:([^:]+):/.exec(KMSKeyArn) ?? [];
  if (stream === undefined || region === undefined) return [];
  if (partition === stream.partition && region === stream.region) return [];
  const sentence = l10n.t(
    'KMSKeyArn is in {0} and the stream in {1}: a KMS key works in its own region only.',
    region,
    stream.region,
  );
  return [{ path: ['KMSKeyArn'], sentence }];
}

function destinationWarnings({ DestinationConfig, EventSourceArn = '' }: TriggerDocument): LocatedSentence[] {
  const stream = parseStreamArn(EventSourceArn);
  const partition = /^arn:([^:]+):/.exec(DestinationConfig?.OnFailure?.Destination ?? '')?.[1];
  if (stream === undefined || partition === undefined || partition === stream.partition) return [];
  const path = ['DestinationConfig', 'OnFailure', 'Destination'];
  const sentence = l10n.t(
    "The destination is in the partition {0} and the stream in {1}: they don't know each other.",
    partition,
    stream.partition,
  );
  return [{ path, sentence }];
}

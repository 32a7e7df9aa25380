/**
 * Whether Lambda would take a document, found out before any call: every range, form and refused pair of reference
 * sections 2.2 and 2.5. What only Lambda can know (that the stream exists, that the pair is new) is left to it.
 */
import * as l10n from '@vscode/l10n';
import { mappingProblems } from '../../engine/event-source-mapping/configuration-limits';
import { isAnswerMember } from '../../engine/event-source-mapping/mapping-parameter-names';
import type { LocatedSentence } from '../../engine/event-source-mapping/parameter-reader';
import type { JsonObject } from '../../engine/events/json-object';
import { isJsonObject } from '../../engine/events/json-object';
import type { TriggerDocument } from '../trigger-document';
import { documentWarnings } from './document-warnings';

export type CheckedDocument =
  | {
      readonly valid: true;
      /** Without members that are `null`; to create, without those that only take away. */
      readonly document: TriggerDocument;
      /** What Lambda takes and yet may not be what is wanted. */
      readonly warnings: readonly LocatedSentence[];
    }
  /** Lambda's own words first where they are known. */
  | { readonly valid: false; readonly problems: readonly LocatedSentence[] };

/** To update, a document may be a part, and `{}` or an empty text takes filters, destination, key away. */
export type DocumentPurpose = 'create' | 'update';

/** Lambda's words, which are not translated. */
const NO_SOURCE = 'Unrecognized event source';
const NO_POSITION =
  "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null";

/** @param value parsed JSON; a member that is `null` counts as absent, as Lambda counts it */
export function checkTriggerDocument(value: unknown, purpose: DocumentPurpose): CheckedDocument {
  const problems = [...mappingProblems(value)];
  if (isJsonObject(value)) {
    problems.push(...answerMembers(value));
    if (purpose === 'create') problems.push(...missingMembers(value));
  }
  if (problems.length > 0) return { valid: false, problems };
  // The checks above have seen every member.
  const document = withoutNulls(value) as TriggerDocument;
  const warnings = documentWarnings(document);
  return { valid: true, document: purpose === 'create' ? withoutEmpties(document) : document, warnings };
}

/** A document may have been copied from what GetEventSourceMapping answers. */
function answerMembers(document: JsonObject): LocatedSentence[] {
  return Object.keys(document)
    .filter((name) => isAnswerMember(name) && document[name] !== null)
    .map((name) => {
      const sentence =
        name === 'FunctionArn'
          ? l10n.t('{0} is what Lambda answers, and is not sent to it: write it as FunctionName.', name)
          : l10n.t('{0} is what Lambda answers, and is not sent to it: remove it.', name);
      return { path: [name], sentence };
    });
}

function missingMembers(document: JsonObject): LocatedSentence[] {
  const missing: LocatedSentence[] = [];
  const need = (name: string, sentence: string): void => {
    if ((document[name] ?? undefined) === undefined) missing.push({ path: [], sentence });
  };
  if ((document['FunctionArn'] ?? undefined) === undefined)
    need('FunctionName', l10n.t('FunctionName is missing: name the function that the stream triggers.'));
  need('EventSourceArn', l10n.t('EventSourceArn is missing: {0}. Write the ARN of the stream.', NO_SOURCE));
  need(
    'StartingPosition',
    l10n.t('StartingPosition is missing: {0}. Write TRIM_HORIZON or LATEST.', NO_POSITION),
  );
  return missing;
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return (value as readonly unknown[]).map(withoutNulls);
  if (!isJsonObject(value)) return value;
  const present = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(present.map(([name, member]) => [name, withoutNulls(member)]));
}

function withoutEmpties(document: TriggerDocument): TriggerDocument {
  const { DestinationConfig, KMSKeyArn, FilterCriteria, ...others } = document;
  const destination = DestinationConfig?.OnFailure?.Destination ?? '';
  const filters = FilterCriteria?.Filters ?? [];
  return {
    ...others,
    ...(filters.length > 0 && { FilterCriteria: { Filters: filters } }),
    ...(destination !== '' && { DestinationConfig: { OnFailure: { Destination: destination } } }),
    ...(KMSKeyArn !== undefined && KMSKeyArn !== '' && { KMSKeyArn }),
  };
}

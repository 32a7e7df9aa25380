/** What a trigger will be once a document is applied: the right side of the comparison that is shown before. */
import type { Trigger } from '../trigger';
import { areFiltersHidden } from '../trigger';
import type { TriggerDocument } from '../trigger-document';
import { isSameFunction } from './same-function';

/**
 * @param wanted the whole document
 * @returns it with what it leaves out and can't default: function, stream, starting position, unread filters and tags
 */
export function afterApplying(before: Trigger, wanted: TriggerDocument): Trigger {
  const { FunctionName: name, EventSourceArn: streamArn = before.streamArn } = wanted;
  const isSame = name === undefined || isSameFunction(before.functionArn, name);
  const { StartingPosition } = before.document;
  const { filterError, ...rest } = before;
  return {
    ...rest,
    functionArn: isSame ? before.functionArn : name,
    streamArn,
    document: {
      ...(StartingPosition && { StartingPosition }),
      ...(!areFiltersHidden(before) && { FilterCriteria: { Filters: [] } }),
      ...wanted,
    },
    ...(filterError !== undefined && wanted.FilterCriteria === undefined && { filterError }),
  };
}

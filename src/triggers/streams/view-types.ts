/** What the records of each stream view type hold (RE-6). It is fixed when a stream is turned on (DS-6). */
import type { StreamViewType } from '../ports/table-catalog';

/** The one that tells a handler most comes first. */
export const VIEW_TYPES: readonly StreamViewType[] = [
  'NEW_AND_OLD_IMAGES',
  'NEW_IMAGE',
  'OLD_IMAGE',
  'KEYS_ONLY',
];

export type ChangeName = 'INSERT' | 'MODIFY' | 'REMOVE';

/** The item as it became, and as it was before; the keys are in every record. */
export interface RecordImages {
  readonly hasNew: boolean;
  readonly hasOld: boolean;
}

export function isViewType(text: string): text is StreamViewType {
  return (VIEW_TYPES as readonly string[]).includes(text);
}

/** An inserted item has no old image, a removed one no new image. */
export function imagesOf(viewType: StreamViewType, change: ChangeName): RecordImages {
  const keepsNew = viewType === 'NEW_AND_OLD_IMAGES' || viewType === 'NEW_IMAGE';
  const keepsOld = viewType === 'NEW_AND_OLD_IMAGES' || viewType === 'OLD_IMAGE';
  return { hasNew: keepsNew && change !== 'REMOVE', hasOld: keepsOld && change !== 'INSERT' };
}

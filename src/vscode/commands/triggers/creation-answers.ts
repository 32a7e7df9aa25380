/** What "Create Trigger" has asked so far. */
import type { TriggerDocument } from '../../../triggers/trigger-document';
import type { StreamNode } from '../../views/tables/tables-node';

export interface CreationAnswers {
  readonly stream: StreamNode;
  /** As it is so far. */
  readonly document: TriggerDocument;
  readonly then: 'create' | 'json';
}

/** What is to be known of one option of a trigger: for questions, tooltips and the JSON schema. */
import type { TriggerDocument } from '../trigger-document';

export type OptionName = keyof TriggerDocument;

interface OptionBase {
  readonly name: OptionName;
  /** Plain words, one or two sentences: what it does and when one wants it. */
  readonly explanation: string;
  /** `''` or an empty collection where Lambda has none; absent where a value is required or there is no default. */
  readonly default?: string | number | boolean | object;
  readonly isRequired: boolean;
  /** Whether UpdateEventSourceMapping takes it; tags are changed by operations of their own. */
  readonly isUpdatable: boolean;
  /** Where the facts are from: a section of the reference, and AWS's page. */
  readonly source: string;
}

export interface NumberOption extends OptionBase {
  readonly kind: 'number';
  readonly default: number;
  readonly least: number;
  readonly most: number;
  /** Allowed beside the range: no limit. */
  readonly unlimited?: -1;
  readonly step: 1;
  readonly unit: 'records' | 'seconds' | 'batches' | 'attempts';
}

export interface ChoiceOption extends OptionBase {
  readonly kind: 'choice';
  readonly values: readonly { readonly value: string; readonly explanation: string }[];
}

export interface FlagOption extends OptionBase {
  readonly kind: 'flag';
  readonly default: boolean;
}

/** A text (`FunctionName`, ARNs), or an object or list that has a form of its own. */
export interface FormOption extends OptionBase {
  readonly kind: 'text' | 'form';
  /** One that Lambda would take. */
  readonly example: unknown;
}

export type TriggerOption = NumberOption | ChoiceOption | FlagOption | FormOption;

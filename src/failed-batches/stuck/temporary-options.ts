/** The options that get a stuck trigger past a bad record, and what it takes to have the old ones back. */
import type { CompleteOptions } from '../../triggers/options/option-defaults';
import { completeOptions, isSameValue } from '../../triggers/options/option-defaults';
import type { TriggerDocument } from '../../triggers/trigger-document';

/** The options that are changed for the time being. */
export type UnblockOptions = Pick<
  CompleteOptions,
  'MaximumRetryAttempts' | 'BisectBatchOnFunctionError' | 'DestinationConfig'
>;

export type UnblockOptionName = keyof UnblockOptions;

export const unblockOptionNames = [
  'MaximumRetryAttempts',
  'BisectBatchOnFunctionError',
  'DestinationConfig',
] as const satisfies readonly UnblockOptionName[];

/** One retry: a record that fails by chance is not to be discarded for it. */
const TEMPORARY_ATTEMPTS = 1;
const UNLIMITED = -1;

export function unblockOptionsOf(document: TriggerDocument): UnblockOptions {
  const { MaximumRetryAttempts, BisectBatchOnFunctionError, DestinationConfig } = completeOptions(document);
  return { MaximumRetryAttempts, BisectBatchOnFunctionError, DestinationConfig };
}

/**
 * Only what has to differ: a destination that is there stays, and so do fewer attempts.
 *
 * @param destinationArn where discarded batches are to be reported, if the trigger has no destination
 */
export function temporaryOptions(before: UnblockOptions, destinationArn: string): Partial<UnblockOptions> {
  const { MaximumRetryAttempts: attempts, BisectBatchOnFunctionError, DestinationConfig } = before;
  const isLong = attempts === UNLIMITED || attempts > TEMPORARY_ATTEMPTS;
  const hasDestination = DestinationConfig.OnFailure.Destination !== '';
  return {
    ...(isLong && { MaximumRetryAttempts: TEMPORARY_ATTEMPTS }),
    ...(!BisectBatchOnFunctionError && { BisectBatchOnFunctionError: true }),
    ...(!hasDestination && { DestinationConfig: { OnFailure: { Destination: destinationArn } } }),
  };
}

export interface Restoring {
  /** The old values of what still is as it was set for the time being. */
  readonly change: Partial<UnblockOptions>;
  /** Neither the old value nor ours: somebody has changed it meanwhile. */
  readonly foreign: readonly UnblockOptionName[];
}

/** What is the old one already is in neither. */
export function restoring(
  before: UnblockOptions,
  temporary: Partial<UnblockOptions>,
  now: TriggerDocument,
): Restoring {
  const present = unblockOptionsOf(now);
  const changed = unblockOptionNames.filter(
    (name) => temporary[name] !== undefined && !isSameValue(present[name], before[name]),
  );
  const ours = changed.filter((name) => isSameValue(present[name], temporary[name]));
  return { change: valuesOf(before, ours), foreign: changed.filter((name) => !ours.includes(name)) };
}

export function valuesOf(
  options: UnblockOptions,
  names: readonly UnblockOptionName[],
): Partial<UnblockOptions> {
  return Object.fromEntries(names.map((name) => [name, options[name]]));
}

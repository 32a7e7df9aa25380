/** Why there is nothing to show at all, which is said by a welcome view instead of rows. */
import type { ConnectionInventory } from '../../../triggers/inventory/connection-inventory';
import { ServiceError } from '../../../triggers/ports/service-error';

/** Values of the context key `streamTriggers.emptyTables`. */
export type EmptyView = 'noCredentials' | 'noRegion' | 'noTables';

/** @returns undefined if there are rows, or something particular to say in a row */
export function emptyViewOf({ lists, content }: ConnectionInventory): EmptyView | undefined {
  if (content.tables.size > 0 || content.strays.length > 0) return undefined;
  const { tables, streams, triggers } = {
    tables: lists.progressOf('tables'),
    streams: lists.progressOf('streams'),
    triggers: lists.progressOf('triggers'),
  };
  if (tables.kind === 'failed') return failedView(tables.error);
  const isWithoutTriggers =
    triggers.kind === 'complete' || (triggers.kind === 'failed' && isOfKind(triggers.error, 'unsupported'));
  return tables.kind === 'complete' && streams.kind === 'complete' && isWithoutTriggers
    ? 'noTables'
    : undefined;
}

/** Expired credentials, or a sign-in that has ended, are somebody's, and a row says whose. */
function failedView(error: Error): EmptyView | undefined {
  if (!(error instanceof ServiceError)) return undefined;
  const { code, serviceMessage, signInProfile } = error.details;
  if (serviceMessage === 'Region is missing') return 'noRegion';
  const isNobody = error.kind === 'credentials' && code === '' && signInProfile === undefined;
  return isNobody ? 'noCredentials' : undefined;
}

function isOfKind(error: Error, kind: ServiceError['kind']): boolean {
  return error instanceof ServiceError && error.kind === kind;
}

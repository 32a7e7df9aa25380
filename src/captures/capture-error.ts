/**
 * A capture that can't be read, written or renamed, as one sentence that names the file,
 * the line if there is one, and the reason. No text of the capture is in it: that is
 * somebody's data, and messages end up in logs.
 */
import * as l10n from '@vscode/l10n';

export interface CaptureErrorDetails {
  /** 1-based. The reason speaks of it too. */
  readonly line?: number;
  /** What could not be done; "read" unless told otherwise. */
  readonly action?: 'read' | 'written' | 'renamed' | 'imported' | 'copied';
  readonly cause?: unknown;
}

export class CaptureError extends Error {
  override readonly name = 'CaptureError';
  readonly line: number | undefined;

  /**
   * @param file the path as the caller knows it
   * @param reason a clause without a full stop, for example `line 7 is cut off`
   */
  constructor(
    readonly file: string,
    readonly reason: string,
    details: CaptureErrorDetails = {},
  ) {
    super(sentence(file, reason, details.action ?? 'read'), { cause: details.cause });
    this.line = details.line;
  }
}

function sentence(file: string, reason: string, action: NonNullable<CaptureErrorDetails['action']>): string {
  switch (action) {
    case 'read':
      return l10n.t("The capture {0} can't be read: {1}.", file, reason);
    case 'written':
      return l10n.t("The capture {0} can't be written: {1}.", file, reason);
    case 'renamed':
      return l10n.t("The capture {0} can't be renamed: {1}.", file, reason);
    case 'imported':
      return l10n.t("The capture {0} can't be imported: {1}.", file, reason);
    case 'copied':
      return l10n.t("The capture {0} can't be copied: {1}.", file, reason);
  }
}

/** A failed call of the file system in words; an error that is already for people stays as it is. */
export function captureErrorOf(
  error: unknown,
  file: string,
  action: CaptureErrorDetails['action'] = 'read',
): CaptureError {
  if (error instanceof CaptureError) return error;
  return new CaptureError(file, fileSystemReason(error), { action, cause: error });
}

function fileSystemReason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOENT':
      return l10n.t('it does not exist');
    case 'EACCES':
    case 'EPERM':
      return l10n.t('its permissions do not allow it');
    case 'EISDIR':
      return l10n.t('it is a folder');
    case 'ENOTDIR':
      return l10n.t('a part of its path is a file, not a folder');
    case 'ENOSPC':
      return l10n.t('the disk is full');
    case 'EROFS':
      return l10n.t('the disk is read-only');
    case 'EMFILE':
    case 'ENFILE':
      return l10n.t('too many files are open');
    case 'ENAMETOOLONG':
      return l10n.t('its name is too long');
    default:
      return error instanceof Error ? error.message : String(error);
  }
}

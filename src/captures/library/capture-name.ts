/**
 * Names of capture files: made of table and time so that they sort, and safe on every
 * system, because captures are checked in and shared (Windows is the strictest).
 */
import * as l10n from '@vscode/l10n';
import * as path from 'node:path';

/** What a recording is called until it is finished. */
export const UNFINISHED_EXTENSION = '.part';

/** `.json`, `.jsonl`, `.jsonl.gz`, `.jsonl.zst.part`… The content tells what a file is, not its name. */
const captureExtension = /(?:\.jsonl?|\.ndjson)(?:\.gz|\.zst)?(?:\.part)?$/i;

/** Most file systems hold 255 bytes; this leaves room for a time, a number and an extension. */
const LONGEST_NAME = 200;

const reservedOnWindows = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;
const refusedCharacter = /[<>:"/\\|?*\u0000-\u001f]/;

/**
 * For example `Orders-2026-11-23T12-56-33Z`, without extension.
 *
 * @param tableName as DynamoDB allows it (AR-5); `capture` stands in for an unknown one
 */
export function captureName(tableName: string | undefined, timeMs: number): string {
  const time = new Date(timeMs).toISOString().slice(0, 19).replaceAll(':', '-');
  const table = (tableName ?? 'capture').replace(/[^a-zA-Z0-9_.-]/g, '_').slice(0, LONGEST_NAME - 30);
  const safe = reservedOnWindows.test(table) || table.startsWith('.') ? `_${table}` : table;
  return `${safe}-${time}Z`;
}

/** Why a name can't be a capture's, as a sentence, or undefined if it can. */
export function refuseCaptureName(name: string): string | undefined {
  if (name.trim() === '') return l10n.t('Enter a name.');
  const refused = refusedCharacter.exec(name)?.[0];
  if (refused !== undefined) {
    return refused < ' '
      ? l10n.t("A name can't hold control characters.")
      : l10n.t("A name can't hold the character {0} on every system.", refused);
  }
  if (name.startsWith('.')) return l10n.t('A name that begins with a dot would be hidden.');
  if (/[. ]$/.test(name) || name.startsWith(' '))
    return l10n.t("A name can't begin with a space, nor end with a space or a dot.");
  if (reservedOnWindows.test(name)) return l10n.t('The name {0} is reserved on Windows.', name);
  if (Buffer.byteLength(name) > LONGEST_NAME)
    return l10n.t("A name can't be longer than {0} bytes.", LONGEST_NAME);
  return undefined;
}

export function isCaptureName(name: string): boolean {
  return !name.startsWith('.') && captureExtension.test(name);
}

/** Name and extension of a file; the extension is empty if it is none of a capture. */
export function splitCaptureName(file: string): { readonly name: string; readonly extension: string } {
  const base = path.basename(file);
  const extension = captureExtension.exec(base)?.[0] ?? '';
  return { name: base.slice(0, base.length - extension.length), extension };
}

export function isUnfinishedName(file: string): boolean {
  return file.toLowerCase().endsWith(UNFINISHED_EXTENSION);
}

/** Bytes to text, and why some bytes are no text: binary files, UTF-16, a character cut in two. */
import * as l10n from '@vscode/l10n';

export type DecodedText =
  | { readonly text: string }
  /** The text ends within a character. */
  | { readonly text: undefined; readonly reason: 'cutOff' }
  | { readonly text: undefined; readonly reason: 'notUtf8' };

/** The longest UTF-8 sequence has four bytes, so a cut one at most three. */
const LONGEST_CUT_SEQUENCE = 3;

export function decodeUtf8(bytes: Uint8Array): DecodedText {
  const text = decode(bytes);
  if (text !== undefined) return { text };
  for (let cut = 1; cut <= Math.min(LONGEST_CUT_SEQUENCE, bytes.length); cut += 1) {
    if (decode(bytes.subarray(0, bytes.length - cut)) !== undefined)
      return { text: undefined, reason: 'cutOff' };
  }
  return { text: undefined, reason: 'notUtf8' };
}

/** A clause about a file whose beginning shows that it is no JSON text, or undefined. */
export function notText(beginning: Uint8Array): string | undefined {
  const [first, second] = beginning;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return l10n.t('it is UTF-16 text (PowerShell writes that); save it as UTF-8');
  }
  return beginning.includes(0) ? l10n.t('it is a binary file, not JSON') : undefined;
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

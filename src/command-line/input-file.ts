/** Small text and JSON files named on the command line; each failure is a sentence that names the file. */
import { readFile } from 'node:fs/promises';
import { captureErrorOf } from '../captures/capture-error';
import { parseJson } from '../captures/reading/capture-format';
import { decodeUtf8, notText } from '../captures/reading/capture-text';
import { UsageError } from './usage-error';

/**
 * @param what the file is, for the sentence: `The mapping`
 * @throws UsageError if it can't be read or is no text
 */
export async function readTextFile(what: string, file: string): Promise<string> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new UsageError(`${what} ${file} can't be read: ${captureErrorOf(error, file).reason}.`, {
      cause: error,
    });
  });
  const reason = notText(bytes);
  if (reason !== undefined) throw new UsageError(`${what} ${file} can't be read: ${reason}.`);
  const { text } = decodeUtf8(bytes);
  if (text === undefined) throw new UsageError(`${what} ${file} can't be read: it is not UTF-8 text.`);
  return text;
}

/** @throws UsageError also if it is not JSON */
export async function readJsonFile(what: string, file: string): Promise<unknown> {
  const value = parseJson(await readTextFile(what, file));
  if ('refused' in value) throw new UsageError(`${what} ${file} can't be read: ${value.refused}.`);
  return value.parsed;
}

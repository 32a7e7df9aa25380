/** Of which stream a capture is, without reading more of it than is needed to tell. */
import { CaptureBytes } from './capture-bytes';

/** An event's first record is in here, unless somebody put something else before it. */
const LONGEST_SEARCH_BYTES = 2 * 1024 * 1024;

/**
 * The first member of one of these names whose value is a text. Within a text the quotation marks would be
 * escaped, and an attribute of such a name has an object as its value.
 */
const member = /"(?:streamArn|eventSourceARN)"\s*:\s*"(arn:[^"\\]+)"/;

/**
 * @returns undefined if the capture does not tell at its beginning, or is none
 * @throws CaptureError if it can't be read
 */
export async function readStreamArn(file: string): Promise<string | undefined> {
  const bytes = await CaptureBytes.open(file);
  try {
    let text = '';
    for await (const chunk of bytes.chunks()) {
      text += chunk.toString('latin1');
      const found = member.exec(text)?.[1];
      if (found !== undefined) return Buffer.from(found, 'latin1').toString();
      if (text.length > LONGEST_SEARCH_BYTES) return undefined;
    }
    return undefined;
  } finally {
    await bytes.close();
  }
}

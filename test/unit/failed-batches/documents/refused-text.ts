/** A text that tells of no failed batch that can be used, and the whole sentence that people read about it. */
export type RefusedText = readonly [what: string, text: string, sentence: string];

/** How many of the sentences begin or end. */
export const DOCUMENT = 'This document about a failed batch';
export const AGAIN = 'copy the whole document again as Lambda wrote it.';
export const WANTED =
  'open what Lambda sent to the on-failure destination, JSON with "DDBStreamBatchInfo" in it.';

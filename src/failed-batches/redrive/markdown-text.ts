/** Text of others in a Markdown report: an error's message or an object's key must not become a heading, a link or a picture. */

/** @returns one line that a preview shows as it was */
export function markdownText(text: string): string {
  const line = text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
  return line.replace(/[\\`*<>[\]|&~]/g, '\\$&');
}

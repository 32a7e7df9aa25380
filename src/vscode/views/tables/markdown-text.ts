/** Text of people and services within Markdown: it stays what it is, and breaks its lines where it has spaces. */

/** What begins anything in Markdown, in HTML, or an icon. MarkdownString.appendText would also forbid line breaks. */
const MEANINGFUL = /[\\`*_{}[\]()#+\-!~|$]/g;

/** @returns Markdown of one line that shows the text */
export function markdownOf(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(MEANINGFUL, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** Tags as people type them: `team=orders, stage=test`. */

/** A tag without `=` has an empty value; of two with one name the last counts. */
export function tagsOf(text: string): Readonly<Record<string, string>> {
  const pairs = text
    .split(',')
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '')
    .map((pair) => {
      const at = pair.indexOf('=');
      return at < 0 ? [pair, ''] : [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
    });
  return Object.fromEntries(pairs) as Readonly<Record<string, string>>;
}

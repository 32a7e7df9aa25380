/**
 * A source map for code whose positions are those of its source.
 *
 * Breakpoints would bind without one, but the debugger compares a script with the file on disk, finds the
 * types missing and shows the script instead of the file that the user edits.
 */
import { pathToFileURL } from 'node:url';

const token = /[\w$]+|[^\s\w$]/g;
const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * The code with an inline map at its end; as it is if it is the source itself.
 *
 * @param code has as many lines as `source`; what stands in the same place is mapped column by column,
 *   a line that was rewritten from its beginning
 */
export function withPositionMap(code: string, source: string, file: string): string {
  if (code === source) return code;
  const map = {
    version: 3,
    sources: [pathToFileURL(file).href],
    names: [],
    mappings: mappings(code, source),
  };
  const encoded = Buffer.from(JSON.stringify(map)).toString('base64');
  return `${code}\n//# sourceMappingURL=data:application/json;base64,${encoded}`;
}

/** Fields of a segment are differences to the one before: generated column, source, line, column. */
function mappings(code: string, source: string): string {
  const sourceLines = source.split('\n');
  let mappedLine = 0;
  let mappedColumn = 0;
  return code
    .split('\n')
    .map((codeLine, line) => {
      let generatedColumn = 0;
      return columnsOf(codeLine, sourceLines[line] ?? '')
        .map(([column, sourceColumn]) => {
          const fields = [column - generatedColumn, 0, line - mappedLine, sourceColumn - mappedColumn];
          generatedColumn = column;
          mappedLine = line;
          mappedColumn = sourceColumn;
          return fields.map(variableLength).join('');
        })
        .join(',');
    })
    .join(';');
}

function columnsOf(codeLine: string, sourceLine: string): readonly (readonly [number, number])[] {
  const columns: [number, number][] = [];
  for (const { 0: text, index } of codeLine.matchAll(token)) {
    const isInPlace = sourceLine.startsWith(text, index);
    if (isInPlace) columns.push([index, index]);
    else if (columns.length === 0) columns.push([index, sourceLine.search(/\S|$/)]);
    // From here on the line was rewritten: what stands in the same place does so by chance.
    if (!isInPlace) break;
  }
  return columns;
}

/** Base64 digits of five bits, least significant first, the sign in the lowest bit. */
function variableLength(value: number): string {
  let rest = value < 0 ? (-value << 1) | 1 : value << 1;
  let digits = '';
  do {
    const digit = rest & 31;
    rest >>>= 5;
    digits += base64.charAt(rest > 0 ? digit | 32 : digit);
  } while (rest > 0);
  return digits;
}

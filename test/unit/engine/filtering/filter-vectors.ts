/** The vectors of the reference's Appendix A, as a table. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from '../../../support/repository-root';

export interface FilterVector {
  readonly group: string;
  /** `true` or `false`; `OK` or `REJECT: ` and the reason. */
  readonly expected: string;
  readonly pattern: string;
  /** JSON; undefined if only the pattern is checked. */
  readonly event: string | undefined;
}

export function filterVectors(): readonly FilterVector[] {
  const file = path.join(repositoryRoot(), 'test', 'unit', 'engine', 'filtering', 'filter-vectors.txt');
  const vectors: FilterVector[] = [];
  let group = '';
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (line.startsWith('//')) continue;
    if (line.startsWith('# ')) group = line.slice(2);
    const [expected, pattern, event] = line.split(' | ');
    if (expected !== undefined && pattern !== undefined) vectors.push({ group, expected, pattern, event });
  }
  return vectors;
}

/**
 * Taking the types out: by Node where this Node can, else by us. Either way every line and column of
 * what stays is where it was.
 */
import * as nodeModule from 'node:module';
import { blankTypes } from './blank-types';

type NodeStripper = (source: string) => string;

/** What takes the types out, in words for people. */
export type StrippedBy = 'node' | 'us';

let nodeStripper: NodeStripper | undefined;
let looked = false;

/** Whether this Node has type stripping built in and compiled in (Electron's has the function only). */
export function nodeStripsTypes(): boolean {
  return findNodeStripper() !== undefined;
}

/**
 * @throws NonErasableSyntax for what must be transformed, the parser's SyntaxError for what is no TypeScript
 */
export function stripTypes(source: string): { readonly code: string; readonly by: StrippedBy } {
  const strip = findNodeStripper();
  if (strip !== undefined) {
    try {
      return { code: strip(source), by: 'node' };
    } catch {
      // Node refuses more than it must and does not say where: ours answers for both.
    }
  }
  return { code: blankTypes(source), by: 'us' };
}

function findNodeStripper(): NodeStripper | undefined {
  if (looked) return nodeStripper;
  looked = true;
  const candidate: unknown = (nodeModule as { stripTypeScriptTypes?: unknown }).stripTypeScriptTypes;
  if (typeof candidate !== 'function') return undefined;
  const strip = candidate as NodeStripper;
  try {
    withoutExperimentalWarning(() => strip(''));
    nodeStripper = strip;
  } catch {
    nodeStripper = undefined;
  }
  return nodeStripper;
}

/** Node warns at the first use of the function; the handler's output is not the place for that. */
function withoutExperimentalWarning(use: () => unknown): void {
  const emitWarning = process.emitWarning.bind(process);
  process.emitWarning = () => undefined;
  try {
    use();
  } finally {
    process.emitWarning = emitWarning;
  }
}

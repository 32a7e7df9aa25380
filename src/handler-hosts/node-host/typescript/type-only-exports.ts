/**
 * Types that a module passes on by name without saying `type`: `export { Order, load } from './orders'`
 * where `Order` is an interface. TypeScript leaves them out because it knows the other file; engines
 * link by name and refuse the module. A name is left out only where the other file is sure.
 */
import { dropSpecifiers } from './import-elision';
import { referencedNames } from './name-references';
import { childOf, childrenOf, nameOf, type SyntaxNode, type SyntaxTree } from './syntax-tree';
import { TextEdits } from './text-edits';
import { exportMeaning, importedNameOf } from './type-exports';

/** Whether a text may pass on names at all; false is certain. */
export function hasExportList(code: string): boolean {
  return /\bexport\s*\{/.test(code);
}

/** The code without the types that it passes on; the same string where there are none. */
export function withoutPassedOnTypes(code: string, { body }: SyntaxTree, file: string): string {
  const edits = new TextEdits(code);
  const lists = body.filter((statement) => isExportList(statement));
  const exported = localNames(lists.filter((statement) => childOf(statement, 'source') === undefined));
  const values = referencedNames(body.filter((statement) => !lists.includes(statement)));
  const types = new Set<string>();
  const changed: SyntaxNode[] = [];
  const keepValues = (statement: SyntaxNode, isCandidate: (specifier: SyntaxNode) => boolean): void => {
    const from = nameOf(childOf(statement, 'source'));
    const specifiers = childrenOf(statement, 'specifiers');
    const kept = specifiers.filter((specifier) => {
      const name = importedNameOf(specifier);
      const isType =
        name !== undefined && isCandidate(specifier) && exportMeaning(from, name, file) === 'type';
      if (isType && statement.type === 'ImportDeclaration') types.add(nameOf(childOf(specifier, 'local')));
      return !isType;
    });
    if (kept.length === specifiers.length) return;
    changed.push(statement);
    dropSpecifiers(statement, kept.length === 0 ? undefined : kept, edits);
  };
  for (const statement of body) {
    if (statement.type === 'ImportDeclaration') {
      keepValues(statement, (specifier) => {
        const local = nameOf(childOf(specifier, 'local'));
        return exported.includes(local) && !values.has(local);
      });
    }
  }
  for (const list of lists) {
    if (childOf(list, 'source') !== undefined) {
      keepValues(list, () => true);
      continue;
    }
    const specifiers = childrenOf(list, 'specifiers');
    const kept = specifiers.filter((specifier) => !types.has(nameOf(childOf(specifier, 'local'))));
    if (kept.length < specifiers.length) dropSpecifiers(list, kept, edits);
  }
  return changed.length > 0 ? edits.render() : code;
}

function isExportList(statement: SyntaxNode): boolean {
  return statement.type === 'ExportNamedDeclaration' && childOf(statement, 'declaration') === undefined;
}

function localNames(lists: readonly SyntaxNode[]): readonly string[] {
  return lists.flatMap((list) =>
    childrenOf(list, 'specifiers').map((specifier) => nameOf(childOf(specifier, 'local'))),
  );
}

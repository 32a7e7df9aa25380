/**
 * The tsconfig.json that governs a source file: the nearest one above it, or, where that one only
 * refers to others ("solution style"), the referenced project that includes the file.
 */
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import {
  createFilesMatcher,
  createPathsMatcher,
  getTsconfig,
  parseTsconfig,
  type PathsMatcher,
  type TsConfigResult,
} from 'get-tsconfig';

export interface ProjectConfiguration {
  /** Absolute path of the tsconfig.json. */
  readonly path: string;
  readonly compilerOptions: Readonly<Record<string, unknown>>;
  /** Files that `paths` and `baseUrl` mean by a specifier, without extension; empty for no match. */
  readonly candidates: (specifier: string) => readonly string[];
}

const byFolder = new Map<string, TsConfigResult | undefined>();
const byPath = new Map<string, ProjectConfiguration>();

/** @returns undefined where no tsconfig.json governs the file, or the one that does cannot be read */
export function projectConfigurationOf(file: string): ProjectConfiguration | undefined {
  const folder = dirname(file);
  if (!byFolder.has(folder))
    byFolder.set(
      folder,
      readable(() => getTsconfig(folder) ?? undefined),
    );
  const nearest = byFolder.get(folder);
  if (nearest === undefined) return undefined;
  const governing = governingProject(file, nearest);
  const known = byPath.get(governing.path);
  if (known !== undefined) return known;
  const made = configurationFrom(governing);
  byPath.set(governing.path, made);
  return made;
}

function governingProject(file: string, nearest: TsConfigResult): TsConfigResult {
  const references = nearest.config.references ?? [];
  if (references.length === 0 || createFilesMatcher(nearest)(file) !== undefined) return nearest;
  for (const reference of references) {
    const target = resolve(dirname(nearest.path), reference.path);
    const path = target.endsWith('.json') ? target : resolve(target, 'tsconfig.json');
    if (!existsSync(path)) continue;
    const project = readable(() => ({ path, config: parseTsconfig(path) }));
    if (project !== undefined && createFilesMatcher(project)(file) !== undefined) return project;
  }
  return nearest;
}

function configurationFrom(project: TsConfigResult): ProjectConfiguration {
  const match: PathsMatcher | undefined = readable(() => createPathsMatcher(project) ?? undefined);
  return {
    path: project.path,
    compilerOptions: project.config.compilerOptions ?? {},
    candidates: (specifier) => match?.(specifier) ?? [],
  };
}

/** A broken tsconfig.json is for the editor and the compiler to report; the handler runs without it. */
function readable<T>(read: () => T | undefined): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** The file behind `--mapping`: what CreateEventSourceMapping takes or GetEventSourceMapping answers. */
import type { MappingConfiguration } from '../engine/event-source-mapping/configuration-limits';
import { readMappingConfiguration } from '../engine/event-source-mapping/configuration-limits';
import { readJsonFile } from './input-file';
import { UsageError } from './usage-error';

export interface MappingFile {
  readonly configuration: MappingConfiguration;
  /** Sentences that name the file. */
  readonly warnings: readonly string[];
}

/** @throws UsageError with every problem, one a line */
export async function readMappingFile(file: string): Promise<MappingFile> {
  const read = readMappingConfiguration(await readJsonFile('The mapping', file));
  if (!read.valid) throw new UsageError(read.problems.map((problem) => `${file}: ${problem}`).join('\n'));
  return {
    configuration: read.configuration,
    warnings: read.warnings.map((warning) => `${file}: ${warning}`),
  };
}

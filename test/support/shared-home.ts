/** A home directory of a test's own with AWS's shared files, and an environment without any AWS variable of this machine. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';

export interface SharedHome {
  /** Absolute. */
  readonly folder: string;
  /** Each call replaces what the file held. */
  writeConfiguration(text: string): void;
  writeCredentials(text: string): void;
  /** Variables for the rest of the test, in place of those of the test before. */
  setVariables(variables?: Readonly<Record<string, string>>): void;
  /** As the machine had it. */
  restore(): void;
}

export function useSharedHome(): SharedHome {
  const original = { ...process.env };
  const folder = mkdtempSync(path.join(tmpdir(), 'shared-home-'));
  mkdirSync(path.join(folder, '.aws'));
  const setVariables = (variables: Readonly<Record<string, string>> = {}): void => {
    removeAwsVariables();
    Object.assign(process.env, {
      HOME: folder,
      USERPROFILE: folder,
      // No test waits for a machine's role that is not there.
      AWS_EC2_METADATA_DISABLED: 'true',
      ...variables,
    });
  };
  setVariables();
  return {
    folder,
    writeConfiguration: (text) => writeFileSync(path.join(folder, '.aws', 'config'), text),
    writeCredentials: (text) => writeFileSync(path.join(folder, '.aws', 'credentials'), text),
    setVariables,
    restore: () => {
      removeAwsVariables();
      for (const name of ['HOME', 'USERPROFILE']) Reflect.deleteProperty(process.env, name);
      Object.assign(process.env, original);
      rmSync(folder, { recursive: true });
    },
  };
}

function removeAwsVariables(): void {
  for (const name of Object.keys(process.env))
    if (name.startsWith('AWS_')) Reflect.deleteProperty(process.env, name);
}

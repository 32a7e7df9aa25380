/**
 * The environment of a deployed function for a local session. Its names are said; its values are taken only if the user
 * says so, once a window for each function, and go from memory to the handler's process.
 */
import * as path from 'node:path';
import * as vscode from 'vscode';
import { isJsonObject } from '../../engine/events/json-object';
import type { DeployedFunction } from '../../failed-batches/ports/deployed-functions';
import type { AwsConnection } from '../../triggers/connections/aws-connection';
import { ServiceError } from '../../triggers/ports/service-error';
import { withFolder } from '../debug/saved-configurations';
import type { LocalHandler } from '../local-handlers/local-handlers';
import { ask, showInformation, withProgress } from '../notifications';
import type { FailedBatchParts } from './failed-batch-parts';

export interface EnvironmentOf {
  readonly connection: AwsConnection;
  readonly deployed: DeployedFunction;
  readonly local: LocalHandler;
  /** What the session starts from: its `env` and `envFile` count. */
  readonly base: vscode.DebugConfiguration;
}

type EnvironmentParts = Pick<FailedBatchParts, 'deployed' | 'replay' | 'log'>;

/**
 * @returns what the configuration needs for them; empty without; undefined when the user has gone away
 * @throws an error for people if the env file can't be read
 */
export async function environmentAttributes(
  parts: EnvironmentParts,
  of: EnvironmentOf,
): Promise<Readonly<Record<string, string>> | undefined> {
  const { deployed } = of;
  const local = await localNames(parts, of);
  const missing = deployed.environmentNames.filter((name) => !local.has(name));
  if (missing.length === 0) return {};
  const { heldEnvironments: held } = parts.replay;
  const name = `${of.connection.id} ${deployed.functionArn}`;
  const isWanted = held.has(name)
    ? Object.keys(held.valuesOf(name)).length > 0
    : await askFor(deployed, missing);
  if (isWanted === undefined) return undefined;
  const values = isWanted ? await valuesOf(parts, of, missing) : {};
  if (values === undefined) return {};
  const without = missing.filter((each) => values[each] === undefined);
  if (without.length > 0)
    parts.log.info(
      vscode.l10n.t(
        'Function {0} has environment variables that the local handler does not get: {1}.',
        deployed.functionName,
        without.join(', '),
      ),
    );
  return held.hold(name, values);
}

/** @returns whether the values are to be taken; undefined for "don't start" */
async function askFor(
  { functionName }: DeployedFunction,
  missing: readonly string[],
): Promise<boolean | undefined> {
  const take = vscode.l10n.t('Use the Deployed Values');
  const leave = vscode.l10n.t('Go On Without Them');
  const answer = await ask(
    missing.length === 1
      ? vscode.l10n.t(
          'Use the values of the deployed function for this session? The local handler lacks an environment variable of {0}.',
          functionName,
        )
      : vscode.l10n.t(
          'Use the values of the deployed function for this session? The local handler lacks {0} environment variables of {1}.',
          missing.length,
          functionName,
        ),
    vscode.l10n.t(
      '{0}\n\nThe values are read from Lambda and handed to the handler’s process. They stay in memory: nothing is written to a file, a log or a launch configuration. The answer holds for this function until the window is closed.',
      missing.join('\n'),
    ),
    take,
    leave,
  );
  return answer === undefined ? undefined : answer === take;
}

/** @returns undefined where they may not be read, which was said then */
async function valuesOf(
  { deployed: functions, log }: EnvironmentParts,
  { connection, deployed }: EnvironmentOf,
  missing: readonly string[],
): Promise<Readonly<Record<string, string>> | undefined> {
  const title = vscode.l10n.t('Reading the environment of function {0}', deployed.functionName);
  try {
    const all = await withProgress(title, (stop) =>
      functions.environmentValues(connection, deployed.functionArn, stop),
    );
    return Object.fromEntries(missing.flatMap((name) => (name in all ? [[name, all[name] ?? '']] : [])));
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    log.warn(error.message);
    showInformation(
      vscode.l10n.t(
        'The handler runs without what these environment variables have on Lambda ({0}): {1}',
        missing.join(', '),
        error.message,
      ),
    );
    return undefined;
  }
}

/** Names that the session has of its own. */
async function localNames(
  { replay }: EnvironmentParts,
  { local: { folder, taskRoot }, base }: EnvironmentOf,
): Promise<ReadonlySet<string>> {
  const { env, envFile } = base as { readonly env?: unknown; readonly envFile?: unknown };
  const fromFile =
    typeof envFile === 'string'
      ? await replay.readEnvFile(path.resolve(taskRoot, withFolder(envFile, folder)))
      : {};
  return new Set([...Object.keys(fromFile), ...(isJsonObject(env) ? Object.keys(env) : [])]);
}

/** From a checked launch configuration to what a handler host is started with. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { HandlerHostOptions } from '../../handler-hosts/handler-host';
import { confirm } from '../notifications';
import { enforceTimeout, productionPattern } from '../settings';
import type { WriteLine } from './debug-console';
import type { LaunchConfiguration } from './launch-configuration';
import { looksLikeProduction } from './production-names';
import type { AwsIdentity, ReplayParts, StreamPlace } from './replay-parts';

/** @throws an error for people when the env file can't be read */
export async function handlerHostOptions(
  configuration: LaunchConfiguration,
  folder: vscode.WorkspaceFolder,
  {
    place: { region, accountId },
    identity,
    parts,
  }: {
    readonly place: StreamPlace;
    readonly identity: AwsIdentity | undefined;
    readonly parts: Pick<ReplayParts, 'readEnvFile' | 'heldEnvironments' | 'hostFolder'>;
  },
): Promise<HandlerHostOptions> {
  const taskRoot = path.resolve(folder.uri.fsPath, configuration.cwd);
  const fromFile =
    configuration.envFile === undefined
      ? {}
      : await parts.readEnvFile(path.resolve(taskRoot, configuration.envFile));
  return {
    handler: configuration.handler,
    taskRoot,
    runtime: configuration.runtime,
    functionName: configuration.functionName,
    memorySizeInMB: configuration.memorySizeInMB,
    timeoutInSeconds: enforceTimeout(folder) ? configuration.timeoutInSeconds : 0,
    region,
    accountId: identity?.accountId ?? accountId,
    environment: {
      ...parts.heldEnvironments.valuesOf(configuration.heldEnvironment),
      ...fromFile,
      ...configuration.env,
    },
    ...(identity === undefined ? {} : { credentials: identity.credentials }),
    ...(configuration.runtimeExecutable === undefined
      ? {}
      : { runtimeExecutable: configuration.runtimeExecutable }),
    runtimeArgs: configuration.runtimeArgs,
    inspect: !configuration.noDebug,
    ...(configuration.noDebug ? {} : entryStops(configuration)),
    bootstrapFolder: parts.hostFolder,
  };
}

/** A session that waits for chosen records stops at none before them. */
function entryStops({ stopOn, stopOnEntry }: LaunchConfiguration): Pick<HandlerHostOptions, 'stopOnEntry'> {
  if (stopOn !== undefined) return { stopOnEntry: 'onRequest' };
  return stopOnEntry ? { stopOnEntry: 'first' } : {};
}

export interface HandlerIdentity extends AwsIdentity {
  /** Profile or role look like production, and somebody has agreed to that. */
  readonly isProduction: boolean;
}

/**
 * Says whose credentials the handler gets, before it gets them.
 *
 * @throws an error for people when the profile can't be used, CancellationError when the user says no to
 *   what looks like production
 */
export async function identifyHandler(
  { connection: { awsProfile } }: LaunchConfiguration,
  region: string,
  parts: Pick<ReplayParts, 'identify'>,
  { write, signal }: { readonly write: WriteLine; readonly signal: AbortSignal },
): Promise<HandlerIdentity | undefined> {
  if (awsProfile === undefined) return undefined;
  const identity = await parts.identify(awsProfile, region, signal);
  const account = identity.accountId;
  write({
    category: 'console',
    text: `${vscode.l10n.t('The handler runs with AWS profile {0}: account {1}, {2}.', awsProfile, account, identity.arn)}\n`,
  });
  const isProduction = looksLikeProduction([awsProfile, identity.arn], productionPattern(), vscode.l10n.t);
  if (isProduction) {
    const agreed = await confirm(
      vscode.l10n.t('AWS profile "{0}" looks like production. Replay with its credentials?', awsProfile),
      vscode.l10n.t(
        'The handler will do for real, in account {0}, whatever it does with each record.',
        account,
      ),
      vscode.l10n.t('Replay Against Production'),
    );
    if (!agreed) throw new vscode.CancellationError();
  }
  return { ...identity, isProduction };
}

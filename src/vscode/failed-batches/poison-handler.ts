/** The local handler as a search probes it: its process without a debugger, and what it prints. */
import * as vscode from 'vscode';
import type { ProbedHandler } from '../../failed-batches/poison/handler-probe';
import { handlerHostOptions, identifyHandler } from '../debug/handler-host-options';
import type { LaunchConfiguration } from '../debug/launch-configuration';
import { checkLaunchConfiguration } from '../debug/launch-configuration';
import { withCaptures } from '../debug/record-source';
import { streamOfCaptures } from '../debug/replay-captures';
import type { FailedBatchParts } from './failed-batch-parts';
import type { PoisonTarget } from './poison-finding';
import { withVariables } from './poison-variables';

/** Kept of what one invocation prints. */
const MOST_CHARACTERS = 4000;

export interface StartedHandler extends ProbedHandler {
  /** How many invocations have run into the timeout. */
  timeouts(): number;
  /** Resolves when its process tree is gone. */
  stop(): Promise<void>;
}

/** What VS Code does around a session, perhaps with variables of its own such as `${defaultBuildTask}`: it is not done here. */
const ofSessionsOnly = new Set(['preLaunchTask', 'postDebugTask', 'presentation', 'serverReadyAction']);

/** @throws an error for people when the configuration can't work */
export function launchOf({ folder, captureFile, configuration }: PoisonTarget): LaunchConfiguration {
  const { type, request, name } = configuration;
  const used = Object.entries(configuration).filter(([attribute]) => !ofSessionsOnly.has(attribute));
  const raw = {
    ...withCaptures(Object.fromEntries(used), { captures: [captureFile] }),
    type,
    request,
    name,
  };
  const checked = checkLaunchConfiguration(
    { ...withVariables(raw, folder), noDebug: true },
    folder.uri.fsPath,
    vscode.l10n.t,
  );
  if ('problems' in checked) throw new Error(checked.problems.map(({ message }) => message).join(' '));
  return checked;
}

/** As before a debug session: the handler that is seen is the one that runs. @throws an error for people */
export async function saveBeforeRunning(folder: vscode.WorkspaceFolder): Promise<void> {
  // A menu does not offer it in such a window; a message that was shown before may.
  if (!vscode.workspace.isTrusted)
    throw new Error(
      vscode.l10n.t(
        'The search runs the handler of this workspace, which is not trusted: trust it with "Workspaces: Manage Workspace Trust" first.',
      ),
    );
  const saves = vscode.workspace.getConfiguration('debug', folder).get<string>('saveBeforeStart');
  if (saves !== 'none') await vscode.workspace.saveAll(false);
}

/**
 * Says whose credentials the handler gets, and asks where they look like production, as a debug session does.
 *
 * @throws an error for people; CancellationError; the signal's reason
 */
export async function startHandler(
  { replay, log }: Pick<FailedBatchParts, 'replay' | 'log'>,
  { folder, captureFile }: PoisonTarget,
  launch: LaunchConfiguration,
  signal: AbortSignal,
): Promise<StartedHandler> {
  const place = await streamOfCaptures([captureFile], (file) => replay.streamOf(file));
  const write = ({ text }: { readonly text: string }): void => log.info(text.trimEnd());
  const identity = await identifyHandler(launch, place.region, replay, { write, signal });
  const options = await handlerHostOptions(launch, folder, { place, identity, parts: replay });
  let printed = '';
  let timeouts = 0;
  // A handler that hangs would keep the search from ending: its timeout holds, whatever the setting says of sessions.
  const host = await replay.startHandlerHost(
    { ...options, timeoutInSeconds: launch.timeoutInSeconds },
    {
      output: (_stream, text) => (printed = `${printed}${text}`.slice(-MOST_CHARACTERS)),
      notice: (message) => log.info(message),
      debuggerListening: () => undefined,
      processEnded: () => undefined,
    },
  );
  return {
    invoke: async (event, stop) => {
      const result = await host.invoke(event, stop);
      if (result.outcome === 'timedOut') timeouts += 1;
      return result;
    },
    timeouts: () => timeouts,
    restart: () => host.restart(),
    stop: () => host.stop(),
    takeOutput: () => {
      const taken = printed;
      printed = '';
      return taken;
    },
  };
}

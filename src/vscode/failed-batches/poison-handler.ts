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
  /** Resolves when its process tree is gone. */
  stop(): Promise<void>;
}

/** @throws an error for people when the configuration can't work */
export function launchOf({ folder, captureFile, configuration }: PoisonTarget): LaunchConfiguration {
  const { type, request, name } = configuration;
  const raw = { ...withCaptures(configuration, { captures: [captureFile] }), type, request, name };
  const checked = checkLaunchConfiguration(
    { ...withVariables(raw, folder), noDebug: true },
    folder.uri.fsPath,
    vscode.l10n.t,
  );
  if ('problems' in checked) throw new Error(checked.problems.map(({ message }) => message).join(' '));
  return checked;
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
    invoke: (event, stop) => host.invoke(event, stop),
    restart: () => host.restart(),
    stop: () => host.stop(),
    takeOutput: () => {
      const taken = printed;
      printed = '';
      return taken;
    },
  };
}

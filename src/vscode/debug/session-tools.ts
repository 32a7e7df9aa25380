/** What every part of a running session works with. */
import type * as vscode from 'vscode';
import type { StreamConnection } from '../../engine/streams/stream-connection';
import type { Replay, ReplaysModel } from '../views/replays/replays-model';
import type { WriteLine } from './debug-console';
import type { HandlerSession } from './handler-session';
import type { LaunchConfiguration } from './launch-configuration';
import type { ReplayParts } from './replay-parts';
import type { RetrySignal } from './retry-signal';

export interface SessionTools {
  readonly parts: ReplayParts;
  readonly folder: vscode.WorkspaceFolder;
  readonly configuration: LaunchConfiguration;
  /** How the stream is reached: the configuration's, else the settings'. */
  readonly connection: StreamConnection;
  readonly replays: ReplaysModel;
  readonly replay: Replay;
  readonly handler: HandlerSession;
  readonly retry: RetrySignal;
  readonly write: WriteLine;
  readonly stop: AbortSignal;
}

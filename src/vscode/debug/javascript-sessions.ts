/** The sessions of VS Code's own JavaScript debugger below a session of ours, and what they say. */
import type * as vscode from 'vscode';

/** The type of js-debug's Node sessions; a configuration of type `node` becomes one as well. */
export const NODE_SESSION_TYPE = 'pwa-node';

/** A message of the Debug Adapter Protocol, as far as this extension reads it. */
export interface ProtocolMessage {
  readonly type: string;
  readonly event?: string;
  readonly body?: { readonly reason?: string; readonly threadId?: number; readonly group?: string };
  readonly command?: string;
  readonly success?: boolean;
}

/** Only the session of a process has a thread; the one above it, which found the process, has none. */
export function saysThatProcessIsThere({ type, event, body }: ProtocolMessage): boolean {
  return type === 'event' && event === 'thread' && body?.reason === 'started';
}

/** The session, the one above it, and so on to the top. */
export function* sessionsUpwards(session: vscode.DebugSession): Iterable<vscode.DebugSession> {
  for (let current: vscode.DebugSession | undefined = session; current; current = current.parentSession)
    yield current;
}

/**
 * The pipe beside stdout and stderr: JSON lines from the process guard and from the Node host.
 *
 * `started` and `ended` come from the guard, `notice` and `endsBetweenInvocations`
 * from inside the handler's process. A line that is none of these is dropped: the handler can write here too.
 */

/** The number that the pipe has in the guard and in the handler's process. */
export const sideChannelFd = 3;
export const sideChannelVariable = 'STREAM_TRIGGERS_NOTICE_FD';

export type SideChannelMessage =
  | { readonly type: 'started'; readonly pid: number }
  | { readonly type: 'startFailed'; readonly message: string }
  | { readonly type: 'ended'; readonly code: number | null; readonly signal: NodeJS.Signals | null }
  | { readonly type: 'notice'; readonly message: string }
  /** An invocation that the process was given and has not answered was never begun. */
  | { readonly type: 'endsBetweenInvocations' };

export function parseSideChannelLine(line: string): SideChannelMessage | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    // Not ours, as the head of this file says.
    return undefined;
  }
  return isMessage(value) ? value : undefined;
}

function isMessage(value: unknown): value is SideChannelMessage {
  if (typeof value !== 'object' || value === null) return false;
  const { type, pid, message } = value as { type?: unknown; pid?: unknown; message?: unknown };
  if (type === 'started') return typeof pid === 'number' && pid > 1;
  if (type === 'startFailed' || type === 'notice') return typeof message === 'string';
  return type === 'ended' || type === 'endsBetweenInvocations';
}

/**
 * Tells the extension something without touching the handler's stdout and stderr.
 *
 * One JSON line per message on a pipe that the extension opened; its number is in
 * an environment variable that the handler never sees.
 */
import { writeSync } from 'node:fs';

const variable = 'STREAM_TRIGGERS_NOTICE_FD';

export interface SideChannel {
  /** @param message a sentence for the person */
  readonly notice: (message: string) => void;
  /** The process ends with every invocation answered that it began: one that is on its way was not begun. */
  readonly endsBetweenInvocations: () => void;
}

/** @returns functions that do nothing where no such pipe was opened */
export function openSideChannel(environment: NodeJS.ProcessEnv): SideChannel {
  const fd = Number(environment[variable]);
  Reflect.deleteProperty(environment, variable);
  const isOpen = Number.isInteger(fd) && fd >= 3;
  const tell = (message: object): void => {
    if (!isOpen) return;
    try {
      writeSync(fd, `${JSON.stringify(message)}\n`);
    } catch {
      // The extension is gone, and with it whoever the message was for.
    }
  };
  return {
    notice: (message) => tell({ type: 'notice', message }),
    endsBetweenInvocations: () => tell({ type: 'endsBetweenInvocations' }),
  };
}

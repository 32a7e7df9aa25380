/**
 * Tells the extension something without touching the handler's stdout and stderr.
 *
 * One JSON line per notice on a pipe that the extension opened; its number is in
 * an environment variable that the handler never sees.
 */
import { writeSync } from 'node:fs';

const variable = 'STREAM_TRIGGERS_NOTICE_FD';

/** @returns a function that does nothing where no such pipe was opened */
export function openNotices(environment: NodeJS.ProcessEnv): (message: string) => void {
  const fd = Number(environment[variable]);
  Reflect.deleteProperty(environment, variable);
  if (!Number.isInteger(fd) || fd < 3) return () => undefined;
  return (message) => {
    try {
      writeSync(fd, `${JSON.stringify({ type: 'notice', message })}\n`);
    } catch {
      // The extension is gone, and with it whoever the notice was for.
    }
  };
}

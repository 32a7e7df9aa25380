/** The levels of VS Code's LogOutputChannel, no more. Record payloads are never passed to it. */
export interface Logger {
  trace(message: string): void;
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/**
 * The engine's only source of time, so that one engine runs in real time against a stream
 * and in virtual time against a capture.
 */
import type { StopSignal } from './stop-signal';

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves at that time, at once if it has passed, and early when the signal aborts. Never rejects. */
  sleepUntil(epochMs: number, stop: StopSignal): Promise<void>;
}

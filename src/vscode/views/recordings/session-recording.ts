/** What a debug session on a live stream reads, recorded beside it (`record` in its launch configuration). */
import type { StreamSource } from '../../../engine/ports/stream-source';

export interface SessionRecording {
  /** The source as the session is to read it. */
  around(source: StreamSource): StreamSource;
  /** Makes a capture of it, unless somebody has stopped it before. */
  end(): Promise<void>;
}

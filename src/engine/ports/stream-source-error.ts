/**
 * Why a stream could not be read, in the few kinds that the engine acts on differently.
 *
 * Recovered by the engine: `expiredIterator` (IT-2), `trimmedData` (IT-8), `throttled` (IT-9),
 * `unavailable` (IT-11, cut connections). The others end the run, for no retry mends them.
 */
export type StreamSourceErrorKind =
  | 'expiredIterator'
  | 'trimmedData'
  /** LimitExceededException: too many requests, or more than two readers on a shard. */
  | 'throttled'
  /** InternalServerError, a connection that was refused or cut, a time-out. */
  | 'unavailable'
  /** The shard is unknown to the stream: trimmed as a whole. */
  | 'shardNotFound'
  | 'streamNotFound'
  | 'accessDenied'
  | 'credentials'
  /** Anything else, for example a capture's bad line. */
  | 'failed';

export class StreamSourceError extends Error {
  override readonly name = 'StreamSourceError';

  /** @param message a sentence for people that names the resource and the fix */
  constructor(
    readonly kind: StreamSourceErrorKind,
    message: string,
    options?: { readonly cause?: unknown },
  ) {
    super(message);
    if (options !== undefined) this.cause = options.cause;
  }
}

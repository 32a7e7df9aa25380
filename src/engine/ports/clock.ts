/** Time as the engine sees it, so that a test can hold it still. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
}

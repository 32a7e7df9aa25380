/** An event as a function invoker takes it. */
export function encodedEvent(event: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(event));
}

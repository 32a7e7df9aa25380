/**
 * What happens when the handler has left nothing to do: Node's `beforeExit`.
 *
 * Lambda ends an invocation there that nobody answered, and one whose callback
 * waits for the empty event loop (reference section 5.7.5).
 */

type Listener = () => void;

let listener: Listener | undefined;

export function watchEventLoopEnd(): void {
  process.on('beforeExit', () => {
    const current = listener;
    // Once only: the answer is work again, and the event loop will empty a second time.
    listener = undefined;
    current?.();
  });
}

export function atEventLoopEnd(next: Listener | undefined): void {
  listener = next;
}

/** Clients of one service that are kept: connections stay open, credentials are resolved once. */

interface Destroyable {
  destroy(): void;
}

interface Kept<Client> {
  readonly client: Promise<Client>;
  questions: number;
  isForgotten: boolean;
}

export class ClientPool<Client extends Destroyable> {
  private readonly kept = new Map<string, Kept<Client>>();

  /**
   * @param key of what the client is made with
   * @param open makes it, where there is none; a failure is not kept
   * @throws what `open` or `question` throw
   */
  async use<T>(
    key: string,
    open: () => Promise<Client>,
    question: (client: Client) => Promise<T>,
  ): Promise<T> {
    const kept = this.kept.get(key) ?? this.keep(key, open);
    kept.questions += 1;
    try {
      return await question(await kept.client);
    } finally {
      kept.questions -= 1;
      if (kept.isForgotten) destroyIfUnused(kept);
    }
  }

  /** The next question gets a new client. One that is being used is destroyed after its last answer. */
  forget(): void {
    for (const kept of this.kept.values()) {
      kept.isForgotten = true;
      destroyIfUnused(kept);
    }
    this.kept.clear();
  }

  private keep(key: string, open: () => Promise<Client>): Kept<Client> {
    const client = open();
    const kept = { client, questions: 0, isForgotten: false };
    this.kept.set(key, kept);
    client.catch(() => {
      if (this.kept.get(key) === kept) this.kept.delete(key);
    });
    return kept;
  }
}

function destroyIfUnused({ client, questions }: Kept<Destroyable>): void {
  // Whoever asked has the error of a client that could not be made.
  if (questions === 0)
    client.then(
      (made) => made.destroy(),
      () => undefined,
    );
}

/** What is known of each connection: region and endpoints in force, whose account, and what keeps it from signing in. */
import * as vscode from 'vscode';
import type { AwsConnection } from '../../triggers/connections/aws-connection';
import type { ConnectionFacts } from '../../triggers/connections/connection-summary';
import { settingsInForce } from '../../triggers/connections/settings-in-force';
import type { AccountIdentity, AccountService } from '../../triggers/ports/account-service';

export interface KnownConnection extends ConnectionFacts {
  /** Why it has no credentials. */
  readonly problem?: Error;
}

export class KnownFacts implements vscode.Disposable {
  /** By the connection's id. */
  private readonly known = new Map<string, KnownConnection>();
  private readonly changes = new vscode.EventEmitter<void>();
  private stop = new AbortController();
  readonly onDidChange = this.changes.event;

  /** @param note gets what could not be found out, for the log */
  constructor(
    private readonly accounts: AccountService,
    private readonly note: (sentence: string) => void,
  ) {}

  /** Undefined until somebody has used the connection. */
  of({ id }: AwsConnection): KnownConnection | undefined {
    return this.known.get(id);
  }

  /** Credentials were resolved, or not: from now on asking whose they are disturbs nobody. */
  async learn(connection: AwsConnection, problem: Error | undefined): Promise<void> {
    const { stop } = this;
    const facts = await settingsInForce(connection, this.accounts);
    if (stop.signal.aborted) return;
    const { identity: earlier } = this.known.get(connection.id) ?? {};
    this.set(connection, {
      ...facts,
      ...(earlier !== undefined && { identity: earlier }),
      ...(problem !== undefined && { problem }),
    });
    if (problem !== undefined || earlier !== undefined) return;
    const identity = await this.identify(connection, stop.signal);
    if (identity !== undefined) this.set(connection, { ...facts, identity });
  }

  forget(): void {
    this.stop.abort();
    this.stop = new AbortController();
    this.known.clear();
    this.changes.fire();
  }

  dispose(): void {
    this.stop.abort();
    this.changes.dispose();
  }

  private set(connection: AwsConnection, known: KnownConnection): void {
    this.known.set(connection.id, known);
    this.changes.fire();
  }

  /** DynamoDB Local has no STS. */
  private async identify(connection: AwsConnection, stop: AbortSignal): Promise<AccountIdentity | undefined> {
    try {
      return await this.accounts.identify(connection, stop);
    } catch (error) {
      if (!stop.aborted) this.note(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }
}

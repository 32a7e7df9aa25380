/** The connections of this window by its settings, and the question before anything is changed through them. */
import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import type { AwsConnection } from '../../triggers/connections/aws-connection';
import { defaultConnection } from '../../triggers/connections/default-connection';
import { isLoopbackUrl } from '../../triggers/connections/loopback';
import { readConnections } from '../../triggers/connections/read-connections';
import type { AccountService } from '../../triggers/ports/account-service';
import { settingIds } from '../contributions';
import { looksLikeProduction } from '../debug/production-names';
import { confirm } from '../notifications';
import { connectionEntries, productionPattern, streamConnection } from '../settings';
import type { ConnectionsModel } from './connections-model';
import type { KnownFacts } from './known-facts';

export class WindowConnections implements ConnectionsModel, vscode.Disposable {
  private read = readSettings();
  private readonly changes = new vscode.EventEmitter<void>();
  private readonly subscription: vscode.Disposable;
  readonly onDidChange = this.changes.event;

  /** @param report gets an error about the settings */
  constructor(
    private readonly accounts: AccountService,
    private readonly facts: KnownFacts,
    private readonly report: (error: unknown) => void,
  ) {
    this.reportProblems([]);
    // When a window opens, VS Code brings a machine's settings late, with an event that names none of them.
    this.subscription = vscode.workspace.onDidChangeConfiguration(() => this.readAgain());
  }

  get connections(): readonly AwsConnection[] {
    return this.read.connections;
  }

  /** After a sign-in, or a change of the shared files. */
  forgetCredentials(): void {
    this.accounts.forgetCredentials();
    this.facts.forget();
    this.changes.fire();
  }

  async permitChange(
    connection: AwsConnection,
    what: string,
    names: readonly string[],
    isAgreed = false,
  ): Promise<void> {
    // What was called on may have been shown before the setting was written: in a message, a row, a tooltip.
    const { isReadOnly } = this.connections.find(({ id }) => id === connection.id) ?? connection;
    if (isReadOnly)
      throw new Error(
        vscode.l10n.t(
          '{0}: not done, because the connection "{1}" is read-only. Use another connection, or allow changes with "Change Connection…".',
          what,
          connection.name,
        ),
      );
    const alarming = isAgreed ? [] : await this.productionNames(connection, names);
    if (alarming.length === 0) return;
    const agreed = await confirm(
      vscode.l10n.t('{0}? This looks like production.', what),
      vscode.l10n.t(
        'By the setting "{0}": {1}. The connection is "{2}".',
        settingIds.productionPattern,
        alarming.map((name) => `"${name}"`).join(', '),
        connection.name,
      ),
      vscode.l10n.t('Change Production'),
    );
    if (!agreed) throw new vscode.CancellationError();
  }

  dispose(): void {
    this.subscription.dispose();
    this.changes.dispose();
  }

  /** Nothing on this machine is production, whatever its name. */
  private async productionNames(connection: AwsConnection, names: readonly string[]): Promise<string[]> {
    const endpoints = await Promise.all([
      this.accounts.endpointOf(connection, 'dynamodb'),
      this.accounts.endpointOf(connection, 'lambda'),
    ]);
    if (endpoints.every((endpoint) => endpoint !== undefined && isLoopbackUrl(endpoint))) return [];
    const profile = connection.awsProfile ?? process.env['AWS_PROFILE'];
    const { identity } = this.facts.of(connection) ?? {};
    const all = [connection.name, profile, identity?.alias, ...names];
    const pattern = productionPattern();
    return [...new Set(all)].filter(
      (name): name is string => name !== undefined && looksLikeProduction([name], pattern, vscode.l10n.t),
    );
  }

  private readAgain(): void {
    const { problems } = this.read;
    const now = readSettings();
    if (isDeepStrictEqual(now, this.read)) return;
    this.read = now;
    this.reportProblems(problems);
    this.changes.fire();
  }

  /** What was said once is not said again when something else is changed. */
  private reportProblems(earlier: readonly string[]): void {
    const fresh = this.read.problems.filter((problem) => !earlier.includes(problem));
    if (fresh.length > 0) this.report(new Error(fresh.join(' ')));
  }
}

function readSettings(): ReturnType<typeof readConnections> {
  const { connections, problems } = readConnections(connectionEntries());
  const isNone = connections.length === 0 && problems.length === 0;
  return { connections: isNone ? [defaultConnection(streamConnection())] : connections, problems };
}

/** The status bar's item: whose account, which profile and region, AWS or this machine. A click changes the connection. */
import * as vscode from 'vscode';
import type { AwsConnection } from '../../triggers/connections/aws-connection';
import { accountName, connectionSummary, localHost } from '../../triggers/connections/connection-summary';
import { commandIds } from '../contributions';
import type { ConnectionsModel } from './connections-model';
import type { KnownConnection, KnownFacts } from './known-facts';

interface UsedConnection {
  readonly connection: AwsConnection;
  readonly known: KnownConnection;
}

/** Shown from the first use of a connection on; of several the first in the tree stands for all. */
export class ConnectionStatusBar implements vscode.Disposable {
  private readonly item: vscode.StatusBarItem;
  private shownId: string | undefined;
  private readonly subscriptions: readonly vscode.Disposable[];

  constructor(
    private readonly model: Pick<ConnectionsModel, 'connections' | 'onDidChange'>,
    private readonly facts: KnownFacts,
  ) {
    this.item = vscode.window.createStatusBarItem(
      'streamTriggers.connection',
      vscode.StatusBarAlignment.Left,
    );
    this.item.name = vscode.l10n.t('DynamoDB Stream Triggers Connection');
    this.subscriptions = [model.onDidChange(() => this.show()), facts.onDidChange(() => this.show())];
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.item.dispose();
  }

  private show(): void {
    const used = this.model.connections.flatMap((connection): UsedConnection[] => {
      const known = this.facts.of(connection);
      return known === undefined ? [] : [{ connection, known }];
    });
    const [first] = used;
    // While credentials are resolved anew the last text stands.
    if (first === undefined) {
      if (!this.model.connections.some(({ id }) => id === this.shownId)) this.item.hide();
      return;
    }
    this.shownId = first.connection.id;
    const text = statusText(first);
    const more = this.model.connections.length - 1;
    this.item.text = `$(${iconOf(first)}) ${text}${more === 0 ? '' : ` +${more}`}`;
    this.item.tooltip = used.map(tooltipOf).join('\n\n');
    this.item.accessibilityInformation = {
      label: vscode.l10n.t('AWS connection {0}: {1}', first.connection.name, text),
    };
    this.item.command = {
      command: commandIds.changeConnection,
      title: vscode.l10n.t('Change Connection…'),
      arguments: [{ kind: 'connection', connection: first.connection }],
    };
    this.item.show();
  }
}

/** For example `orders-dev · dev · eu-west-1`, `127.0.0.1:8000 · us-east-1`. */
function statusText({ connection, known }: UsedConnection): string {
  const { awsProfile } = connection;
  const place = localHost(known) ?? (known.identity && accountName(known.identity));
  const parts = [place, awsProfile, known.region ?? vscode.l10n.t('no region')];
  const problem = known.problem === undefined ? [] : [vscode.l10n.t('not signed in')];
  return [...parts, ...problem].filter((part) => part !== undefined).join(' · ');
}

function iconOf({ known }: UsedConnection): string {
  if (known.problem !== undefined) return 'warning';
  return localHost(known) === undefined ? 'cloud' : 'vm';
}

function tooltipOf({ connection, known }: UsedConnection): string {
  const problem = known.problem === undefined ? [] : [known.problem.message];
  return [connection.name, ...connectionSummary(connection, known), ...problem].join('\n');
}

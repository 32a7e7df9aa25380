/** What the suites on a window's connections begin with: shared files, a test cloud, and connections opened anew for each test. */
import * as assert from 'node:assert/strict';
import { CreateAccountAliasCommand, IAMClient } from '@aws-sdk/client-iam';
import * as vscode from 'vscode';
import { AwsAccess } from '../../../../src/aws/access/aws-access';
import { awsAccountService } from '../../../../src/aws/connections/account-service';
import type { AwsConnection } from '../../../../src/triggers/connections/aws-connection';
import type { AccountService } from '../../../../src/triggers/ports/account-service';
import { type ConnectionParts, openConnections } from '../../../../src/vscode/connections/connection-parts';
import { CredentialPrompts } from '../../../../src/vscode/connections/credential-prompts';
import { repositoryRoot } from '../../../support/repository-root';
import { type SharedHome, useSharedHome } from '../../../support/shared-home';
import { type LocalAws, startLocalAws } from '../../../support/test-cloud/local-aws';
import { setUpClient } from '../../../support/test-cloud/set-up-client';
import { AnsweredDialogs } from './answered-dialogs';
import { configure } from './deployed-triggers';

const CONFIGURATION = `
[profile keys]
region = eu-west-1
[profile sso]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = Developer
region = eu-west-1
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1
`;
export const CREDENTIALS = '[keys]\naws_access_key_id = AKIAKEYS\naws_secret_access_key = s\n';

/** Stays for all tests of a suite. */
export class ConnectionsScene {
  private readonly log = vscode.window.createOutputChannel('Connections under test', { log: true });

  private constructor(
    readonly cloud: LocalAws,
    readonly home: SharedHome,
  ) {}

  static async start(): Promise<ConnectionsScene> {
    const cloud = await startLocalAws(repositoryRoot());
    const iam = new IAMClient(setUpClient(cloud));
    await iam.send(new CreateAccountAliasCommand({ AccountAlias: 'shop-prod' }));
    iam.destroy();
    return new ConnectionsScene(cloud, useSharedHome());
  }

  async stop(): Promise<void> {
    await configure('streamTriggers.connections', undefined);
    this.home.restore();
    this.log.dispose();
    await this.cloud.stop();
  }

  /** As a window that has just been opened. */
  open(): OpenedConnections {
    this.home.setVariables({ AWS_ENDPOINT_URL_SSO: this.cloud.endpoint });
    this.home.writeConfiguration(CONFIGURATION);
    this.home.writeCredentials(CREDENTIALS);
    return new OpenedConnections(this.log);
  }

  /** An entry that signs in without being production or on this machine by its tables. */
  elsewhere(): object {
    const { endpoint } = this.cloud;
    return { name: 'shop', awsProfile: 'keys', endpointUrls: { sts: endpoint, iam: endpoint } };
  }
}

/** The connections of one test. */
export class OpenedConnections {
  readonly dialogs = new AnsweredDialogs();
  /** What was said of wrong entries. */
  readonly reported: string[] = [];
  readonly accounts: AccountService;
  readonly parts: ConnectionParts;
  readonly statusBar: vscode.StatusBarItem;
  private readonly prompts = new CredentialPrompts();

  constructor(log: vscode.LogOutputChannel) {
    this.accounts = awsAccountService(new AwsAccess(this.prompts));
    this.accounts.forgetCredentials();
    const { createStatusBarItem } = vscode.window;
    const made: vscode.StatusBarItem[] = [];
    Object.assign(vscode.window, {
      createStatusBarItem: (...all: Parameters<typeof createStatusBarItem>) => {
        const item = createStatusBarItem(...all);
        made.push(item);
        return item;
      },
    });
    this.parts = openConnections(this.accounts, this.prompts, log, (error) =>
      this.reported.push(String(error)),
    );
    Object.assign(vscode.window, { createStatusBarItem });
    const statusBar = made.at(-1);
    assert.ok(statusBar);
    this.statusBar = statusBar;
  }

  async close(): Promise<void> {
    this.parts.subscription.dispose();
    this.prompts.dispose();
    this.dialogs.restore();
    await configure('streamTriggers.connections', undefined);
    await configure('streamTriggers.awsProfile', undefined);
  }

  /** The one that there is. */
  only(): AwsConnection {
    const [connection, ...more] = this.parts.connections.connections;
    assert.ok(connection !== undefined && more.length === 0);
    return connection;
  }

  /** The entries of the setting, when they are in force. */
  async set(...entries: readonly object[]): Promise<void> {
    const changed = this.changed();
    await configure('streamTriggers.connections', entries);
    await changed;
  }

  /** The next change of the connections. */
  changed(): Promise<void> {
    return new Promise((resolve) => {
      const subscription = this.parts.connections.onDidChange(() => {
        subscription.dispose();
        resolve();
      });
    });
  }

  async statusUntil(pattern: RegExp): Promise<string> {
    for (let text = ''; ; text = this.statusBar.text) {
      if (pattern.test(text)) return text;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

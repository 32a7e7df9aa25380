/** The connections of the window with all that keeps them up to date. */
import * as vscode from 'vscode';
import type { StreamConnection } from '../../engine/streams/stream-connection';
import type { AccountService } from '../../triggers/ports/account-service';
import { ConnectionStatusBar } from './connection-status-bar';
import type { CredentialPrompts, SignInOutcome } from './credential-prompts';
import { KnownFacts } from './known-facts';
import { watchSharedFiles } from './shared-file-watch';
import { SignIn } from './sign-in';
import { WindowConnections } from './window-connections';

export interface ConnectionParts {
  readonly connections: WindowConnections;
  readonly signIn: SignIn;
  /** Whatever is shown is asked for again, with credentials that are resolved again. */
  readonly beginAnew: () => void;
  readonly subscription: vscode.Disposable;
}

export function openConnections(
  accounts: AccountService,
  prompts: CredentialPrompts,
  log: vscode.LogOutputChannel,
  report: (error: unknown) => void,
): ConnectionParts {
  const facts = new KnownFacts(accounts, (sentence) => log.debug(sentence));
  const connections = new WindowConnections(accounts, facts, report);
  const outcomes = new Map<string, SignInOutcome>();
  const learn = (): void => {
    for (const connection of connections.connections) {
      const outcome = outcomes.get(sourceOf(connection));
      if (outcome !== undefined) facts.learn(connection, outcome.problem).catch(report);
    }
  };
  const beginAnew = (): void => {
    outcomes.clear();
    connections.forgetCredentials();
  };
  const hasProblem = (): boolean =>
    connections.connections.some((connection) => facts.of(connection)?.problem !== undefined);
  const recover = (): void => {
    if (hasProblem()) beginAnew();
  };
  const signIn = new SignIn(accounts, recover);
  const subscription = vscode.Disposable.from(
    prompts.onDidResolve((outcome) => {
      outcomes.set(sourceOf(outcome.connection), outcome);
      learn();
    }),
    connections.onDidChange(learn),
    watchSharedFiles(accounts.sharedFilePaths(), {
      onConfiguration: beginAnew,
      // Some tools write new keys every few minutes: the tree need not move while the old ones do.
      onCredentials: () => (hasProblem() ? beginAnew() : accounts.forgetCredentials()),
      onSignIn: recover,
    }),
    new ConnectionStatusBar(connections, facts),
    signIn,
    connections,
    facts,
  );
  return { connections, signIn, beginAnew, subscription };
}

/** Connections that differ in the region only have the same credentials. */
function sourceOf({ awsProfile, endpointUrl, endpointUrls = {} }: StreamConnection): string {
  return JSON.stringify([awsProfile, endpointUrl, Object.entries(endpointUrls).sort()]);
}

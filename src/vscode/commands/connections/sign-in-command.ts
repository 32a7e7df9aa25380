/** "Sign In…": finds out what the connection lacks; an expired session is renewed in a terminal, an MFA code is asked for. */
import * as vscode from 'vscode';
import type { AwsConnection } from '../../../triggers/connections/aws-connection';
import { accountName } from '../../../triggers/connections/connection-summary';
import { signInProfileOf } from '../../connections/sign-in-action';
import type { SignIn } from '../../connections/sign-in';
import type { ManagementParts } from '../../management-parts';
import { showInformation, withProgress } from '../../notifications';
import type { Command } from '../command-table';

export interface SignInParts extends Pick<ManagementParts, 'aws' | 'view'> {
  readonly signIn: SignIn;
  readonly beginAnew: () => void;
}

/** The argument is a profile's name, or what stands for a connection. */
export function signInCommand(parts: SignInParts): Command {
  return async (argument) => {
    if (typeof argument === 'string') return parts.signIn.run(argument);
    const connection = await parts.view.chooseConnection(argument);
    return connection && signInTo(connection, parts);
  };
}

async function signInTo(connection: AwsConnection, { aws, signIn, beginAnew }: SignInParts): Promise<void> {
  beginAnew();
  try {
    const identity = await withProgress(vscode.l10n.t('Signing in to "{0}"', connection.name), (stop) =>
      aws.accounts.identify(connection, stop),
    );
    showInformation(
      vscode.l10n.t(
        'The connection "{0}" is signed in: account {1}, {2}.',
        connection.name,
        accountName(identity),
        identity.arn,
      ),
    );
  } catch (error) {
    const profile = signInProfileOf(error);
    if (profile === undefined) throw error;
    await signIn.run(profile);
  }
}

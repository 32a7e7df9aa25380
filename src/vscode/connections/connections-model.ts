/** The connections of this window, and what may be done through them. */
import type * as vscode from 'vscode';
import type { AwsConnection } from '../../triggers/connections/aws-connection';

export interface ConnectionsModel {
  /** In the order of the tree; the default one alone if the setting has none. */
  readonly connections: readonly AwsConnection[];
  /** Connections came, went or changed, or credentials are to be resolved anew. */
  readonly onDidChange: vscode.Event<void>;
  /**
   * Before anything is changed: refuses on a read-only connection, asks once more if connection, account or the
   * resource looks like production.
   *
   * @param what a sentence's beginning without a full stop, for example `Delete the trigger of table "Orders"`
   * @param isAgreed the user has agreed before, or is asked later: then only a read-only connection refuses
   * @throws Error that says it is read-only; CancellationError when the user says no
   */
  permitChange(
    connection: AwsConnection,
    what: string,
    names: readonly string[],
    isAgreed?: boolean,
  ): Promise<void>;
}

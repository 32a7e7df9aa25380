/** One row below a trigger with an on-failure destination: how many failed batches wait there, as far as that is known. */
import * as vscode from 'vscode';
import type { AwsConnection } from '../../../triggers/connections/aws-connection';
import type { Trigger } from '../../../triggers/trigger';
import { commandIds } from '../../contributions';
import { placeholder } from './message-rows';
import type { TablesNode, TriggerNode } from './tables-node';

/** What another view knows of them. Asks nothing. */
export interface TriggerFailures {
  /** Undefined for a trigger without a destination. */
  summaryOf(connection: AwsConnection, trigger: Trigger): FailureSummary | undefined;
  readonly onDidChange: vscode.Event<void>;
}

export interface FailureSummary {
  readonly text: string;
  readonly severity: 'none' | 'warning' | 'error';
}

export class FailureRows implements vscode.Disposable {
  private failures: TriggerFailures | undefined;
  private subscription: vscode.Disposable | undefined;
  /** What was said below triggers whose rows somebody has opened. */
  private readonly shown = new Map<TriggerNode, string | undefined>();

  /** @param redraw what is below a trigger */
  constructor(private readonly redraw: (node: TriggerNode) => void) {}

  connect(failures: TriggerFailures): void {
    this.subscription?.dispose();
    this.failures = failures;
    this.subscription = failures.onDidChange(() => this.redrawOthers());
  }

  below(node: TriggerNode): readonly TablesNode[] {
    const summary = this.summaryOf(node);
    this.shown.set(node, summary?.text);
    if (summary === undefined) return [];
    const command = { id: commandIds.showFailedBatches, title: vscode.l10n.t('Show Failed Batches') };
    return [{ ...placeholder(node, 'failures', summary.text, command), severity: summary.severity }];
  }

  dispose(): void {
    this.subscription?.dispose();
  }

  private redrawOthers(): void {
    for (const [node, text] of [...this.shown]) {
      if (this.summaryOf(node)?.text === text) continue;
      // Drawn again, if anybody sees it, it is shown with what is known then.
      this.shown.delete(node);
      this.redraw(node);
    }
  }

  private summaryOf({ connection, trigger }: TriggerNode): FailureSummary | undefined {
    return this.failures?.summaryOf(connection, trigger);
  }
}

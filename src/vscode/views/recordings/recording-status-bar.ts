/** The status bar's item while streams are being recorded: how much, and a way to the view. */
import * as vscode from 'vscode';
import { viewIds } from '../../contributions';
import { progressText } from './recording-items';
import type { RecordingsModel } from './recordings-model';

export class RecordingStatusBar implements vscode.Disposable {
  private readonly item: vscode.StatusBarItem;
  private readonly subscription: { dispose(): void };

  constructor(private readonly model: RecordingsModel) {
    this.item = vscode.window.createStatusBarItem('streamTriggers.recording', vscode.StatusBarAlignment.Left);
    this.item.name = vscode.l10n.t('DynamoDB Stream Recording');
    this.item.command = `${viewIds.capturedBatches}.focus`;
    this.subscription = model.onChange(() => this.show());
  }

  dispose(): void {
    this.subscription.dispose();
    this.item.dispose();
  }

  private show(): void {
    const { running } = this.model;
    const [only] = running;
    if (only === undefined) {
      this.item.hide();
      return;
    }
    const lines = running.map((recording) => `${recording.tableName}: ${progressText(recording)}`);
    const text = running.length === 1 ? lines[0] : vscode.l10n.t('{0} recordings', running.length);
    this.item.text = `$(record) ${text ?? ''}`;
    this.item.tooltip = [vscode.l10n.t('Recording DynamoDB streams'), ...lines].join('\n');
    this.item.accessibilityInformation = { label: [vscode.l10n.t('Recording'), ...lines].join(', ') };
    this.item.show();
  }
}

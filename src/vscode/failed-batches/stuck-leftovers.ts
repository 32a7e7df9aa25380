/** Triggers that still have the options of an unblocking whose window is gone, or that could not be put back: offered. */
import * as vscode from 'vscode';
import type { KeptUnblock } from '../../failed-batches/stuck/kept-unblock';
import { putOptionsBack } from '../../failed-batches/stuck/put-options-back';
import { whenAbandoned } from '../../failed-batches/stuck/when-abandoned';
import { showInformation, withProgress } from '../notifications';
import { triggerLabel } from '../triggers/trigger-label';
import type { FailedBatchParts } from './failed-batch-parts';
import type { KeptUnblocks } from './stuck-kept-unblocks';
import { putBackPorts } from './stuck-unblock-ports';
import { putBackText } from './stuck-unblock-texts';

export class UnblockLeftovers implements vscode.Disposable {
  private readonly lifetime = new AbortController();

  constructor(
    private readonly parts: FailedBatchParts,
    private readonly store: KeptUnblocks,
  ) {}

  /** At the start of the window: what another window works on is left to it. */
  offerAbandoned(): void {
    for (const kept of this.store.all) this.offerWhenAbandoned(kept).catch(this.parts.report);
  }

  offer(kept: KeptUnblock): void {
    showInformation(
      vscode.l10n.t(
        'Trigger {0} still has the options of Unblock Shard: it discards what fails. Retry attempts: {1}.',
        triggerLabel(kept),
        kept.temporary.MaximumRetryAttempts ?? kept.before.MaximumRetryAttempts,
      ),
      { label: vscode.l10n.t('Put the Old Options Back'), run: () => this.putBack(kept) },
      { label: vscode.l10n.t('Keep These'), run: () => this.store.forget(kept.id) },
    );
  }

  /** @throws an error for people: then it is offered again at the next start */
  async putBack(kept: KeptUnblock): Promise<void> {
    const { connections } = this.parts.connections;
    const connection = connections.find(({ id }) => id === kept.connectionId);
    const label = triggerLabel(kept);
    if (connection === undefined)
      throw new Error(
        vscode.l10n.t(
          'Trigger {0} was changed on connection "{1}", which is no longer there. Add it again, and its old options can be put back at the next start.',
          label,
          kept.connectionName,
        ),
      );
    const title = vscode.l10n.t('Putting the old options of {0} back', label);
    const ports = putBackPorts(this.parts, connection, kept, { store: this.store, isAgreed: false });
    const result = await withProgress(title, () => putOptionsBack(ports, kept));
    showInformation(`${vscode.l10n.t('Trigger {0}:', label)} ${putBackText(result)}`.trim());
  }

  dispose(): void {
    this.lifetime.abort();
  }

  private async offerWhenAbandoned(kept: KeptUnblock): Promise<void> {
    const read = (): KeptUnblock | undefined => this.store.get(kept.id);
    const left = await whenAbandoned(kept, read, this.parts.clock, this.lifetime.signal);
    if (left !== undefined) this.offer(left);
  }
}

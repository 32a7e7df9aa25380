/** A change followed to its end while the tree shows each state; what takes too long is followed on in the background. */
import * as vscode from 'vscode';
import type { FollowEnd, FollowedChange } from '../../triggers/changes/follow-trigger';
import { followTrigger } from '../../triggers/changes/follow-trigger';
import type { AwsConnection } from '../../triggers/connections/aws-connection';
import type { Trigger } from '../../triggers/trigger';
import type { ManagementParts } from '../management-parts';
import { showInformation, withProgress } from '../notifications';
import { tableOf, triggerLabel } from './trigger-label';

/** The command waits so long; ST-5 speaks of several minutes, but mostly it is less than one. */
const FOREGROUND_MS = 2 * 60_000;
const BACKGROUND_MS = 15 * 60_000;

export type FollowingParts = Pick<ManagementParts, 'aws' | 'clock' | 'view' | 'log' | 'report'>;

export class TriggerFollowing {
  /** @param lifetime of the window */
  constructor(
    private readonly parts: FollowingParts,
    private readonly lifetime: AbortSignal,
  ) {}

  /**
   * @param tell what is said once it has settled; said later if it takes long
   * @returns the settled trigger, the last one seen if that takes long, undefined if it is gone
   */
  async follow(
    connection: AwsConnection,
    change: FollowedChange,
    answered: Trigger,
    tell: (settled: Trigger) => void,
  ): Promise<Trigger | undefined> {
    this.parts.view.showTrigger(connection, answered.uuid, answered);
    const title = vscode.l10n.t('Trigger {0}', triggerLabel(answered));
    const end = await withProgress(title, (stop, say) => {
      say(stateText(answered));
      return this.followFor(FOREGROUND_MS, connection, change, answered, stop, say);
    });
    this.conclude(connection, change, answered, end, tell);
    if (end.kind === 'stillChanging') {
      this.say(
        vscode.l10n.t(
          '{0} Lambda still works at trigger {1}. The view follows it on, and you are told when it has settled.',
          stateText(end.last),
          triggerLabel(end.last),
        ),
      );
      void this.followInBackground(connection, change, end.last, tell);
    }
    return end.kind === 'settled' ? end.trigger : end.kind === 'gone' ? undefined : end.last;
  }

  private async followInBackground(
    connection: AwsConnection,
    change: FollowedChange,
    last: Trigger,
    tell: (settled: Trigger) => void,
  ): Promise<void> {
    try {
      const end = await this.followFor(BACKGROUND_MS, connection, change, last, this.lifetime);
      if (this.lifetime.aborted) return;
      this.conclude(connection, change, last, end, tell);
      if (end.kind === 'stillChanging')
        this.say(
          vscode.l10n.t(
            '{0} Lambda has not finished with trigger {1} yet. Refresh the view to see it later.',
            stateText(end.last),
            triggerLabel(end.last),
          ),
        );
    } catch (error) {
      this.parts.report(error);
    }
  }

  private followFor(
    limitMs: number,
    connection: AwsConnection,
    change: FollowedChange,
    answered: Trigger,
    stop: AbortSignal,
    say: (message: string) => void = () => undefined,
  ): Promise<FollowEnd> {
    const { aws, clock, view, log } = this.parts;
    return followTrigger({ service: aws.triggers, connection, clock, stop }, change, answered, limitMs, {
      sees: (trigger) => {
        view.showTrigger(connection, trigger.uuid, trigger);
        say(stateText(trigger));
      },
      isTroubled: (error) => {
        log.warn(error.message);
        say(vscode.l10n.t('AWS does not answer at the moment; trying again.'));
      },
    });
  }

  private conclude(
    connection: AwsConnection,
    change: FollowedChange,
    { uuid, streamArn }: Trigger,
    end: FollowEnd,
    tell: (settled: Trigger) => void,
  ): void {
    const { view, log } = this.parts;
    if (end.kind === 'stillChanging') return;
    if (end.kind === 'gone') view.showTrigger(connection, uuid, undefined);
    view.refresh(connection, tableOf(streamArn));
    if (end.kind === 'settled') tell(end.trigger);
    if (end.kind === 'unreadable') {
      log.warn(end.error.message);
      this.say(
        vscode.l10n.t(
          'Lambda has accepted the change of trigger {0}; how it goes on can’t be read: {1}',
          triggerLabel(end.last),
          end.error.message,
        ),
      );
    }
    if (end.kind === 'gone' && change !== 'delete')
      throw new Error(
        vscode.l10n.t('A trigger of table "{0}" was deleted by somebody meanwhile.', tableOf(streamArn)),
      );
  }

  private say(sentence: string): void {
    this.parts.log.info(sentence);
    showInformation(sentence);
  }
}

/** A state of ST-1 as progress: what Lambda is doing. */
function stateText({ state }: Pick<Trigger, 'state'>): string {
  const texts: Readonly<Record<Trigger['state'], string>> = {
    Creating: vscode.l10n.t('Creating…'),
    Enabling: vscode.l10n.t('Enabling…'),
    Enabled: vscode.l10n.t('Enabled.'),
    Disabling: vscode.l10n.t('Disabling…'),
    Disabled: vscode.l10n.t('Disabled.'),
    Updating: vscode.l10n.t('Updating…'),
    Deleting: vscode.l10n.t('Deleting…'),
  };
  return texts[state];
}

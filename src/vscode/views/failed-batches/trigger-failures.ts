/** What the rows of triggers in "Tables and Triggers" say of their failed batches. */
import * as vscode from 'vscode';
import type { DestinationLook } from '../../../failed-batches/finding/destination-looks';
import { hiddenMessages } from '../../../failed-batches/finding/present-look';
import { byTimeLeft, timeLeftOf } from '../../../failed-batches/finding/time-left';
import type { AwsConnection } from '../../../triggers/connections/aws-connection';
import type { Trigger } from '../../../triggers/trigger';
import type { FailureSummary, TriggerFailures } from '../tables/failure-rows';
import { minutesText } from '../tables/time-words';
import { timeLeftText } from './failed-batch-text';
import type { DestinationNode } from './failed-batches-node';
import type { WindowFailures } from './window-failures';

export function triggerFailures(failures: WindowFailures): TriggerFailures {
  return {
    onDidChange: failures.onDidChange,
    summaryOf: (connection: AwsConnection, trigger: Trigger) => {
      const destination = failures
        .destinationsOf(connection)
        .find((one) => one.trigger.uuid === trigger.uuid);
      return destination && summaryOf(destination, failures);
    },
  };
}

function nothingText(look: DestinationLook): string {
  if (look.kind === 'queue' && look.look.kind === 'looked') {
    const hidden = hiddenMessages(look.look);
    if (hidden > 0) return vscode.l10n.t('Failed batches · about {0} are hidden at the moment', hidden);
    if (look.look.end !== 'empty') return vscode.l10n.t('Failed batches · not known how many');
  }
  return vscode.l10n.t('No failed batches wait');
}

function summaryOf(destination: DestinationNode, failures: WindowFailures): FailureSummary {
  const look = failures.lookOf(destination);
  if (look === undefined || look.kind === 'nothing')
    return { text: vscode.l10n.t('Look for failed batches'), severity: 'none' };
  if (look.kind === 'queue' && look.look.kind === 'closed')
    return {
      text: vscode.l10n.t('Failed batches · about {0} wait, not looked into', look.look.state.visible),
      severity: 'none',
    };
  const { nowMs } = failures;
  const batches = failures.batchesOf(destination);
  const unread = look.kind === 'bucket' ? look.look.unread.length : 0;
  const count = batches.length + unread;
  if (count === 0) return { text: nothingText(look), severity: 'none' };
  const [soonest] = batches
    .filter(({ batch }) => failures.saved.get(batch.id) === undefined)
    .sort((one, other) => byTimeLeft(nowMs)(one.batch, other.batch));
  const left = soonest && timeLeftOf(soonest.batch, nowMs);
  switch (left?.kind) {
    case 'plenty':
    case 'soon':
    case 'hurry': {
      const text = vscode.l10n.t(
        'Failed batches · {0} · soonest trimmed in {1}',
        count,
        minutesText(left.leftMs),
      );
      const severity = ({ plenty: 'none', soon: 'warning', hurry: 'error' } as const)[left.kind];
      return { text, severity };
    }
    case 'begun':
      return {
        text: vscode.l10n.t('Failed batches · {0} · {1}', count, timeLeftText(left)),
        severity: 'error',
      };
    default:
      return { text: vscode.l10n.t('Failed batches · {0}', count), severity: 'none' };
  }
}

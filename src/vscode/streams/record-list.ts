/** Records of a stream in a list: Enter shows what the change did; a button does so and keeps the list. */
import * as vscode from 'vscode';
import type { StreamRecord } from '../../engine/events/dynamodb-event';
import { plainRecord } from '../../engine/events/plain-json';
import { isTimeToLiveRemoval, keyText, recordTimeMs } from '../../engine/events/record-summary';
import type { FoundRecord } from '../../triggers/streams/find-records';
import type { RecordDocuments } from './record-documents';

export interface RecordListParts {
  readonly documents: RecordDocuments;
  /** Gets what goes wrong after the list was shown. */
  readonly report: (error: unknown) => void;
  readonly readAgain: () => Promise<void>;
  readonly save: (records: readonly StreamRecord[]) => Promise<void>;
}

export interface RecordListText {
  readonly title: string;
  /** What is to be known of the records. */
  readonly placeholder: string;
}

interface RecordItem extends vscode.QuickPickItem {
  readonly found: FoundRecord;
}

const icons: Readonly<Record<string, string>> = {
  INSERT: 'diff-added',
  MODIFY: 'diff-modified',
  REMOVE: 'diff-removed',
};

/** Returns when the list is there. */
export function showRecordList(
  streamArn: string,
  records: readonly FoundRecord[],
  { title, placeholder }: RecordListText,
  { documents, report, readAgain, save }: RecordListParts,
): void {
  const keeping = {
    iconPath: new vscode.ThemeIcon('eye'),
    tooltip: vscode.l10n.t('Show, and Keep the List'),
  };
  const whole = { iconPath: new vscode.ThemeIcon('json'), tooltip: vscode.l10n.t('Show the Whole Record') };
  const again = { iconPath: new vscode.ThemeIcon('refresh'), tooltip: vscode.l10n.t('Read Again') };
  const keep = {
    iconPath: new vscode.ThemeIcon('save'),
    tooltip: vscode.l10n.t('Save These Records as a Captured Batch'),
  };
  const list = vscode.window.createQuickPick<RecordItem>();
  list.title = title;
  list.placeholder = placeholder;
  list.matchOnDescription = true;
  list.matchOnDetail = true;
  // The editor that shows a record must not take the list away.
  list.ignoreFocusOut = true;
  list.buttons = [again, keep];
  list.items = records.map((found) => ({ ...itemOf(found), found, buttons: [keeping, whole] }));
  const run = (work: () => Promise<void>): void => {
    work().catch(report);
  };
  list.onDidAccept(() => {
    const [chosen] = list.activeItems;
    if (chosen === undefined) return;
    // It would lie over what is shown.
    list.hide();
    run(() => showChange(documents, streamArn, chosen.found, false));
  });
  list.onDidTriggerItemButton(({ item, button }) => {
    const isWhole = button === whole;
    if (isWhole) list.hide();
    run(() =>
      isWhole
        ? showWhole(documents, streamArn, item.found, false)
        : showChange(documents, streamArn, item.found, true),
    );
  });
  list.onDidTriggerButton((button) => {
    list.hide();
    run(() => (button === again ? readAgain() : save(records.map(({ record }) => record))));
  });
  list.onDidHide(() => list.dispose());
  list.show();
}

function itemOf({ shardId, record }: FoundRecord): vscode.QuickPickItem {
  const timeMs = recordTimeMs(record);
  return {
    label: `$(${icons[record.eventName] ?? 'circle-outline'}) ${record.eventName} ${keyText(record)}`,
    description: [
      ...(timeMs === undefined ? [] : [new Date(timeMs).toLocaleString(vscode.env.language)]),
      ...(isTimeToLiveRemoval(record) ? [vscode.l10n.t('time to live')] : []),
    ].join(' · '),
    detail: `${record.dynamodb.SequenceNumber} · ${shardId}`,
  };
}

async function showChange(
  documents: RecordDocuments,
  streamArn: string,
  found: FoundRecord,
  preserveFocus: boolean,
): Promise<void> {
  const { OldImage, NewImage } = found.record.dynamodb;
  // Of KEYS_ONLY, or of a view type without an image for this change, there is only the record itself.
  if (OldImage === undefined && NewImage === undefined)
    return showWhole(documents, streamArn, found, preserveFocus);
  await documents.showChange(shownRecord(streamArn, found), found.record.dynamodb, preserveFocus);
}

async function showWhole(
  documents: RecordDocuments,
  streamArn: string,
  found: FoundRecord,
  preserveFocus: boolean,
): Promise<void> {
  await documents.show(shownRecord(streamArn, found), plainRecord(found.record), preserveFocus);
}

function shownRecord(streamArn: string, { shardId, record }: FoundRecord) {
  return {
    place: `${streamArn}#${shardId}#${record.dynamodb.SequenceNumber}`,
    eventName: record.eventName,
    keyText: keyText(record),
  };
}

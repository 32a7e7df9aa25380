/** What becomes of the documents of redriven batches, said or asked before anything is sent. */
import * as vscode from 'vscode';
import type { FoundAt } from '../../failed-batches/failed-batch';
import type { Treatment } from '../../failed-batches/redrive/redrive-plan';

type ObjectTreatment = 'mark' | 'move' | 'keep';

/** What an object's tag says of it, and the folder that objects are moved to. */
const TAG = { key: 'stream-triggers', value: 'redriven' };
const MOVED_TO = 'redriven/';

/** Asks only if objects of a bucket are among them. @returns undefined when the user has gone away */
export async function askObjectTreatment(places: readonly FoundAt[]): Promise<ObjectTreatment | undefined> {
  const objects = places.flatMap((at) => (at.kind === 'bucket' ? [at] : []));
  const [first] = objects;
  if (first === undefined) return 'keep';
  const bucket = first.bucketArn.replace(/^.*:/, '');
  const items: (vscode.QuickPickItem & { readonly treatment: ObjectTreatment })[] = [
    {
      label: vscode.l10n.t('Mark'),
      detail: vscode.l10n.t('Stays where it is, with the tag {0}={1}', TAG.key, TAG.value),
      treatment: 'mark',
    },
    {
      label: vscode.l10n.t('Move'),
      detail: vscode.l10n.t('To s3://{0}/{1}', bucket, movedKey(first.key)),
      treatment: 'move',
    },
    { label: vscode.l10n.t('Leave'), detail: vscode.l10n.t('Nothing is changed in S3'), treatment: 'keep' },
  ];
  const chosen = await vscode.window.showQuickPick(items, {
    ignoreFocusOut: true,
    title:
      objects.length === 1
        ? vscode.l10n.t('What becomes of the object in bucket {0} after success?', bucket)
        : vscode.l10n.t('What becomes of {0} objects in bucket {1} after success?', objects.length, bucket),
  });
  return chosen?.treatment;
}

export function treatmentOf(at: FoundAt, ofObjects: ObjectTreatment): Treatment {
  if (at.kind === 'queue') return { kind: 'delete' };
  if (at.kind !== 'bucket' || ofObjects === 'keep') return { kind: 'keep' };
  return ofObjects === 'mark' ? { kind: 'mark', tag: TAG } : { kind: 'move', to: movedKey(at.key) };
}

export function treatmentSentences(
  documents: readonly { readonly at: FoundAt; readonly treatment: Treatment }[],
): readonly string[] {
  const counted = new Map<string, number>();
  for (const { at, treatment } of documents) {
    const place = placeOf(at);
    if (place === undefined) continue;
    const key = JSON.stringify([treatment.kind, place]);
    counted.set(key, (counted.get(key) ?? 0) + 1);
  }
  return [...counted].map(([key, count]) => {
    const [kind, place] = JSON.parse(key) as [Treatment['kind'], string];
    switch (kind) {
      case 'delete':
        return vscode.l10n.t('After success {0} of queue {1} is deleted.', messages(count), place);
      case 'mark':
        return vscode.l10n.t(
          'After success {0} in bucket {1} gets the tag {2}={3}.',
          objects(count),
          place,
          TAG.key,
          TAG.value,
        );
      case 'move':
        return vscode.l10n.t(
          'After success {0} in bucket {1} is moved to {2}.',
          objects(count),
          place,
          MOVED_TO,
        );
      case 'keep':
        return vscode.l10n.t('In {0} nothing is changed.', place);
    }
  });
}

function movedKey(key: string): string {
  return `${MOVED_TO}${key}`;
}

function placeOf(at: FoundAt): string | undefined {
  if (at.kind === 'queue') return at.queueArn.replace(/^.*:/, '');
  return at.kind === 'bucket' ? at.bucketArn.replace(/^.*:/, '') : undefined;
}

function messages(count: number): string {
  return count === 1 ? vscode.l10n.t('the message') : vscode.l10n.t('each of {0} messages', count);
}

function objects(count: number): string {
  return count === 1 ? vscode.l10n.t('the object') : vscode.l10n.t('each of {0} objects', count);
}

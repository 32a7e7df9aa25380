/** A trigger that was changed on AWS while its document was open: nobody's change is lost without a word. */
import * as vscode from 'vscode';
import { readDocumentText } from '../../triggers/options/document-findings';
import { textOf, wholeDocument } from '../../triggers/options/document-text';
import { mergeDocuments } from '../../triggers/options/merge-documents';
import type { TriggerDocument } from '../../triggers/trigger-document';
import { ask } from '../notifications';
import { triggerLabel } from '../triggers/trigger-label';
import type { Application, ApplyAnswers } from './apply-to-trigger';
import { changeLines } from './change-list';
import type { ComparedTexts } from './compared-texts';
import { closeComparison } from './compared-texts';

/**
 * Shows what was changed there and what is wanted here, and asks.
 *
 * @param base the trigger's text when the document was opened
 * @returns what is to be applied; undefined when the user has gone away
 */
export async function settleConflict(
  compared: ComparedTexts,
  { uri, deployed, wanted }: Application,
  base: string,
  answers: ApplyAnswers,
): Promise<TriggerDocument | undefined> {
  const baseDocument = readDocumentText(base, 'update').document;
  if (baseDocument === undefined || base === deployed.text) return wanted;
  const now = wholeDocument(deployed.trigger, deployed.tags);
  const merged = mergeDocuments(baseDocument, now, wanted);
  if (merged.theirs.length === 0) return wanted;
  const label = triggerLabel(deployed.trigger);
  const merge = vscode.l10n.t('Keep Both Changes');
  const overwrite = vscode.l10n.t('Apply Mine As It Is');
  if (answers.onConflict !== undefined) return answers.onConflict === 'merge' ? merged.document : wanted;
  const title = vscode.l10n.t('{0}: changed on AWS and here', label);
  const [was, is, mine] = [
    compared.put(uri, vscode.l10n.t('{0} (when it was opened)', label), base),
    compared.put(uri, vscode.l10n.t('{0} (on AWS)', label), deployed.text),
    compared.put(uri, vscode.l10n.t('{0} (yours)', label), textOf(wanted)),
  ];
  await vscode.commands.executeCommand('vscode.changes', title, [
    [is, was, is],
    [mine, is, mine],
  ]);
  try {
    const both =
      merged.conflicts.length === 0
        ? []
        : [vscode.l10n.t('Both changed {0}: yours would be taken.', merged.conflicts.join(', '))];
    const detail = [changeLines(baseDocument, now, merged.theirs), ...both].join('\n\n');
    const message = vscode.l10n.t('Trigger {0} was changed on AWS since you opened it.', label);
    const answer = await ask(message, detail, merge, overwrite);
    if (answer === undefined) return undefined;
    return answer === merge ? merged.document : wanted;
  } finally {
    await closeComparison(title);
  }
}

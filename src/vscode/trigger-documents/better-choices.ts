/** Quick fixes in triggers as JSON: the better choice of an advice, the name that a misspelt one was meant to be. */
import * as vscode from 'vscode';
import type { Finding } from '../../triggers/options/document-findings';
import { setMembers } from '../../triggers/options/edit-document-text';
import { adviceText } from '../commands/triggers/advice-texts';
import { findingsOf, rangeOfFinding, sentenceOfFinding } from './document-diagnostics';

export class BetterChoices implements vscode.CodeActionProvider {
  provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    return findingsOf(document)
      .filter((finding) => rangeOfFinding(document, finding).intersection(range) !== undefined)
      .flatMap((finding) => {
        const action = actionOf(document, finding);
        if (action === undefined) return [];
        action.diagnostics = diagnostics.filter(({ message }) => message === sentenceOfFinding(finding));
        action.isPreferred = true;
        return [action];
      });
  }
}

function actionOf(document: vscode.TextDocument, finding: Finding): vscode.CodeAction | undefined {
  if (finding.kind === 'problem' && finding.rename !== undefined) {
    const title = vscode.l10n.t('Change to {0}', finding.rename);
    return editing(document, title, finding, JSON.stringify(finding.rename));
  }
  if (finding.kind !== 'advice' || finding.advice.change === undefined) return undefined;
  const { betterChoice } = adviceText(finding.advice);
  if (betterChoice === undefined) return undefined;
  const replacement = setMembers(document.getText(), finding.advice.change);
  return editing(document, betterChoice, replacement, replacement.text);
}

function editing(
  document: vscode.TextDocument,
  title: string,
  { offset, length }: { readonly offset: number; readonly length: number },
  text: string,
): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.edit = new vscode.WorkspaceEdit();
  const range = new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
  action.edit.replace(document.uri, range, text);
  return action;
}

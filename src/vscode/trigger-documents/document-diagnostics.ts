/** What is wrong or risky about triggers as JSON, in the Problems view, while they are written. */
import * as vscode from 'vscode';
import { readDocumentText } from '../../triggers/options/document-findings';
import type { Finding } from '../../triggers/options/document-findings';
import { adviceText } from '../commands/triggers/advice-texts';
import { purposeOf } from './trigger-document-uri';

const SOURCE = 'DynamoDB Stream Triggers';
/** Whoever opens something larger under such a name has opened something else. */
const LONGEST_TEXT = 1_000_000;

export class DocumentDiagnostics implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection('streamTriggers');
  private readonly subscriptions = vscode.Disposable.from(
    this.collection,
    vscode.workspace.onDidOpenTextDocument((document) => this.renew(document)),
    vscode.workspace.onDidChangeTextDocument(({ document }) => this.renew(document)),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => this.collection.delete(uri)),
  );

  constructor() {
    for (const document of vscode.workspace.textDocuments) this.renew(document);
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private renew(document: vscode.TextDocument): void {
    if (purposeOf(document.uri) === undefined) return;
    const diagnostics = findingsOf(document)
      .filter((finding) => finding.kind !== 'syntax' || !isSyntaxChecked(document))
      .map((finding) => diagnosticOf(document, finding));
    this.collection.set(document.uri, diagnostics);
  }
}

/** @returns nothing for a document that is no trigger */
export function findingsOf(document: vscode.TextDocument): readonly Finding[] {
  const purpose = purposeOf(document.uri);
  const text = document.getText();
  return purpose === undefined || text.length > LONGEST_TEXT ? [] : readDocumentText(text, purpose).findings;
}

export function sentenceOfFinding(finding: Finding): string {
  return finding.kind === 'advice' ? adviceText(finding.advice).sentence : finding.sentence;
}

export function rangeOfFinding(document: vscode.TextDocument, { offset, length }: Finding): vscode.Range {
  return new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
}

/** The editor says itself what is no JSON; once is enough. */
function isSyntaxChecked(document: vscode.TextDocument): boolean {
  const isValidated = vscode.workspace
    .getConfiguration('json', document)
    .get<boolean>('validate.enable', true);
  const isServed = vscode.extensions.getExtension('vscode.json-language-features') !== undefined;
  return document.languageId === 'json' && isValidated && isServed;
}

function diagnosticOf(document: vscode.TextDocument, finding: Finding): vscode.Diagnostic {
  const isRefused = finding.kind === 'syntax' || finding.kind === 'problem';
  const { Error: error, Warning: warning } = vscode.DiagnosticSeverity;
  const range = rangeOfFinding(document, finding);
  const diagnostic = new vscode.Diagnostic(range, sentenceOfFinding(finding), isRefused ? error : warning);
  diagnostic.source = SOURCE;
  if (finding.kind === 'advice') diagnostic.code = finding.advice.kind;
  return diagnostic;
}

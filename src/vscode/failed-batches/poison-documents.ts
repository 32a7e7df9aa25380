/** Read-only documents that show what was found, with a way from each set of records to the debugger and to the code. */
import { randomUUID } from 'node:crypto';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { POISON_SCHEME, commandIds } from '../contributions';
import { parseStackFrames } from '../debug/stack-frames';
import type { PoisonFinding } from './poison-finding';
import { hasBothImages } from './poison-finding';
import type { PoisonReport } from './poison-report';
import { poisonReport } from './poison-report';

/** What the commands of a set get. */
export interface ShownSet {
  /** Of the document. */
  readonly document: string;
  /** Among the sets of the finding, from 0. */
  readonly set: number;
}

interface ShownFinding {
  readonly finding: PoisonFinding;
  readonly report: PoisonReport;
}

/** Findings hold their batch; a message may lead to one whose editor is closed. */
const MOST_KEPT = 10;

/** The newest documents are kept, whether their editors are open or not. */
export class PoisonDocuments
  implements
    vscode.TextDocumentContentProvider,
    vscode.CodeLensProvider,
    vscode.DocumentLinkProvider,
    vscode.Disposable
{
  private readonly shown = new Map<string, ShownFinding>();
  private readonly registration: vscode.Disposable;

  constructor() {
    const selector: vscode.DocumentSelector = { scheme: POISON_SCHEME };
    this.registration = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(POISON_SCHEME, this),
      vscode.languages.registerCodeLensProvider(selector, this),
      vscode.languages.registerDocumentLinkProvider(selector, this),
    );
  }

  /** @returns what the commands of its sets get */
  async show(finding: PoisonFinding): Promise<readonly ShownSet[]> {
    const { captureFile } = finding.target;
    const name = vscode.l10n.t('Poison records of {0}', path.basename(captureFile));
    const uri = vscode.Uri.from({ scheme: POISON_SCHEME, path: `/${name}.md`, query: randomUUID() });
    const document = uri.toString();
    this.shown.set(document, { finding, report: poisonReport(finding) });
    const [oldest] = this.shown.keys();
    if (this.shown.size > MOST_KEPT && oldest !== undefined) this.shown.delete(oldest);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: false });
    return finding.search.sets.map((_, set) => ({ document, set }));
  }

  /** @throws an error for people when the window has been opened anew since */
  findingOf({ document }: ShownSet): PoisonFinding {
    const shown = this.shown.get(document);
    if (shown === undefined)
      throw new Error(vscode.l10n.t('Find the poison record again: this was shown too long ago.'));
    return shown.finding;
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    // An editor that VS Code has restored in a new window.
    return this.shown.get(uri.toString())?.report.text ?? vscode.l10n.t('Find the poison record again.');
  }

  provideCodeLenses({ uri }: vscode.TextDocument): vscode.CodeLens[] {
    const document = uri.toString();
    const shown = this.shown.get(document);
    if (shown === undefined) return [];
    return shown.report.setLines.flatMap((line, set) =>
      lensesOf(shown.finding, { document, set }).map(
        (command) => new vscode.CodeLens(new vscode.Range(line, 0, line, 0), command),
      ),
    );
  }

  provideDocumentLinks(document: vscode.TextDocument): vscode.DocumentLink[] {
    const finding = this.shown.get(document.uri.toString())?.finding;
    if (finding === undefined) return [];
    const root = finding.target.folder.uri.fsPath;
    return Array.from({ length: document.lineCount }, (_, line) => document.lineAt(line)).flatMap((line) => {
      const [frame] = parseStackFrames([line.text], root);
      if (frame === undefined) return [];
      const range = new vscode.Range(
        line.lineNumber,
        line.firstNonWhitespaceCharacterIndex,
        line.lineNumber,
        line.text.length,
      );
      const place = `L${String(frame.line)},${String(frame.column)}`;
      return [new vscode.DocumentLink(range, vscode.Uri.file(frame.file).with({ fragment: place }))];
    });
  }

  dispose(): void {
    this.registration.dispose();
    this.shown.clear();
  }
}

function lensesOf(finding: PoisonFinding, shown: ShownSet): readonly vscode.Command[] {
  const set = finding.search.sets[shown.set];
  if (set === undefined) return [];
  const [frame] = parseStackFrames(set.failure.stackTrace, finding.target.folder.uri.fsPath);
  return [
    { command: commandIds.debugPoisonRecord, title: debugLabel(set.indexes.length), arguments: [shown] },
    ...(hasBothImages(finding, set)
      ? [{ command: commandIds.comparePoisonImages, title: compareLabel(), arguments: [shown] }]
      : []),
    ...(frame === undefined
      ? []
      : [
          {
            command: commandIds.openStackFrame,
            title: vscode.l10n.t('Open {0}:{1}', path.basename(frame.file), frame.line),
            arguments: [frame],
          },
        ]),
  ];
}

export function debugLabel(count: number): string {
  return count === 1
    ? vscode.l10n.t('Debug Just This Record')
    : vscode.l10n.t('Debug Just These {0} Records', count);
}

export function compareLabel(): string {
  return vscode.l10n.t('Compare Old and New Image');
}

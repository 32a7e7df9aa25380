/**
 * What a copy of the sample does when it is opened for the first time: the handler in the editor,
 * its breakpoint set, the captured batches beside it. The copy's marker file says where.
 */
import * as vscode from 'vscode';
import { viewIds } from './contributions';

interface SampleMarker {
  readonly breakpoint: { readonly file: string; readonly lineContaining: string };
}

const STATE_KEY = 'sampleGreeted';

export async function greetSample(state: vscode.Memento): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined || state.get(STATE_KEY) === true) return;
  const marker = await readMarker(vscode.Uri.joinPath(folder.uri, '.stream-triggers', 'sample.json'));
  if (marker === undefined) return;
  await state.update(STATE_KEY, true);
  const document = await vscode.workspace.openTextDocument(
    vscode.Uri.joinPath(folder.uri, marker.breakpoint.file),
  );
  const lines = document.getText().split('\n');
  const line = lines.findIndex((text) => text.includes(marker.breakpoint.lineContaining));
  if (line >= 0) {
    const location = new vscode.Location(document.uri, new vscode.Position(line, 0));
    vscode.debug.addBreakpoints([new vscode.SourceBreakpoint(location)]);
  }
  await vscode.commands.executeCommand(`${viewIds.capturedBatches}.focus`);
  const position = new vscode.Position(Math.max(0, line), 0);
  const editor = await vscode.window.showTextDocument(document);
  editor.selection = new vscode.Selection(position, position);
  editor.revealRange(new vscode.Range(position, position), vscode.TextEditorRevealType.InCenter);
}

async function readMarker(uri: vscode.Uri): Promise<SampleMarker | undefined> {
  let text: string;
  try {
    text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    // No marker: this is the user's own folder.
    return undefined;
  }
  const marker: unknown = JSON.parse(text);
  return isMarker(marker) ? marker : undefined;
}

function isMarker(value: unknown): value is SampleMarker {
  if (typeof value !== 'object' || value === null || !('breakpoint' in value)) return false;
  const { breakpoint } = value;
  return (
    typeof breakpoint === 'object' &&
    breakpoint !== null &&
    'file' in breakpoint &&
    'lineContaining' in breakpoint
  );
}

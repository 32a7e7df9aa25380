/** Triggers as JSON in a real VS Code, checked and completed while they are written. */
import * as assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { TriggerDocument } from '../../../../src/triggers/trigger-document';
import { DeployedTriggers, replace, run, until } from './deployed-triggers';

const LONG_MS = 180_000;
const ASKED_AGAIN_AFTER_MS = 200;

describe('writing triggers as JSON', () => {
  let triggers: DeployedTriggers;

  before(async function () {
    this.timeout(LONG_MS);
    triggers = await DeployedTriggers.start();
  });
  after(() => triggers.stop());
  afterEach(() => triggers.reset());

  it('shows every option of a trigger with its defaults, and finds nothing to say', async () => {
    const document = await triggers.open(await triggers.deploy());
    assert.match(document.uri.path, /\/Orders → orders-\d+\.trigger\.json$/);
    const value = JSON.parse(document.getText()) as TriggerDocument;
    assert.equal(Object.keys(value).length, 17);
    assert.equal(value.BatchSize, 100);
    assert.deepEqual(value.FilterCriteria, { Filters: [] });
    assert.deepEqual(ours(document), []);
    assert.ok(!document.isDirty);
  }).timeout(LONG_MS);

  it('says what Lambda would refuse, at the value, while it is written', async () => {
    const document = await triggers.open(await triggers.deploy());
    await replace(document, '"BatchSize": 100', '"BatchSize": 20000');
    await replace(document, '"Enabled": true', '"Enabld": true');
    await replace(
      document,
      '"Filters": []',
      String.raw`"Filters": [{ "Pattern": "{\"eventName\":\"INSERT\"}" }]`,
    );
    await until(() => ours(document).length === 3);
    const said = ours(document).map(({ range, message, severity }) => [
      document.getText(range),
      message,
      severity,
    ]);
    const { Error } = vscode.DiagnosticSeverity;
    assert.deepEqual(said, [
      ['"Enabld"', 'Enabld is no parameter of CreateEventSourceMapping: did you mean Enabled?', Error],
      ['20000', 'BatchSize is 20000: it must be a whole number from 1 to 10000.', Error],
      [
        String.raw`\"`,
        'FilterCriteria: filter 1 of 1: Invalid filter pattern definition. "eventName" must be an object or an array',
        Error,
      ],
    ]);
    const [rename] = await quickFixes(document, ours(document)[0]);
    assert.equal(rename?.title, 'Change to Enabled');
    await run('applyTriggerDocument', document.uri);
    const { message } = await triggers.dialogs.until(/Line 5, column 3/);
    assert.match(message, /did you mean Enabled\? The Problems view lists 2 more\.$/);
    assert.equal(triggers.cloud.calls.count('lambda:UpdateEventSourceMapping'), 0);
  }).timeout(LONG_MS);

  it('says once where a document is no JSON, and what is missing there when it is applied', async () => {
    const document = await triggers.open(await triggers.deploy());
    await replace(document, '"BatchSize": 100,', '"BatchSize": 100');
    const errors = (): vscode.Diagnostic[] =>
      vscode.languages
        .getDiagnostics(document.uri)
        .filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error);
    await until(() => errors().length > 0);
    const [error, ...others] = errors();
    assert.deepEqual(others, []);
    assert.equal(
      document
        .lineAt(error?.range.start.line ?? 0)
        .text.trim()
        .split(':')[0],
      '"MaximumBatchingWindowInSeconds"',
    );
    await run('applyTriggerDocument', document.uri);
    await triggers.dialogs.until(/^Line 7, column 3: No JSON: a comma is expected\.$/);
  }).timeout(LONG_MS);

  it('completes names and values with their explanations', async () => {
    const document = await triggers.open(await triggers.deploy());
    await replace(document, '"StartingPosition": "TRIM_HORIZON"', '"StartingPosition": ');
    const at = document.positionAt(document.getText().indexOf('"StartingPosition": ') + 20);
    await completion(document, at, (label) => label.includes('LATEST'));
    await replace(document, '"BatchSize": 100,', '');
    const beforeEnabled = document.positionAt(document.getText().indexOf('"Enabled"'));
    const batchSize = await completion(document, beforeEnabled, (label) => label === 'BatchSize');
    assert.match(JSON.stringify(batchSize.documentation), /1 to 10,000 records/);
  }).timeout(LONG_MS);

  it('points out endless retries without a destination, with a better choice in one click', async () => {
    const document = await triggers.open(await triggers.deploy({ MaximumRetryAttempts: -1 }));
    await until(() => ours(document).length === 1);
    const [advice] = ours(document);
    assert.equal(advice?.severity, vscode.DiagnosticSeverity.Warning);
    assert.equal(advice.code, 'endlessRetries');
    assert.equal(document.getText(advice.range), '-1');
    const [fix] = await quickFixes(document, advice);
    assert.ok(fix?.edit);
    await vscode.workspace.applyEdit(fix.edit);
    const value = JSON.parse(document.getText()) as TriggerDocument;
    assert.deepEqual([value.MaximumRetryAttempts, value.BisectBatchOnFunctionError], [10, true]);
    assert.deepEqual(ours(document), []);
  }).timeout(LONG_MS);
});

function ours({ uri }: vscode.TextDocument): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'DynamoDB Stream Triggers');
}

async function quickFixes(
  { uri }: vscode.TextDocument,
  diagnostic: vscode.Diagnostic | undefined,
): Promise<vscode.CodeAction[]> {
  const command = 'vscode.executeCodeActionProvider';
  const { value } = vscode.CodeActionKind.QuickFix;
  return vscode.commands.executeCommand<vscode.CodeAction[]>(command, uri, diagnostic?.range, value);
}

/** Asked for until it is there: the JSON extension takes its time to start. */
async function completion(
  document: vscode.TextDocument,
  position: vscode.Position,
  isIt: (label: string) => boolean,
): Promise<vscode.CompletionItem> {
  for (;;) {
    const found = (await completions(document, position)).find(({ label }) => isIt(labelOf(label)));
    if (found !== undefined) return found;
    await sleep(ASKED_AGAIN_AFTER_MS);
  }
}

async function completions(
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<readonly vscode.CompletionItem[]> {
  const command = 'vscode.executeCompletionItemProvider';
  const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
    command,
    document.uri,
    position,
    undefined,
    100,
  );
  return items;
}

function labelOf(label: vscode.CompletionItem['label']): string {
  return typeof label === 'string' ? label : label.label;
}

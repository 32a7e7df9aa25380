/**
 * VS Code's debugger as a user sees it: where it has stopped, the Variables pane, the Debug Console.
 */

/** Sessions start slowly on a busy machine, in milliseconds. */
const STOP_LIMIT_MS = 90_000;
/** How long the rows of an opened scope may take, in milliseconds. */
const CHILDREN_LIMIT_MS = 2000;
/** After this time at one stop F5 is pressed again, in milliseconds. */
const CONTINUE_LIMIT_MS = 5000;
const CONSOLE = '.repl';
const SCOPE = /^(Block|Local)\b/;
/** Where a session stops for a moment that is to stop in the first line of the handler. */
const BEFORE_HANDLER = 'before-the-handler.js';

export class Debugging {
  /** @param {import('playwright-core').Page} page */
  constructor(page) {
    this.page = page;
    this.toolbar = page.locator('.debug-toolbar');
    this.stoppedLine = page.locator('.debug-top-stack-frame-line');
    this.topFrame = page.locator('.debug-call-stack .monaco-list-row .stack-frame').first();
    this.variableRows = page.locator('.debug-variables .monaco-list-row');
    this.console = page.locator(CONSOLE);
    this.consoleRows = this.console.locator('.monaco-list-row');
    this.statusBar = page.locator('.statusbar');
  }

  /**
   * @param {number} [limitMs]
   * @returns {Promise<{ file: string, line: number }>} the file's name and the line, counted from 1
   */
  async waitUntilStopped(limitMs = STOP_LIMIT_MS) {
    await this.stoppedLine.first().waitFor({ timeout: limitMs });
    const fileName = this.topFrame.locator('.file-name').filter({ hasNotText: BEFORE_HANDLER });
    await fileName.waitFor({ timeout: limitMs });
    const line = await this.topFrame.locator('.line-number').innerText();
    return { file: (await fileName.innerText()).trim(), line: Number.parseInt(line, 10) };
  }

  async isStopped() {
    return (await this.stoppedLine.count()) > 0;
  }

  /** Presses F5 and waits until the debugger has left the line; for a program that will not stop again at once. */
  async continue() {
    await this.page.keyboard.press('F5');
    await this.stoppedLine.first().waitFor({ state: 'detached' });
  }

  /**
   * Presses F5 at each stop until a row shows up in the Debug Console. In a loop the debugger stops on the same
   * line again within milliseconds, so that it moved on is seen by what the program writes, not by the marking.
   *
   * @param {RegExp} pattern of the row
   * @param {number} mostStops
   */
  async continueUntilConsoleShows(pattern, mostStops) {
    const awaitedRow = this.consoleRows.filter({ hasText: pattern });
    for (let stops = 1; (await awaitedRow.count()) === 0; stops++) {
      if (stops > mostStops) {
        throw new Error(`The Debug Console did not show ${pattern} in ${mostStops} stops.`);
      }
      await this.stoppedLine.first().or(awaitedRow.first()).first().waitFor({ timeout: STOP_LIMIT_MS });
      const before = await this.console.innerText();
      await this.page.keyboard.press('F5');
      await this.page
        .waitForFunction(
          ([selector, text]) =>
            /** @type {HTMLElement} */ (document.querySelector(selector)).innerText !== text,
          /** @type {const} */ ([CONSOLE, before]),
          { timeout: CONTINUE_LIMIT_MS },
        )
        .catch(() => {});
    }
  }

  /**
   * @param {RegExp} pattern of a row such as "record: {…}"
   * @returns {Promise<string>} the row's text
   */
  async readVariable(pattern) {
    const row = this.variableRows.filter({ hasText: pattern }).first();
    await row.waitFor();
    return (await row.innerText()).replace(/\s+/g, ' ').trim();
  }

  /**
   * Opens a row of the Variables pane unless it is open.
   *
   * @param {RegExp} pattern
   * @param {number} [index] among the rows that match
   */
  async expandVariable(pattern, index = 0) {
    const row = this.variableRows.filter({ hasText: pattern }).nth(index);
    await row.waitFor();
    if ((await row.getAttribute('aria-expanded')) !== 'true') {
      await row.click();
      await row.and(this.page.locator('[aria-expanded="true"]')).waitFor();
    }
  }

  /**
   * Opens the scopes of the stopped function, innermost first, until one shows the variable.
   *
   * @param {RegExp} pattern of the variable's row
   */
  async expandScopesUntil(pattern) {
    const variable = this.variableRows.filter({ hasText: pattern }).first();
    await this.variableRows.filter({ hasText: SCOPE }).first().waitFor();
    const scopeCount = await this.variableRows.filter({ hasText: SCOPE }).count();
    for (let index = 0; index < scopeCount && !(await variable.isVisible()); index++) {
      await this.expandVariable(SCOPE, index);
      await variable.waitFor({ timeout: CHILDREN_LIMIT_MS }).catch(() => {});
    }
    await variable.waitFor();
  }

  /** @returns {Promise<string[]>} the rows of the Debug Console that are on the screen */
  async consoleLines() {
    const rows = await this.consoleRows.allInnerTexts();
    return rows.map((text) => text.replace(/\s+/g, ' ').trim());
  }
}

/**
 * The text editor that has the focus: its lines, breakpoints and content.
 */
/** How long the fixes of a finding may take, in milliseconds, and how often they are asked for. */
const QUICK_FIX_LIMIT_MS = 5000;
const MOST_ATTEMPTS = 5;

export class SourceEditor {
  /** @param {import('playwright-core').Page} page */
  constructor(page) {
    this.page = page;
    this.editor = page.locator('.editor-group-container.active .monaco-editor').first();
    this.breakpoints = this.editor.locator(
      '.codicon-debug-breakpoint, .codicon-debug-breakpoint-unverified, .codicon-debug-hint.codicon-debug-breakpoint',
    );
  }

  /** @returns {Promise<number>} the line of the cursor, counted from 1 */
  async currentLine() {
    const text = await this.page.locator('[id="status.editor.selection"]').innerText();
    return Number(/Ln (\d+)/.exec(text)?.[1]);
  }

  /** @returns {Promise<string>} the lines on the screen, with plain blanks */
  async visibleText() {
    return (await this.editor.locator('.view-lines').innerText()).replaceAll('\u00a0', ' ');
  }

  /** Presses F9 on the line of the cursor and waits for the red dot. */
  async setBreakpointHere() {
    await this.page.keyboard.press('F9');
    await this.breakpoints.first().waitFor();
  }

  /**
   * Selects the line of the cursor and types another one in its place.
   *
   * @param {string} text without indentation
   */
  async replaceCurrentLine(text) {
    await this.page.keyboard.press('Home');
    await this.page.keyboard.press('Shift+End');
    await this.page.keyboard.insertText(text);
  }

  async save() {
    await this.page.keyboard.press('Control+S');
    await this.page.locator('.tab.active:not(.dirty)').waitFor();
  }

  /**
   * Replaces a text that stands once, by the editor's own Replace.
   *
   * @param {string} text
   * @param {string} replacement
   */
  async replaceText(text, replacement) {
    const widget = this.editor.locator('.find-widget.visible');
    await this.editor.click();
    await this.page.keyboard.press('Control+H');
    await widget.waitFor();
    const [find, replace] = [widget.locator('.find-part textarea'), widget.locator('.replace-part textarea')];
    await find.fill(text);
    await replace.fill(replacement);
    await widget.getByText(/^1 of 1$/).waitFor();
    await this.page.keyboard.press('Control+Alt+Enter');
    await widget.getByText(/No results/).waitFor();
    await this.page.keyboard.press('Escape');
  }

  /**
   * Asks for the fixes of the finding under the cursor, again if nobody had any yet: they come from several extensions.
   *
   * @param {string} title of the fix to wait for
   */
  async showQuickFix(title) {
    const fix = this.page.locator('.action-widget').getByText(title).first();
    for (let attempts = 1; ; attempts++) {
      await this.page.keyboard.press('Control+.');
      try {
        await fix.waitFor({ timeout: QUICK_FIX_LIMIT_MS });
        return;
      } catch (error) {
        if (attempts === MOST_ATTEMPTS) {
          throw error;
        }
        await this.page.keyboard.press('Escape');
      }
    }
  }
}

/**
 * The box at the top of the window: command palette, picks, file names, input boxes, file dialogs.
 */
export class QuickInput {
  /** @param {import('playwright-core').Page} page */
  constructor(page) {
    this.page = page;
    this.box = page.locator('.quick-input-widget:visible');
    this.rows = this.box.locator('.quick-input-list .monaco-list-row');
    this.input = this.box.locator('.quick-input-box input');
    this.message = this.box.locator('.quick-input-message');
  }

  /**
   * Runs a command by its title, as a user does with F1.
   *
   * @param {string} title with its category as the palette shows it ("View: Toggle Output")
   */
  async runCommand(title) {
    await this.page.keyboard.press('F1');
    await this.input.fill(`>${title}`);
    await this.rows.filter({ hasText: title }).first().waitFor();
    await this.page.keyboard.press('Enter');
  }

  /**
   * Opens a workspace file by its name.
   *
   * @param {string} relativePath with `/`
   * @param {number} [line] counted from 1
   */
  async openFile(relativePath, line) {
    const fileName = relativePath.slice(relativePath.lastIndexOf('/') + 1);
    await this.page.keyboard.press('Control+P');
    await this.input.fill(relativePath);
    await this.rows.filter({ hasText: fileName }).first().waitFor();
    if (line !== undefined) {
      await this.input.fill(`${relativePath}:${line}`);
      await this.rows.filter({ hasText: fileName }).first().waitFor();
    }
    await this.page.keyboard.press('Enter');
    await this.page.locator('.tab.active').filter({ hasText: fileName }).waitFor();
    await this.page.locator('.editor-instance .monaco-editor .view-lines').first().waitFor();
  }

  /** @param {string} text of the row to choose */
  async choose(text) {
    await this.rows.filter({ hasText: text }).first().click();
  }

  /**
   * Answers a question with a text.
   *
   * @param {RegExp} question as the box has it: its prompt, or what stands in the empty input
   * @param {string} text
   */
  async fillIn(question, text) {
    const asked = this.box
      .filter({ hasText: question })
      .or(this.box.filter({ has: this.page.getByPlaceholder(question) }));
    await asked.first().waitFor();
    await this.input.fill(text);
    await this.page.keyboard.press('Enter');
  }
}

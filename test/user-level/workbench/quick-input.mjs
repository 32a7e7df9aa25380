/**
 * The box at the top of the window: command palette, picks, file names, input boxes, file dialogs.
 */
/** In milliseconds, and how often it is looked meanwhile. */
const TAKEN_WITHIN_MS = 10_000;
const LOOKS_A_CLICK = 200;
const MOST_CLICKS = 5;

export class QuickInput {
  /** @param {import('playwright-core').Page} page */
  constructor(page) {
    this.page = page;
    this.box = page.locator('.quick-input-widget:visible');
    this.rows = this.box.locator('.quick-input-list .monaco-list-row');
    /** The one that Enter takes. */
    this.focusedRow = this.rows.and(page.locator('.focused'));
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
    await this.acceptRow(title);
  }

  /**
   * Presses Enter when the row is the one that Enter takes: what is typed filters the list a moment later.
   *
   * @param {string} text of the row
   */
  async acceptRow(text) {
    await this.focusedRow.filter({ hasText: text }).waitFor();
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
    await this.focusedRow.filter({ hasText: fileName }).waitFor();
    if (line !== undefined) {
      await this.input.fill(`${relativePath}:${line}`);
    }
    await this.acceptRow(fileName);
    await this.page.locator('.tab.active').filter({ hasText: fileName }).waitFor();
    await this.page.locator('.editor-instance .monaco-editor.focused .view-lines').first().waitFor();
    if (line !== undefined) {
      // Keys that are pressed before the cursor is there are meant for another line.
      await this.page.getByText(`Ln ${line},`).first().waitFor();
    }
  }

  /**
   * Clicks a row until the question is over: a row that is drawn anew between press and release takes no click, and one
   * under the tooltip that the resting mouse has called up can't be clicked.
   *
   * @param {string | RegExp} text of the row
   */
  async choose(text) {
    const row = this.rows.filter({ hasText: text }).first();
    await row.waitFor();
    const question = await this.#question();
    for (let clicks = 1; (await this.#question()) === question; clicks += 1) {
      if (clicks > MOST_CLICKS) throw new Error(`The row ${text} takes no click.`);
      await this.page.mouse.move(0, 0);
      await row.click({ timeout: TAKEN_WITHIN_MS }).catch(() => {});
      for (let looks = 0; looks < LOOKS_A_CLICK && (await this.#question()) === question; looks += 1) {
        await this.page.waitForTimeout(TAKEN_WITHIN_MS / LOOKS_A_CLICK);
      }
    }
  }

  /** What tells one question from the next; empty without a box. */
  async #question() {
    const parts = [
      ...(await this.box.locator('.quick-input-title').allInnerTexts()),
      ...(await this.input.evaluateAll((inputs) => inputs.map((input) => input.getAttribute('placeholder')))),
      ...(await this.message.allInnerTexts()),
    ];
    return parts.join('\n');
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

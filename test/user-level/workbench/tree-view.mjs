/**
 * One of the extension's views in the side bar.
 */

/** VS Code ignores a mouse-up on a menu that has just opened, in milliseconds. */
const MENU_SETTLE_MS = 250;

const OPENED_WITHIN_MS = 10_000;
const MOST_CLICKS = 3;

export class TreeView {
  /**
   * @param {import('playwright-core').Page} page
   * @param {string} title as the pane's header shows it ("Replays")
   */
  constructor(page, title) {
    this.page = page;
    this.pane = page.locator('.pane').filter({ has: page.getByRole('button', { name: `${title} Section` }) });
    this.rows = this.pane.getByRole('treeitem');
  }

  /** @param {string | RegExp} text */
  row(text) {
    return this.rows.filter({ hasText: text }).first();
  }

  /**
   * Clicks a row until what it opens is there: a row that is drawn anew between press and release opens nothing.
   *
   * @param {string | RegExp} text
   * @param {import('playwright-core').Locator} opened
   */
  async open(text, opened) {
    for (let clicks = 1; ; clicks += 1) {
      await this.row(text).click();
      try {
        await opened.waitFor({ timeout: OPENED_WITHIN_MS });
        return;
      } catch (error) {
        if (clicks === MOST_CLICKS) throw error;
      }
    }
  }

  /** @param {string | RegExp} text of a collapsed row */
  async expand(text) {
    const row = this.row(text);
    await row.click();
    await row.and(this.page.locator('[aria-expanded="true"]')).waitFor();
  }

  /**
   * Rows that are not on the screen are not there: closing one brings others back.
   *
   * @param {string | RegExp} text of an expanded row
   */
  async collapse(text) {
    const row = this.row(text);
    await row.click();
    await row.and(this.page.locator('[aria-expanded="false"]')).waitFor();
  }

  /**
   * @param {string | RegExp} text of the row
   * @param {string} item of its context menu
   */
  async chooseFromContextMenu(text, item) {
    await this.row(text).click({ button: 'right' });
    const entry = this.page.getByRole('menuitem', { name: item, exact: true });
    await entry.waitFor();
    await this.page.waitForTimeout(MENU_SETTLE_MS);
    await entry.click();
  }

  /** @returns {Promise<string[]>} */
  async texts() {
    const rows = await this.rows.allInnerTexts();
    return rows.map((text) => text.replace(/\s+/g, ' ').trim());
  }
}

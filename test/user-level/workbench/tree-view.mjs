/**
 * One of the extension's views in the side bar.
 */

/** VS Code ignores a mouse-up on a menu that has just opened, in milliseconds. */
const MENU_SETTLE_MS = 250;

/** A row that is drawn anew between press and release takes no click: after this time it is clicked again. */
const OPENED_WITHIN_MS = 10_000;
const MOST_CLICKS = 5;

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
   * Clicks a row until what it opens is there.
   *
   * @param {string | RegExp} text
   * @param {import('playwright-core').Locator} opened
   */
  open(text, opened) {
    return until(opened, () => this.#click(this.row(text)));
  }

  /** @param {string | RegExp} text of a collapsed row */
  expand(text) {
    return this.#toggle(text, 'true');
  }

  /**
   * Rows that are not on the screen are not there: closing one brings others back.
   *
   * @param {string | RegExp} text of an expanded row
   */
  collapse(text) {
    return this.#toggle(text, 'false');
  }

  /**
   * @param {string | RegExp} text of the row
   * @param {string} item of its context menu
   */
  async chooseFromContextMenu(text, item) {
    const entry = this.page.getByRole('menuitem', { name: item, exact: true });
    for (let clicks = 1; clicks <= MOST_CLICKS; clicks += 1) {
      await until(entry, () => this.#click(this.row(text), { button: 'right' }));
      await this.page.waitForTimeout(MENU_SETTLE_MS);
      const isClicked = await entry.click({ timeout: OPENED_WITHIN_MS }).then(
        () => true,
        () => false,
      );
      await entry.waitFor({ state: 'detached', timeout: OPENED_WITHIN_MS }).catch(() => {});
      if (isClicked && (await entry.count()) === 0) return;
      // A menu that is still there has taken no click.
      await this.page.keyboard.press('Escape');
    }
    throw new Error(`The menu does not take "${item}".`);
  }

  /** @returns {Promise<string[]>} */
  async texts() {
    const rows = await this.rows.allInnerTexts();
    return rows.map((text) => text.replace(/\s+/g, ' ').trim());
  }

  /**
   * @param {string | RegExp} text
   * @param {'true' | 'false'} isExpanded afterwards
   */
  async #toggle(text, isExpanded) {
    const row = this.row(text);
    await row.waitFor();
    const toggled = row.and(this.page.locator(`[aria-expanded="${isExpanded}"]`));
    // A click that was only slow is not taken back by another one.
    await until(toggled, async () => {
      if (!(await toggled.isVisible())) await this.#click(row);
    });
  }

  /**
   * The tooltip of the row on which the mouse rests lies over others.
   *
   * @param {import('playwright-core').Locator} row
   * @param {{ button?: 'left' | 'right' }} [options]
   */
  async #click(row, options) {
    await this.page.mouse.move(0, 0);
    await row.click(options);
  }
}

/**
 * @param {import('playwright-core').Locator} shown
 * @param {() => Promise<void>} act again and again, until something is shown
 */
async function until(shown, act) {
  for (let acts = 1; ; acts += 1) {
    await act();
    try {
      await shown.first().waitFor({ timeout: OPENED_WITHIN_MS });
      return;
    } catch (error) {
      if (acts === MOST_CLICKS) throw error;
    }
  }
}

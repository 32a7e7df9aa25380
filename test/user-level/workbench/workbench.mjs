/**
 * The window as a user has it before them, in parts.
 */
import { Debugging } from './debugging.mjs';
import { QuickInput } from './quick-input.mjs';
import { SourceEditor } from './source-editor.mjs';
import { TreeView } from './tree-view.mjs';

const ACTIVITY_LIMIT_MS = 60_000;

export class Workbench {
  /** @param {import('playwright-core').Page} page */
  constructor(page) {
    this.page = page;
    this.quickInput = new QuickInput(page);
    this.editor = new SourceEditor(page);
    this.debugging = new Debugging(page);
    this.toasts = page.locator('.notifications-toasts .notification-toast');
    this.errorToasts = this.toasts.filter({ has: page.locator('.codicon-error') });
    this.dialog = page.locator('.monaco-dialog-box');
  }

  /**
   * @param {string} title of a view
   * @returns {TreeView}
   */
  view(title) {
    return new TreeView(this.page, title);
  }

  /**
   * Waits until an extension's icon is in the activity bar: its manifest has been read.
   *
   * @param {string} containerTitle
   */
  async waitForContainer(containerTitle) {
    await this.page
      .getByRole('tab', { name: containerTitle })
      .first()
      .waitFor({ timeout: ACTIVITY_LIMIT_MS });
  }

  /**
   * Shows a view container. (A click on the active one would close the side bar.)
   *
   * @param {string} containerTitle
   */
  async openContainer(containerTitle) {
    const tab = this.page.getByRole('tab', { name: containerTitle }).first();
    await tab.waitFor({ timeout: ACTIVITY_LIMIT_MS });
    if ((await tab.getAttribute('aria-selected')) !== 'true') {
      await tab.click();
    }
  }

  /** @returns {Promise<string[]>} texts of the toasts on the screen */
  async toastTexts() {
    return (await this.toasts.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
  }
}

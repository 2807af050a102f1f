import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "./browser.ts";
import { SCREENSHOTS } from "./places.ts";

/** VS Code as a person uses it. */
export class Workbench {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await this.page.locator(".monaco-workbench").waitFor({ timeout: 60_000 });
    await this.page.locator(".statusbar").waitFor({ timeout: 60_000 });
    await this.page.locator(".statusbar").getByText("Skyground").first().waitFor({ timeout: 60_000 });
  }

  async openView(): Promise<void> {
    await this.page.locator(".activitybar").locator('[aria-label^="Skyground"]').first().click();
  }

  /** A command by its title, from the palette. */
  async run(title: string): Promise<void> {
    await this.page.keyboard.press("F1");
    const input = this.page.locator(".quick-input-widget input.input");
    await input.waitFor();
    await input.fill(`>${title}`);
    await this.page.locator(".quick-input-list .monaco-list-row").filter({ hasText: title }).first().click();
  }

  /** Answers a question, once it is the one that is asked: the palette's own field may not be gone yet. */
  async answer(question: string, text: string): Promise<void> {
    const widget = this.page.locator(".quick-input-widget:visible");
    await widget.locator(".quick-input-message").filter({ hasText: question }).waitFor();
    const input = widget.locator("input.input");
    await input.fill(text);
    await input.press("Enter");
  }

  async choose(label: string): Promise<void> {
    const row = this.page.locator(".quick-input-list .monaco-list-row").filter({ hasText: label }).first();
    await row.waitFor();
    await row.click();
  }

  /** Of many choices the first that fits. */
  async search(text: string): Promise<void> {
    await this.page.locator(".quick-input-widget:visible .quick-input-title").waitFor();
    await this.page.locator(".quick-input-widget:visible input.input").fill(text);
    await this.choose(text);
  }

  /** A row of the tree, by the whole of what it says. */
  row(text: string | RegExp): Locator {
    return this.page.locator(".pane-body .monaco-list-row").filter({ hasText: text }).first();
  }

  /** Waits until a row's tooltip says so (its spaces don't break): the mouse comes back to it, because one that is shown is not drawn again. */
  async tooltip(row: string | RegExp, text: RegExp): Promise<void> {
    const tooltip = this.page.locator(".monaco-hover:visible").filter({ hasText: text });
    for (let tries = 1; ; tries += 1) {
      // From elsewhere: a mouse that is there already enters nothing.
      await this.row("Queues").hover();
      await this.row(row).locator(".label-name").first().hover();
      try {
        await tooltip.waitFor({ timeout: 5_000 });
        return;
      } catch (error) {
        if (tries === 6) throw error;
      }
    }
  }

  /** A button on a row of the tree, which shows while the mouse is there. */
  async action(row: string | RegExp, title: string): Promise<void> {
    await this.row(row).hover();
    await this.row(row).locator(`.action-label[aria-label^="${title}"]`).click();
  }

  /** An entry of a row's context menu. A menu takes no click in its first 100 ms: who is quicker has to click again. */
  async menu(row: string | RegExp, title: string): Promise<void> {
    await this.row(row).click({ button: "right" });
    const labels = this.page.locator(".context-view .action-label, .monaco-menu .action-label");
    const entry = labels.getByText(title).first();
    for (let tries = 1; ; tries += 1) {
      await entry.click();
      try {
        await entry.waitFor({ state: "hidden", timeout: 2_000 });
        return;
      } catch (error) {
        if (tries === 6) throw error;
      }
    }
  }

  /** From the explorer, since searching for files needs a binary that is not installed; then back to the view. */
  async openFile(name: string): Promise<void> {
    await this.page.locator(".activitybar").locator('[aria-label^="Explorer"]').first().click();
    await this.page.locator(".explorer-folders-view .monaco-list-row").filter({ hasText: name }).first().click();
    await this.page.locator(".tab.active").filter({ hasText: name }).waitFor();
    await this.openView();
  }

  /** Types over a word of the document that is open, and saves. */
  async replaceWord(word: string, text: string): Promise<void> {
    const lines = this.page.locator(".editor-group-container.active .view-lines");
    await lines.getByText(word, { exact: true }).first().dblclick();
    await this.page.keyboard.type(text);
    await this.page.keyboard.press("Control+s");
  }

  async screenshot(name: string): Promise<void> {
    mkdirSync(SCREENSHOTS, { recursive: true });
    await this.page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), animations: "disabled" });
  }
}

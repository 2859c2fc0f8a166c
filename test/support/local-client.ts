import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";

const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 375, height: 780 };
/** The local client keeps a desktop's width on a narrow screen; Teams on a phone doesn't. */
const PHONE_STYLE = `@media (max-width: 500px) {
  div { min-width: 0 !important; }
  div:has(.ac-adaptiveCard) { max-width: 100% !important; margin-left: 0 !important; box-sizing: border-box; }
}`;
/** What the client's own bars take of a window's height, and to spare. */
const CHROME = 400;
const PATIENCE = 15_000;
/** How long the client takes at most to draw what has arrived. */
const REDRAWING = 200;
/** The client suggests whom to mention some time after what was typed, and only if it was not typed all at once. */
const SUGGESTING = 1500;
const TYPING = 80;
const ANSWERS = /\/_conversation\/v1\/(invoke|submit)$/;

/**
 * You, in the local Teams client, in a real browser. What you do next is done on the newest card.
 *
 * @example
 * const client = await LocalClient.open(browser, house.clientAddress);
 * await client.says("help");
 * await client.press("Start a survey");
 * await client.choose("Which survey", "EPD pulse");
 * await client.screenshot("planning");
 */
export class LocalClient {
  private words: string | RegExp | undefined;

  private constructor(
    readonly page: Page,
    private readonly pictures: string,
  ) {}

  /** `pictures`: the folder for screenshots; the variable SCREENSHOTS stands over it, to keep them. */
  static async open(browser: Browser, address: string, pictures: string): Promise<LocalClient> {
    const page = await browser.newPage({ viewport: DESKTOP, locale: "en-GB", timezoneId: "Europe/London" });
    page.setDefaultTimeout(PATIENCE);
    await page.route("**/*", (route) => {
      const inside = new URL(route.request().url()).hostname === "127.0.0.1";
      return inside ? route.continue() : route.abort();
    });
    const folder = process.env.SCREENSHOTS || pictures;
    await mkdir(folder, { recursive: true });
    const client = new LocalClient(page, folder);
    await client.enter(address);
    return client;
  }

  /** The newest card in the chat, or the newest with the words of {@link lookAt}. */
  get card(): Locator {
    const cards = this.page.locator(".ac-adaptiveCard");
    return (this.words === undefined ? cards : cards.filter({ hasText: this.words })).last();
  }

  /** From now on everything is done on the newest card with these words; without words again on the newest of all. */
  lookAt(words?: string | RegExp): void {
    this.words = words;
  }

  /** Types a message, and waits for the card that the bot answers. */
  async says(text: string): Promise<void> {
    const cards = this.page.locator(".ac-adaptiveCard");
    const before = await cards.count();
    await this.page.locator("[contenteditable=true]").first().click();
    await this.page.keyboard.type(text);
    await this.page.keyboard.press("Enter");
    await cards.nth(before).waitFor();
  }

  /** Goes to a channel of the team. */
  async inChannel(name: string): Promise<void> {
    await this.page.getByText(name, { exact: true }).first().click();
    await this.page.getByText("Start a new post").first().waitFor();
  }

  async inPersonalChat(): Promise<void> {
    await this.page.getByText("Personal Chat", { exact: true }).first().click();
    await this.page.waitForTimeout(REDRAWING);
  }

  /** Starts a post in the channel that mentions the bot, and waits for its answer. `bot`: what the client calls it. */
  async posts(bot: string, text: string): Promise<void> {
    const cards = this.page.locator(".ac-adaptiveCard");
    const before = await cards.count();
    await this.page.locator("[contenteditable=true]").first().click();
    await this.page.keyboard.type(`@${bot.slice(0, 2)}`, { delay: TYPING });
    await this.page.waitForTimeout(SUGGESTING);
    await this.page.getByText(bot, { exact: true }).last().click();
    await this.page.keyboard.type(` ${text}`);
    await this.page.getByText("Post", { exact: true }).first().click();
    await cards.nth(before).waitFor();
  }

  /** Presses a button of the newest card, and waits for what comes of it. */
  async press(title: string): Promise<void> {
    const answered = this.page.waitForResponse((response) => ANSWERS.test(response.url()));
    await this.button(title).click();
    await answered;
    await this.page.waitForTimeout(REDRAWING);
  }

  /** Presses the first button of the newest card whose title is like this. */
  async pressFirst(title: RegExp): Promise<void> {
    await this.press(await this.card.getByRole("button", { name: title }).first().innerText());
  }

  /** Presses a button that the client itself refuses, because an input is wrong. */
  async pressInVain(title: string): Promise<void> {
    await this.button(title).click();
  }

  /** Picks one of the choices under a label: from a list, or of buttons that are all shown. */
  async choose(label: string, choice: string): Promise<void> {
    const field = this.field(label);
    const list = field.getByRole("combobox");
    if ((await list.count()) > 0) {
      await list.click();
      await this.page.getByRole("option", { name: choice, exact: true }).click();
    } else await this.untilChecked(field, choice);
  }

  /** Writes into the text or number under a label. */
  async fill(label: string, text: string): Promise<void> {
    await this.field(label).locator("textarea, input").first().fill(text);
  }

  /** Ticks a box by the words beside it. */
  async tick(words: string): Promise<void> {
    await this.untilChecked(this.card, words);
  }

  /** Waits until the newest card shows these words. */
  async sees(words: string | RegExp, patience = PATIENCE): Promise<void> {
    await this.card.getByText(words).first().waitFor({ timeout: patience });
  }

  /** All words of the newest card. */
  async reads(): Promise<string> {
    return this.card.innerText();
  }

  /** The labels of the newest card's inputs, in order. */
  async labels(): Promise<string[]> {
    const labels = await this.card.locator("label.ac-richTextBlock > span:first-child").allInnerTexts();
    return labels.map((label) => label.trim());
  }

  async onPhone(): Promise<void> {
    await this.page.setViewportSize(PHONE);
  }

  async onDesktop(): Promise<void> {
    await this.page.setViewportSize(DESKTOP);
  }

  /** The window as it is; returns the file. */
  async screenshot(name: string): Promise<string> {
    const path = join(this.pictures, `${name}.png`);
    await this.page.screenshot({ path, animations: "disabled" });
    return path;
  }

  /** The whole newest card, however long. */
  async cardScreenshot(name: string): Promise<string> {
    const path = join(this.pictures, `${name}.png`);
    const window = this.page.viewportSize() ?? DESKTOP;
    const { height = 0 } = (await this.card.boundingBox()) ?? {};
    await this.page.setViewportSize({ ...window, height: Math.ceil(height) + CHROME });
    await this.card.screenshot({ path, animations: "disabled" });
    await this.page.setViewportSize(window);
    return path;
  }

  /** The client may draw a card once more after it came, and forget what was ticked in between. */
  private async untilChecked(field: Locator, words: string): Promise<void> {
    const withWords = this.page.getByText(words, { exact: true });
    const box = field.locator(".fui-Checkbox, .fui-Radio").filter({ has: withWords }).locator("input");
    for (let tries = 0; tries < 10; tries += 1) {
      await box.check();
      await this.page.waitForTimeout(REDRAWING);
      if (await box.isChecked()) return;
    }
  }

  /** Waits until the client has told the bot that the app is installed. */
  private async enter(address: string): Promise<void> {
    const told = this.page.waitForResponse((response) => response.url().endsWith("/installation"));
    await this.page.goto(address);
    await told;
    await this.page.addStyleTag({ content: PHONE_STYLE });
    await this.page.locator("[contenteditable=true]").first().waitFor();
  }

  private button(title: string): Locator {
    return this.card.getByRole("button", { name: title, exact: true });
  }

  private field(label: string): Locator {
    return this.card.locator("label.ac-richTextBlock", { hasText: label }).first().locator("xpath=..");
  }
}

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { openBrowser } from "../support/browser.js";
import { LocalClient } from "../support/local-client.js";
import { openHouse } from "../support/open-house.js";
import { SHIPPED } from "../support/partnership.js";

/** A coordinator sets a round up; colleagues score; the coordinator, on the panel too, scores a report on a phone. */
describe("a placement panel in the local Teams client", function () {
  this.timeout(180_000);
  let open: Awaited<ReturnType<typeof openHouse>>;
  let browser: Browser;
  let client: LocalClient;

  before(async () => {
    [browser, open] = await Promise.all([openBrowser(), openHouse({ history: true })]);
    client = await LocalClient.open(browser, open.house.clientAddress, join(open.folder, "pictures"));
  });
  after(async () => {
    await browser.close();
    await open.close();
  });

  it("is set up from a pasted table, which is refused as a whole when it names somebody", async () => {
    await client.says("panels");
    await client.press("Start a round");
    await client.fill("Title", "Winter 2026");
    await client.fill("Scores due, at the end of", daysAhead(20));
    await client.fill("The panel meets on", daysAhead(27));
    await client.press("Start");
    const frame = await readFile(join(SHIPPED, "frame-example.csv"), "utf8");
    await client.press("Reports");
    await client.fill("The table, with its headings", frame.replace("A26-007,", "Jane Smith,"));
    await client.press("Add these reports");
    await client.sees(/Line 8, reference/);
    await client.fill("The table, with its headings", frame);
    await client.press("Add these reports");
    await client.sees(/120/);
  });

  it("is drawn, given out and sent, and fills with colleagues' sheets, of which only the number shows", async () => {
    await client.press("Members");
    for (const name of await client.card.locator(".fui-Checkbox").allInnerTexts()) await client.tick(name.trim());
    await client.press("Save");
    await client.press("Draw");
    await client.press("Send");
    for (let looks = 0; looks < 20 && !/[1-9]\d* of \d+ sheets are in/.test(await client.reads()); looks += 1) {
      await client.page.waitForTimeout(1000);
      await client.says("panels");
      await client.pressFirst(/^Round(: Winter|$)/);
    }
    await client.sees(/[1-9]\d* of \d+ sheets are in/);
  });

  it("is scored on a phone, page by page", async () => {
    await client.onPhone();
    await client.says("panels");
    await client.sees(/To score/);
    await client.pressFirst(/^Open(: |$)/);
    await client.sees(/Page 1/);
    await client.press("Next");
    await client.sees(/Page 2/);
    await client.press("Keep for later");
    await client.sees(/your draft is kept/);
    await client.onDesktop();
  });
});

/** As a date field takes it. */
function daysAhead(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

import assert from "node:assert/strict";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { openBrowser } from "../support/browser.js";
import { LocalClient } from "../support/local-client.js";
import { openHouse } from "../support/open-house.js";

/** What a newcomer does first: the whole pulse, as a coordinator and as a social worker, among simulated colleagues. */
describe("an EPD pulse in the local Teams client", function () {
  this.timeout(180_000);
  let open: Awaited<ReturnType<typeof openHouse>>;
  let browser: Browser;
  let client: LocalClient;
  const pictures: string[] = [];

  before(async () => {
    [browser, open] = await Promise.all([openBrowser(), openHouse()]);
    client = await LocalClient.open(browser, open.house.clientAddress, join(open.folder, "pictures"));
  });
  after(async () => {
    await browser.close();
    await open.close();
  });

  it("is planned, previewed and sent by a coordinator", async () => {
    await client.says("surveys");
    await client.press("Start a survey");
    await client.choose("Which survey?", "EPD pulse");
    await client.press("Next");
    await client.tick("EPD Year 2, 2026-27");
    await client.tick("EPD Year 3, 2026-27");
    pictures.push(await client.cardScreenshot("plan"));
    await client.press("Preview");
    await client.sees(/EPD Year 2, 2026-27 or EPD Year 3, 2026-27/);
    pictures.push(await client.cardScreenshot("preview"));
    client.lookAt(/EPD pulse/);
    await client.press("Send");
  });

  it("arrives as one card with the promise on it, and shows beside each question what is missing", async () => {
    client.lookAt(/who can see what/);
    await client.sees(/nobody can find out which are yours/);
    await client.onPhone();
    pictures.push(await client.cardScreenshot("answer-phone"));
    await client.pressInVain("Submit");
    await client.sees("Choose one of the answers.");
    pictures.push(await client.cardScreenshot("error-phone"));
  });

  it("is answered in a minute, and thanked for", async () => {
    for (const label of await client.labels()) {
      if (/workload|look after|chances|training|places|flexibly|manager|pay/.test(label))
        await client.choose(label, "Good");
      if (/stay with your employer/.test(label)) await client.choose(label, "Yes, I mean to stay");
    }
    await client.fill(
      "What one thing would make the biggest difference to you?",
      "Protected time to read. **Please!**",
    );
    await client.press("Submit");
    client.lookAt("Your answers are in.");
    await client.sees("Thank you");
    pictures.push(await client.screenshot("thanks-phone"));
    await client.onDesktop();
  });

  it("fills up as colleagues answer, some of whom can't be reached", async () => {
    client.lookAt(/have answered/);
    for (let tries = 0; tries < 60; tries += 1) {
      await client.press("Refresh");
      if (answered(await client.reads()) >= 20) break;
      await client.page.waitForTimeout(500);
    }
    assert.ok(answered(await client.reads()) >= 20, await client.reads());
    assert.match(await client.reads(), /Not reachable\s+\d+ (person|people)/);
    pictures.push(await client.cardScreenshot("progress"));
  });

  it("is closed by a second press, and shows its results as pictures and numbers", async () => {
    await client.press("Close");
    client.lookAt(/can't be opened again|Close for good/);
    await client.press("Close for good");
    client.lookAt(/have answered/);
    for (let tries = 0; tries < 60 && /Refresh/.test(await client.reads()); tries += 1) await client.press("Refresh");
    await client.press("Results");
    client.lookAt("Results, part 1 of 2");
    await client.sees(/^\d+%$/);
    pictures.push(await client.cardScreenshot("results"));
    assert.match(await client.reads(), /Excellent: \d+ \(\d+%\)/);
    await client.press("Breakdown");
    client.lookAt(/^By side/);
    await client.press("By partner");
    client.lookAt(/^By partner/);
    await client.sees(/Not shown apart/);
    pictures.push(await client.cardScreenshot("by-partner"));
  });

  it("tells everyone who was asked what came of it", async () => {
    client.lookAt("What you told us");
    await client.sees(/partnership uses these figures/);
    for (const picture of pictures) assert.ok((await stat(picture)).size > 5_000, picture);
  });
});

/** "23 of 56 have answered" */
function answered(card: string): number {
  return Number(/(\d+) of \d+/.exec(card)?.[1] ?? 0);
}

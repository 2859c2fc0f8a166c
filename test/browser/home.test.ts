import assert from "node:assert/strict";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { openBrowser } from "../support/browser.js";
import { LocalClient } from "../support/local-client.js";
import { openHouse } from "../support/open-house.js";

describe("in the local Teams client, in a browser", function () {
  this.timeout(120_000);
  let open: Awaited<ReturnType<typeof openHouse>>;
  let browser: Browser;
  before(async () => {
    [browser, open] = await Promise.all([openBrowser(), openHouse()]);
  });
  after(async () => {
    await browser.close();
    await open.close();
  });

  it("help shows the home card, on a desktop and on a phone", async () => {
    const client = await LocalClient.open(browser, open.house.clientAddress, join(open.folder, "pictures"));
    await client.says("help");
    await client.sees(/Hello,? Alex/);
    const pictures = [await client.screenshot("home-desktop")];
    await client.onPhone();
    pictures.push(await client.screenshot("home-phone"));
    const right = await client.card.evaluate((card) => card.getBoundingClientRect().right);
    assert.ok(right <= 375, `the card ends at ${right} px`);
    for (const picture of pictures) assert.ok((await stat(picture)).size > 5_000, picture);
  });
});

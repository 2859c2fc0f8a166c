import assert from "node:assert/strict";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { openBrowser } from "../support/browser.js";
import { LocalClient } from "../support/local-client.js";
import { openHouse } from "../support/open-house.js";

/** A coordinator who chooses a channel, plans a theme, books, gives back, and looks at what works. */
describe("sessions in the local Teams client", function () {
  this.timeout(180_000);
  let open: Awaited<ReturnType<typeof openHouse>>;
  let browser: Browser;
  let client: LocalClient;
  const pictures: string[] = [];

  before(async () => {
    [browser, open] = await Promise.all([openBrowser(), openHouse({ history: true })]);
    client = await LocalClient.open(browser, open.house.clientAddress, join(open.folder, "pictures"));
  });
  after(async () => {
    await browser.close();
    await open.close();
  });

  it("are announced in the channel that a coordinator chose", async () => {
    await client.inChannel("Announcements");
    await client.posts(open.house.partnershipName, "use this channel for research hub");
    client.lookAt(/To get confident in reading/);
    await client.sees(/\d+ places left/);
    pictures.push(await client.cardScreenshot("announcement"));
  });

  it("are booked there by one press, which is answered to the presser alone, and in their own chat", async () => {
    await client.pressFirst(/^Book/);
    client.lookAt(/You are booked/);
    await client.sees(/on their way to you in our own chat/);
    pictures.push(await client.screenshot("booked-in-channel"));
    client.lookAt(/To get confident in reading/);
    await client.sees(/\d+ places left/);
    await client.inPersonalChat();
    await client.onPhone();
    client.lookAt(/I will remind you before it/);
    await client.sees("You are booked");
    pictures.push(await client.cardScreenshot("booking-phone"));
  });

  it("have a calendar entry that any calendar opens", async () => {
    const asked = new Promise<string>((resolve) => {
      void client.page.context().route("**/files/**", (route) => {
        resolve(route.request().url());
        return route.abort();
      });
    });
    await client.card.getByText("Add to calendar").first().click();
    const file = await fetch(await asked);
    assert.match(file.headers.get("content-type") ?? "", /text\/calendar/);
    assert.match(await file.text(), /BEGIN:VEVENT/);
    // The window that was opened for it would leave the client in the background, where it is drawn once a second.
    for (const other of client.page.context().pages()) if (other !== client.page) await other.close();
    await client.page.bringToFront();
  });

  it("are moved to the other session of the month, and given back", async () => {
    await client.press("Move to the other session");
    await client.sees("You are booked");
    await client.press("Can't come");
    client.lookAt();
    await client.sees("You gave your place back");
    pictures.push(await client.cardScreenshot("given-back-phone"));
    await client.onDesktop();
  });

  it("get their theme from a coordinator, and the channel's card has it seconds later", async () => {
    await client.says("sessions");
    client.lookAt();
    pictures.push(await client.cardScreenshot("coming"));
    await client.press("Plan sessions");
    await client.press("The year ahead");
    pictures.push(await client.cardScreenshot("year"));
    await client.press("Back");
    await client.choose("Which series?", "Research Hub");
    await client.press("Open");
    pictures.push(await client.cardScreenshot("series"));
    await client.press("Open");
    await client.press("Theme and who leads");
    await client.fill("Theme", "What counts as evidence?");
    pictures.push(await client.cardScreenshot("details"));
    await client.press("Save");
    await client.inChannel("Announcements");
    client.lookAt(/What counts as evidence/);
    await client.sees(/\d+ places left/);
  });

  it("show what works, and those that were held before the house was opened", async () => {
    await client.inPersonalChat();
    client.lookAt();
    await client.says("sessions");
    await client.press("What works");
    await client.sees(/bookings were attended/);
    pictures.push(await client.cardScreenshot("what-works"));
    for (const picture of pictures) assert.ok((await stat(picture)).size > 5_000, picture);
  });
});

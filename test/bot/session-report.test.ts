import assert from "node:assert/strict";
import { wordsOf } from "../../bot/local/double/cards.js";
import type { Card } from "../../cards/card.js";
import { systemRandomness } from "../../services/kernel/random.js";
import { businessYear, yearOf } from "../../services/sessions/report/report-rules.js";
import { TableOccurrences } from "../../services/storage/sessions/occurrences.js";
import { aMeeting, bookings } from "../sessions/builders.js";
import { aBot, filesWithoutSeries, type RunningBot } from "../support/bot.js";
import { aCoordinator, somebody } from "../support/people.js";

const door = (verb: string): Card => ({
  type: "AdaptiveCard",
  version: "1.5",
  actions: [{ type: "Action.Execute", title: "Open", verb, data: {} }],
});
const words = (card: Card | undefined) => (card ? wordsOf(card) : "");

describe("What works, in the chat", () => {
  let running: RunningBot;
  // Yesterday, whenever the test runs.
  const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);

  before(async () => {
    running = await aBot({ files: await filesWithoutSeries() });
    const store = new TableOccurrences(running.bot.services.storage.table("occurrences"), systemRandomness);
    await store.add(aMeeting(day, bookings({ attended: 6, "no-show": 3, cancelled: 1 })));
  });
  after(() => running.stop());

  it("shows a coordinator the year's tables, and hands them out as a workbook", async () => {
    const casey = await aCoordinator();
    await running.bot.services.peopleStore.save([casey]);
    const user = await running.user(casey);
    const overview = await user.presses(door("sessions.report"), "Open", { year: `${yearOf(day)}` });
    assert.match(words(overview.card), /60%/);
    const tables = await user.presses(overview, "Tables");
    assert.match(words(tables.card), /Research Hub\n10 booked · 6 came \(60%\)/);
    const meetings = await user.presses(tables, "Show meetings", { series: "research-hub" });
    assert.match(words(meetings.card), /10 booked/);
    const ready = await user.presses(overview, "Export");
    const token = /\/files\/([\w.-]+)/.exec(JSON.stringify(ready.card))?.[1] ?? "";
    const file = await fetch(`${running.url}/files/${token}`);
    assert.equal(file.status, 200);
    const name = `attendance-${businessYear(yearOf(day)).title}.xlsx`;
    assert.match(file.headers.get("content-disposition") ?? "", new RegExp(`filename="${name}"`));
    assert.match(file.headers.get("content-type") ?? "", /spreadsheetml/);
  });

  it("has coordinators find their own record behind their other doors", async () => {
    const casey = await aCoordinator();
    await running.bot.services.peopleStore.save([casey]);
    const user = await running.user(casey);
    const [home] = await user.says("help");
    const own = await user.presses(await user.presses(home, "Show more"), "My sessions");
    assert.match(words(own.card), /Only you see this/);
  });

  it("is for coordinators; everybody else sees their own record", async () => {
    const person = await somebody();
    await running.bot.services.peopleStore.save([person]);
    const user = await running.user(person);
    for (const verb of ["sessions.report", "sessions.report-by", "sessions.wordings", "sessions.export"]) {
      const refused = await user.presses(door(verb), "Open", { by: "partner" });
      assert.doesNotMatch(`${words(refused.card)}${refused.error}`, /What works|%|ready/);
    }
    const [home] = await user.says("help");
    const own = await user.presses(home, "My sessions");
    assert.match(words(own.card), /My sessions\nYou have not booked any session/);
  });
});

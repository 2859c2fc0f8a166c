import assert from "node:assert/strict";
import { wordsOf } from "../../bot/local/double/cards.js";
import type { Card } from "../../cards/card.js";
import { systemRandomness } from "../../services/kernel/random.js";
import { personKey } from "../../services/people/schema.js";
import { TableOccurrences } from "../../services/storage/sessions/occurrences.js";
import { aBooking, booked, ledBy } from "../support/bookings.js";
import { aBot, filesWithoutSeries } from "../support/bot.js";
import { TestClock } from "../support/clock.js";
import { somebody } from "../support/people.js";

const words = (card: Card | undefined) => (card ? wordsOf(card) : "");

describe("Attendance over HTTP", () => {
  it("waits in the inbox of who leads, is said with a tick, put right, and hidden from others", async () => {
    const [leader, megan, omar] = await Promise.all(
      ["Lea Example", "Megan Example", "Omar Example"].map((name) => somebody({ name })),
    );
    assert.ok(leader && megan && omar);
    const clock = new TestClock("2026-12-08T13:50:00Z");
    await using running = await aBot({ files: await filesWithoutSeries(), people: [leader, megan, omar], clock });
    const bookings = [megan, omar].map((person, n) => aBooking(n + 1, { person: personKey(person) }));
    const occurrences = new TableOccurrences(running.bot.services.storage.table("occurrences"), systemRandomness);
    await occurrences.add(ledBy(leader, booked(0, { bookings })));

    const user = await running.user(leader);
    const [inbox] = await user.says("inbox");
    const list = await user.presses(inbox, "Who came");
    assert.match(words(list.card), /Nobody pressed I came/);
    const saved = await user.presses(list, "Save attendance", { absent: "b2" });
    assert.match(words(saved.card), /1 person came, 1 did not/);
    const form = await user.presses(saved, "Put right");
    const missing = await user.presses(form, "Save", { booking: "b2", end: "" });
    assert.match(words(missing.card), /Please check: Choose what is right/);
    const right = await user.presses(missing, "Save", { booking: "b2", end: "other.moved" });
    assert.match(words(right.card), /1 person came, 0 did not.*1 missed it for other reasons/);
    assert.deepEqual((await occurrences.find("2026-12-08.research-hub"))?.bookings[1]?.why, "moved");

    const other = await running.user(megan);
    const forged = await other.presses(saved, "Put right");
    assert.match(forged.error ?? words(forged.card), /Only those who lead this session/);
    const logged = JSON.stringify(running.log);
    assert.ok(!logged.includes(megan.objectId) && !logged.includes("Megan"));
  });
});

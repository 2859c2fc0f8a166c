import assert from "node:assert/strict";
import { readTime } from "../../../services/sessions/planning/times-form-rules.js";
import { anOccurrence } from "../../support/session-house.js";

const calendar = { bankHolidays: ["2026-12-25"], closed: [{ from: "2026-12-28", to: "2026-12-31" }] };
const NOW = new Date("2026-11-23T10:00:00.000Z");

describe("Another day for a session", () => {
  const { slot, sessions } = anOccurrence();
  const [session] = sessions;
  assert.ok(session);
  const read = (date: string, confirmed?: string) =>
    readTime({ date, at: "12:30" }, { slot, session, confirmed }, calendar, NOW);
  const warned = (date: string) => {
    const answer = read(date);
    return answer.ok ? undefined : answer.errors.date;
  };

  it("that is off is told of with its reason, and taken when it comes again", () => {
    assert.match(warned("2026-12-12") ?? "", /is at a weekend\. Save again/);
    assert.match(warned("2026-12-25") ?? "", /is a bank holiday\. Save again/);
    assert.match(warned("2026-12-29") ?? "", /is in a week in which the partnership is closed\. Save again/);
    assert.equal(warned("2026-12-14"), undefined);
    assert.ok(read("2026-12-12", "2026-12-12").ok);
  });
});

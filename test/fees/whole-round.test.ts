import assert from "node:assert/strict";
import { figuresOf } from "../../services/fees/state-rules.js";
import { aPartner, FeesHouse } from "../support/fees-house.js";

const PARTNERSHIPS = 27;
const PARTNERS = 14;

/** By partner: a third confirm at once, some query or decline, some pay up after a reminder, the rest say nothing. */
const HABITS = ["confirms", "queries", "confirms late", "declines", "silent", "confirms", "says nothing"] as const;

describe("fee rounds of all of England: 27 partnerships of 14 partners", () => {
  it("run from the start to the last reminder, each partner asked as often as it has not answered", async () => {
    for (let partnership = 0; partnership < PARTNERSHIPS; partnership += 1) await aRound(partnership);
  });
});

async function aRound(partnership: number): Promise<void> {
  const partners = Array.from({ length: PARTNERS }, (_, n) => aPartner(`p${n}`));
  const habitOf = (n: number) => HABITS[(n + partnership) % HABITS.length];
  const those = (habit: (typeof HABITS)[number]) => partners.filter((_, n) => habitOf(n) === habit).map(({ id }) => id);
  const house = await FeesHouse.sent({ partners });
  await house.passUntil("2026-12-10T10:00:00Z");
  for (const id of those("confirms")) await house.confirm(id);
  for (const id of those("queries")) await house.say("queried", id);
  for (const id of those("declines")) await house.say("declined", id);
  await house.passUntil("2027-01-10T10:00:00Z");
  for (const id of those("queries")) await house.follow("answered", id, { note: "Two posts." });
  for (const id of those("confirms late")) await house.confirm(id);
  await house.passUntil("2027-01-25T10:00:00Z");
  for (const id of those("queries")) await house.confirm(id);
  await house.passUntil("2027-03-01T10:00:00Z");

  const never = those("silent").length + those("says nothing").length;
  const sent = (days: number, who = "remind") => house.deliveries.planned.get(`fees.2027-28.${who}.${days}`)?.length;
  const late = those("confirms late").length;
  assert.deepEqual(
    [sent(-28), sent(-14), sent(-7)],
    [2 * (never + late), 2 * (never + those("queries").length), 2 * (never + those("queries").length)],
  );
  assert.deepEqual([sent(-1), sent(-1, "board"), sent(7), sent(7, "board")], [2 * never, never, 2 * never, never]);
  const { by, confirmedPence, atRiskPence } = figuresOf(house.round());
  assert.equal(by.silent.partners, never);
  assert.equal(by.declined.partners, those("declines").length);
  assert.equal(confirmedPence + atRiskPence, PARTNERS * 2_600_000);
  assert.deepEqual(house.schedule.errors, []);
  assert.equal(house.timers.nextWake(), undefined);
}

import assert from "node:assert/strict";
import fc from "fast-check";
import { refOf } from "../../services/panels/planning/panel.js";
import { outstanding } from "../../services/panels/planning/round-rules.js";
import type { Review } from "../../services/panels/schema.js";
import { aReport, aSheet, PanelHouse, panelist } from "../support/panel-house.js";
import { aSentRound, keys } from "../support/panel-rounds.js";

const AGENCIES = ["vale-council", "vale-university", "hill-trust"];
const REPORTS = Array.from({ length: 6 }, (_, n) => aReport(n + 1, { outcome: "fail", agency: AGENCIES[n % 3] ?? "" }));
const SIX = [1, 2, 3, 4, 5, 6];

const step = fc.record({
  what: fc.constantFrom("hands in", "declares a conflict", "leaves", "is left out", "is given back" as const),
  who: fc.integer({ min: 1, max: 6 }),
  no: fc.integer({ min: 1, max: 6 }),
});

describe("Whatever happens to an open round's members", () => {
  it("nobody scores what they may not, nobody twice, no sheet is lost, and who can't score has nothing left", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const { house, id } = await aSentRound(new PanelHouse(SIX.map((n) => panelist(n))), REPORTS);
        let sheets = 0;
        for (const { what, who, no } of steps) {
          if (what === "hands in") sheets += Number(await handIn(house, id, who, no));
          if (what === "declares a conflict") await declare(house, id, who, no);
          if (what === "leaves") await leave(house, id, who);
          if (what === "is left out")
            await choose(
              house,
              id,
              SIX.filter((n) => n !== who),
            );
          if (what === "is given back") await choose(house, id, SIX);
        }
        await house.panels.planning.giving.handOverGone(id, house.coordinator);
        const reviews = await house.reviews.of(id);
        for (const review of reviews) lawful(house, review, house.round(id).members);
        assert.equal(reviews.flatMap((one) => [...one.sheets, ...one.setAside]).length, sheets);
      }),
      { numRuns: 60 },
    );
  });
});

function lawful(house: PanelHouse, review: Review, members: readonly string[]): void {
  const { reviewers, conflicts, report } = review;
  assert.equal(new Set(reviewers).size, reviewers.length);
  assert.ok(reviewers.length <= 2);
  for (const key of reviewers) {
    const person = house.people.find((one) => key.endsWith(one.objectId));
    assert.notEqual(person?.partner, report.agency);
    assert.ok(conflicts.every(({ by }) => by !== key));
  }
  for (const key of outstanding(review)) assert.ok(members.includes(key));
}

async function handIn(house: PanelHouse, id: string, who: number, no: number): Promise<boolean> {
  const [key = ""] = keys(who);
  return house.reviews.change(id, no, (one) =>
    outstanding(one).includes(key)
      ? { next: { ...one, sheets: [...one.sheets, aSheet(panelist(who))] }, result: true }
      : { result: false },
  );
}

/** As scoring does it. */
async function declare(house: PanelHouse, id: string, who: number, no: number): Promise<void> {
  const [by = ""] = keys(who);
  await house.reviews.change(id, no, (one) => ({
    next: {
      ...one,
      conflicts: [...one.conflicts, { at: "2026-11-24T10:00:00.000Z", by }],
      reviewers: one.reviewers.filter((key) => key !== by),
      sheets: one.sheets.filter(({ reviewer }) => reviewer !== by),
      setAside: [...one.setAside, ...one.sheets.filter(({ reviewer }) => reviewer === by)],
    },
    result: undefined,
  }));
  await house.panels.planning.reallocate(house.round(id), no);
}

async function leave(house: PanelHouse, id: string, who: number): Promise<void> {
  house.people[who - 1] = panelist(who, { status: "left" });
  await house.panels.planning.giving.handOverGone(id, house.coordinator);
}

async function choose(house: PanelHouse, id: string, members: readonly number[]): Promise<void> {
  const still = members.filter((n) => house.people[n - 1]?.status === "active");
  if (still.length === 0) return;
  await house.panels.planning.choosing.save(
    id,
    {
      members: keys(...still)
        .map(refOf)
        .join(","),
    },
    house.coordinator,
  );
}

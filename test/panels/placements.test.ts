import assert from "node:assert/strict";
import { placementsIn } from "../../services/panels/placements.js";
import { panelRulesSchema, type Report, type Round, roundSchema } from "../../services/panels/schema.js";
import { RoundsInMemory } from "../support/panel-house.js";

function aRound(id: string, madeAt: string, members: Partial<Round> = {}): Round {
  const created = { at: madeAt, by: "t:1" };
  const drawn = { ...created, algorithm: "sha256-rank-1", seed: "", frame: "", sample: [] };
  const head = { id, title: id, status: "drawn", created, drawn, rules: panelRulesSchema.parse({}) };
  return roundSchema.parse({ ...head, members: [], reports: 2, ...members });
}

const report = (no: number, agency: string, stage: Report["stage"]): Report => ({
  ...{ no, reference: `R${no}`, agency, programme: "ba", stage, outcome: "pass", link: "https://example.org" },
});

async function rounds(...made: readonly (readonly [Round, readonly Report[]])[]): Promise<RoundsInMemory> {
  const kept = new RoundsInMemory();
  for (const [round, frame] of made) {
    await kept.add(round);
    await kept.saveFrame(round.id, frame);
  }
  return kept;
}

describe("placements of a financial year, from the frames of its panel rounds", () => {
  it("are its end of placement reports by agency, over all rounds: a midway report is no placement more", async () => {
    const kept = await rounds(
      [aRound("spring", "2026-04-01T08:00:00.000Z"), [report(1, "one", "epr"), report(2, "one", "midway")]],
      [aRound("autumn", "2027-03-31T08:00:00.000Z"), [report(1, "one", "epr"), report(2, "two", "epr")]],
    );
    assert.deepEqual(
      await placementsIn(kept, "2026-27"),
      new Map([
        ["one", 2],
        ["two", 1],
      ]),
    );
  });

  it("leave out rounds of other years, by London's clock, and frames that are not frozen yet", async () => {
    const frame = [report(1, "one", "epr")];
    const kept = await rounds(
      // 1 April in London, where summer time has begun.
      [aRound("next", "2027-03-31T23:30:00.000Z"), frame],
      [aRound("draft", "2026-10-01T08:00:00.000Z", { status: "draft", drawn: undefined }), frame],
    );
    assert.deepEqual(await placementsIn(kept, "2026-27"), new Map());
    assert.deepEqual(await placementsIn(kept, "2027-28"), new Map([["one", 1]]));
  });
});

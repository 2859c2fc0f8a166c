import { deepEqual, equal, match, ok, rejects } from "node:assert/strict";
import type { Review } from "../../services/panels/schema.js";
import { Scoring } from "../../services/panels/scoring/scoring.js";
import type { CriteriaPage, LookOver, SheetView } from "../../services/panels/scoring/views.js";
import { type Person, personKey } from "../../services/people/schema.js";
import {
  aPanelHouse,
  aReport,
  aReview,
  aRound,
  aSheet,
  type PanelHouse,
  panelist,
  USUAL_RULES,
} from "../support/panel-house.js";

const AT = { round: "round-1", no: 1 };
const [ada, ben, cleo] = [panelist(1), panelist(3), panelist(2)] as const;
const LOOK_OVER = 3;

/** Every criterion of a page with this score. */
function scored(page: number, score: string | number): Record<string, unknown> {
  const some = USUAL_RULES.criteria.slice(page * 3, page * 3 + 3);
  return Object.fromEntries(some.map(({ id }) => [`score.${id}`, `${score}`]));
}

async function fills({ panels }: PanelHouse, person: Person, score: string | number = 3): Promise<void> {
  for (const page of [0, 1, 2]) await panels.scoring.keep(person, AT, page, page + 1, scored(page, score));
}

function asks(view: SheetView): string[] {
  return view.kind === "criteria" ? view.criteria.map(({ id }) => id) : [];
}

describe("Scoring alone", () => {
  it("asks for three criteria a page, and ends with a look-over", async () => {
    const house = await aPanelHouse();
    const pages = await Promise.all([0, 1, 2, 3].map((page) => house.panels.scoring.sheet(ada, AT, page)));
    deepEqual(
      pages.flatMap(asks),
      USUAL_RULES.criteria.map(({ id }) => id),
    );
    deepEqual(
      pages.map(({ kind }) => kind),
      ["criteria", "criteria", "criteria", "look-over"],
    );
  });

  it("keeps each page as one turns it, for whatever device comes next", async () => {
    const house = await aPanelHouse();
    const comment = "Week six.\nWell analysed.";
    await house.panels.scoring.keep(ada, AT, 0, 1, { ...scored(0, 2), "comment.diversity": comment });
    const { values } = (await house.panels.scoring.sheet(ada, AT, 0)) as CriteriaPage;
    deepEqual([values["score.diversity"], values["comment.diversity"]], ["2", comment]);
    await house.panels.scoring.keep(ada, AT, 1, 2, scored(1, "not-evidenced"));
    equal(Object.keys(house.review().drafts[personKey(ada)]?.scores ?? {}).length, 6);
  });

  it("names what it can't take at the field, gives it back whole, and keeps all else", async () => {
    const house = await aPanelHouse();
    const typed = { ...scored(0, 2), "score.diversity": "17", "comment.diversity": "x".repeat(1001) };
    const view = (await house.panels.scoring.keep(ada, AT, 0, 1, typed)) as CriteriaPage;
    deepEqual([view.page, Object.keys(view.errors)], [0, ["score.diversity", "comment.diversity"]]);
    equal(view.values["comment.diversity"]?.length, 1001);
    equal(house.review().drafts[personKey(ada)]?.scores["values-and-ethics"], 2);
    equal(house.review().drafts[personKey(ada)]?.scores.diversity, undefined);
  });

  it("leads to the page where a score is missing when it is handed in too early", async () => {
    const house = await aPanelHouse();
    await house.panels.scoring.keep(ada, AT, 0, 1, scored(0, 3));
    await house.panels.scoring.keep(ada, AT, 2, 3, { ...scored(2, 3), "score.professional-leadership": "" });
    const view = (await house.panels.scoring.handIn(ada, AT, { comment: "On the whole." })) as CriteriaPage;
    equal(view.page, 1);
    match(view.notice, /^4 criteria have no score yet, Rights, justice/);
    equal(Object.keys(view.errors).length, 3);
    equal(((await house.panels.scoring.sheet(ada, AT, LOOK_OVER)) as LookOver).values.comment, "On the whole.");
  });

  it("hands in once and for all: nothing that is pressed afterwards changes the sheet", async () => {
    const house = await aPanelHouse();
    await fills(house, ada);
    equal((await house.panels.scoring.handIn(ada, AT, { comment: "Good." })).kind, "handed-in");
    const { sheets } = house.review();
    await house.panels.scoring.keep(ada, AT, 0, 1, scored(0, 1));
    await house.panels.scoring.handIn(ada, AT, { comment: "Bad." });
    deepEqual(house.review().sheets, sheets);
    equal(house.entries.filter(({ event }) => event === "panels.handed-in").length, 1);
  });

  it("has no score, comment or reason in the record", async () => {
    const house = await aPanelHouse();
    await fills(house, ada);
    await house.panels.scoring.handIn(ada, AT, { comment: "Good." });
    deepEqual(
      house.entries.map(({ details }) => details),
      [{ no: 1 }],
    );
  });

  it("says that it is too late once others revealed it early, and leaves the card with what is typed", async () => {
    const house = await aPanelHouse();
    await house.panels.moderation.reveal(house.coordinator, AT, { reason: "The panel meets." });
    await rejects(house.panels.scoring.keep(ada, AT, 0, 1, scored(0, 3)), { code: "stale" });
    await rejects(house.panels.scoring.handIn(ada, AT, {}), { code: "stale" });
    await rejects(house.panels.scoring.sheet(ada, AT), { code: "not-open", message: /revealed/ });
  });

  it("takes nothing once the round is closed", async () => {
    const house = await aPanelHouse([aReview()], aRound({ status: "closed" }));
    await rejects(house.panels.scoring.keep(ada, AT, 0, 1, {}), { code: "stale", message: /closed/ });
    await rejects(house.panels.scoring.sheet(ada, AT), { code: "not-open", message: /closed/ });
  });

  it("is for the report's reviewers; for all others it isn't there, also in a closed round", async () => {
    for (const status of ["open", "closed"] as const) {
      const house = await aPanelHouse([aReview()], aRound({ status }));
      const { scoring } = house.panels;
      for (const one of [cleo, house.coordinator, house.conflicted]) {
        for (const no of [1, 99]) {
          await rejects(scoring.sheet(one, { ...AT, no }), { code: "not-found" });
          await rejects(scoring.keep(one, { ...AT, no }, 0, 1, {}), { code: "not-found" });
          await rejects(scoring.handIn(one, { ...AT, no }, {}), { code: "not-found" });
        }
      }
    }
  });
});

describe("Declaring a conflict", () => {
  const revealed = { at: "2026-12-01T10:00:00.000Z", by: personKey(ada) };

  /** With somebody who notes for which reports others are to be found. */
  async function declared(review: Review, person: Person, fails = false) {
    const house = await aPanelHouse([review]);
    const reallocated: number[] = [];
    const reallocate = async (_: unknown, no: number) => {
      reallocated.push(no);
      if (fails) throw new Error("nobody is left");
    };
    const scoring = new Scoring(house.context, { reallocate, seeTo: async () => undefined });
    await scoring.declareConflict(person, AT);
    return { house, scoring, reallocated };
  }

  it("takes somebody out of the report, sets their sheet aside and finds others", async () => {
    const sheet = aSheet(ada, 2);
    const drafts = { [personKey(ada)]: sheet };
    const { house, reallocated } = await declared(aReview({ sheets: [sheet], drafts }), ada);
    const { reviewers, sheets, setAside, conflicts, drafts: left } = house.review();
    deepEqual([reviewers, sheets, setAside, left], [[personKey(ben)], [], [sheet], {}]);
    deepEqual([conflicts.map(({ by }) => by), reallocated], [[personKey(ada)], [1]]);
    await rejects(house.panels.scoring.sheet(ada, AT), { code: "not-found" });
  });

  it("stands even if nobody can be found in their place", async () => {
    const { house } = await declared(aReview(), ada, true);
    equal(house.review().conflicts.length, 1);
    equal(house.failures.length, 1);
  });

  it("keeps a coordinator from the report, and moves nobody for that", async () => {
    const house = await aPanelHouse();
    const { reallocated } = await declared(aReview(), house.coordinator);
    deepEqual(reallocated, []);
    await house.panels.scoring.declareConflict(house.coordinator, AT);
    await rejects(house.panels.moderation.compare(house.coordinator, AT), { code: "not-found" });
    equal((await house.panels.moderation.reports(house.coordinator, "round-1")).kept, 1);
  });

  it("after the reveal only takes them out of the talk: those who remain suffice", async () => {
    const agreed = [{ at: revealed.at, by: personKey(ben) }];
    const scores = aSheet(ben).scores;
    const agreement = { version: 1, proposed: revealed, scores, strengths: "a", develop: "b", action: "c", agreed };
    const sheets = [aSheet(ada, 2), aSheet(ben, 3)];
    const { house, reallocated } = await declared(aReview({ sheets, revealed, agreement }), ada);
    deepEqual([house.review().reviewers, reallocated], [[personKey(ben)], []]);
    ok(house.review().agreedAt);
  });

  it("has the report scored afresh when the last reviewer leaves after the reveal", async () => {
    const reviewers = [personKey(ada)];
    const { house, reallocated } = await declared(aReview({ reviewers, sheets: [aSheet(ada, 2)], revealed }), ada);
    equal(house.review().revealed, undefined);
    deepEqual([house.review().sheets, house.review().setAside.length, reallocated], [[], 1, [1]]);
  });

  it("keeps what is typed when they think better of it", async () => {
    const house = await aPanelHouse();
    await house.panels.scoring.conflict(ada, AT, 0, scored(0, 4));
    equal(house.review().drafts[personKey(ada)]?.scores.diversity, 4);
    equal(house.review().conflicts.length, 0);
  });

  it("is not for people who have nothing to do with the report", async () => {
    const house = await aPanelHouse([aReview({ report: aReport(1) })]);
    for (const one of [cleo, house.conflicted]) {
      await rejects(house.panels.scoring.declareConflict(one, AT), { code: "not-found" });
    }
  });
});

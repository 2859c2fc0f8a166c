import { deepEqual, equal, ok } from "node:assert/strict";
import fc from "fast-check";
import { ExpectedError } from "../../services/kernel/errors.js";
import type { Agreement, Review, Sheet } from "../../services/panels/schema.js";
import { Scoring } from "../../services/panels/scoring/scoring.js";
import { type Person, personKey } from "../../services/people/schema.js";
import { aPanelHouse, aReview, aSheet, type PanelHouse, panelist, USUAL_RULES } from "../support/panel-house.js";

const AT = { round: "round-1", no: 1 };
const MEMBERS = [1, 2, 3, 4].map((n) => panelist(n));

const WHATS = ["keep", "hand-in", "conflict", "reveal", "reveal-early", "propose", "agree"] as const;

/** One thing that somebody presses; `value` is how they score, or how many versions behind what they agree to is. */
interface Act {
  readonly who: number;
  readonly what: (typeof WHATS)[number];
  readonly value: number;
}

const acts = fc.array(
  fc.record<Act>({
    who: fc.nat({ max: 5 }),
    what: fc.constantFrom(...WHATS, "hand-in", "hand-in", "propose", "agree", "agree"),
    value: fc.constantFrom(1, 1, 1, 2, 4),
  }),
  { minLength: 4, maxLength: 40 },
);

/** How far the report is when it begins. */
const beginnings = fc.constantFrom<Partial<Review>>(
  {},
  { sheets: [MEMBERS[0], MEMBERS[2]].map((one) => aSheet(one as Person)) },
  { sheets: [aSheet(MEMBERS[0] as Person)], revealed: { at: "2026-11-22T10:00:00.000Z", by: "x", reason: "x" } },
);

/** The house, with somebody who takes the place of who is out if there is anybody. */
class Played {
  readonly scoring: Scoring;
  readonly people: readonly Person[];

  constructor(readonly house: PanelHouse) {
    this.people = [...MEMBERS, house.coordinator, house.conflicted];
    this.scoring = new Scoring(house.context, {
      seeTo: async () => undefined,
      reallocate: () => house.reviews.change(AT.round, AT.no, withAnother),
    });
  }

  /** Whether it was taken; what is refused changes nothing. */
  async does({ who, what, value }: Act): Promise<void> {
    const person = this.people[who];
    ok(person);
    const before = this.house.review();
    try {
      await this.#act(person, what, value);
    } catch (error) {
      ok(error instanceof ExpectedError, `${error}`);
      deepEqual(this.house.review(), before);
    }
  }

  async #act(person: Person, what: Act["what"], value: number): Promise<void> {
    const { moderation } = this.house.panels;
    const typed = Object.fromEntries(USUAL_RULES.criteria.map(({ id }) => [`score.${id}`, `${value}`]));
    this.house.clock.turnTo(new Date(this.house.clock.now().getTime() + 1000).toISOString());
    if (what === "conflict") await this.scoring.declareConflict(person, AT);
    if (what === "reveal") await moderation.reveal(person, AT, {});
    if (what === "reveal-early") await moderation.reveal(person, AT, { reason: "The panel meets." });
    if (what === "agree") {
      const { agreement } = this.house.review();
      await moderation.agreeing.agree(person, AT, Math.max(1, (agreement?.version ?? 1) + 1 - value));
    }
    if (what === "keep") await this.scoring.keep(person, AT, 0, 1, typed);
    if (what === "hand-in") {
      for (const page of [0, 1, 2]) await this.scoring.keep(person, AT, page, page + 1, typed);
      await this.scoring.handIn(person, AT, { comment: `${value}` });
    }
    if (what === "propose") {
      for (const page of [0, 1, 2]) await moderation.agreeing.keep(person, AT, page, page + 1, typed);
      await moderation.agreeing.propose(person, AT, { strengths: "a", develop: "b", action: `${value}` });
    }
  }
}

function withAnother(review: Review) {
  const isFree = (key: string) => !review.reviewers.includes(key) && !review.conflicts.some(({ by }) => by === key);
  const another = MEMBERS.map(personKey).find(isFree);
  const isWanted = another !== undefined && review.reviewers.length < 2;
  return isWanted ? { next: { ...review, reviewers: [...review.reviewers, another] }, result: 1 } : { result: 0 };
}

/** In every order of what people press. */
describe("Whatever is pressed in whatever order", () => {
  it("a sheet that was handed in never changes and is never lost", () =>
    everyStep((before, after) => {
      for (const sheet of sheetsOf(before))
        deepEqual(
          sheetsOf(after).find((one) => isSame(one, sheet)),
          sheet,
        );
    }));

  it("nobody agrees for another, and what stands is agreed exactly when all who handed in agreed to it", () =>
    everyStep((before, after, { who }, { people }) => {
      const handedIn = after.reviewers.filter((key) => after.sheets.some(({ reviewer }) => reviewer === key));
      const asked = handedIn.length > 0 ? handedIn : after.reviewers;
      const open = asked.filter((key) => !after.agreement?.agreed.some(({ by }) => by === key));
      equal(after.agreedAt !== undefined, after.agreement !== undefined && open.length === 0);
      const known = new Set(agreementsOf(before).flatMap((one) => one.agreed.map(({ by }) => `${one.version} ${by}`)));
      for (const { version, agreed } of agreementsOf(after)) {
        for (const { by } of agreed.filter((one) => !known.has(`${version} ${one.by}`))) {
          equal(by, personKey(people[who] as Person));
          ok(after.reviewers.includes(by));
        }
      }
    }));

  it("versions of what is agreed follow each other, and earlier ones stay as they were", () =>
    everyStep((before, after) => {
      deepEqual(after.earlier.slice(0, before.earlier.length), before.earlier);
      deepEqual(
        agreementsOf(after).map(({ version }) => version),
        agreementsOf(after).map((_, index) => index + 1),
      );
    }));

  it("who declared a conflict scores nothing, agrees to nothing and sees nothing any more", () =>
    everyStep(async (_, after, __, { house, people }) => {
      const out = people.filter((one) => after.conflicts.some(({ by }) => by === personKey(one)));
      for (const person of [...out, house.conflicted]) {
        ok(![...after.reviewers, ...Object.keys(after.drafts)].includes(personKey(person)));
        ok(await isHidden(house, person));
      }
    }));

  it("before the reveal nobody sees scores side by side", () =>
    everyStep(async (_, after, __, { house, people }) => {
      if (after.revealed) return;
      for (const person of people) {
        const view = await house.panels.moderation.compare(person, AT).catch(() => undefined);
        ok(view?.kind !== "compared");
      }
    }));
});

type Law = (before: Review, after: Review, act: Act, played: Played) => void | Promise<void>;

function everyStep(law: Law): Promise<void> {
  const property = fc.asyncProperty(beginnings, acts, async (beginning, all) => {
    const played = new Played(await aPanelHouse([aReview(beginning)]));
    for (const act of all) {
      const before = played.house.review();
      await played.does(act);
      await law(before, played.house.review(), act, played);
    }
  });
  return fc.assert(property, { numRuns: 150, seed: 20_261_124 });
}

function sheetsOf({ sheets, setAside }: Review): Sheet[] {
  return [...sheets, ...setAside];
}

function isSame(one: Sheet, other: Sheet): boolean {
  return one.reviewer === other.reviewer && one.handedInAt === other.handedInAt;
}

function agreementsOf({ earlier, agreement }: Review): Agreement[] {
  return [...earlier, ...(agreement ? [agreement] : [])];
}

function isHidden({ panels }: PanelHouse, person: Person): Promise<boolean> {
  return panels.moderation.compare(person, AT).then(
    () => false,
    () => true,
  );
}

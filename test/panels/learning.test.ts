import assert from "node:assert/strict";
import { ExpectedError } from "../../services/kernel/errors.js";
import type { OpenFinding, PreviewView } from "../../services/panels/learning/views.js";
import type { Review } from "../../services/panels/schema.js";
import { personKey } from "../../services/people/schema.js";
import { aPanelHouse, aReview, aSheet, type PanelHouse, panelist } from "../support/panel-house.js";
import { anAgreed, aRevealed, some } from "./agreed.js";

const KNOWLEDGE = "theme.knowledge";
/** The page of the form on which knowledge is. */
const PAGE = 1;
const LAST_PAGE = 3;

async function aHouse(reviews: readonly Review[] = some(8, (no) => anAgreed(no))): Promise<PanelHouse> {
  return aPanelHouse(reviews);
}

/** In which this was written on knowledge. */
async function written(text: string, reviews?: readonly Review[]): Promise<PanelHouse> {
  const house = await aHouse(reviews);
  await house.panels.learning.writing.keep(house.coordinator, "round-1", PAGE, { [KNOWLEDGE]: text });
  return house;
}

async function checked(house: PanelHouse): Promise<{ open?: OpenFinding; preview?: PreviewView }> {
  return house.panels.learning.publishing.check(house.coordinator, "round-1");
}

const publish = (house: PanelHouse) => house.panels.learning.publishing.publish(house.coordinator, "round-1");
const refused = (code: string) => (error: unknown) => error instanceof ExpectedError && error.code === code;
const withComment = (no: number, comment: string): Review => {
  const review = aRevealed(no);
  return { ...review, sheets: review.sheets.map((sheet) => ({ ...sheet, comments: { knowledge: comment } })) };
};

describe("writing down what a panel learned", () => {
  it("draws on comments of revealed reports that the coordinator is not kept from", async () => {
    const hidden = { ...withComment(2, "Not yet."), revealed: undefined };
    const house = await aHouse([withComment(1, "Theory is named."), hidden]);
    const sources = async (person = house.coordinator) => {
      const { fields } = await house.panels.learning.writing.form(person, "round-1", PAGE);
      return fields.find(({ id }) => id === KNOWLEDGE)?.sources;
    };
    assert.deepEqual(await sources(), ["Theory is named.", "Theory is named."]);
    assert.deepEqual(await sources(house.conflicted), []);
  });

  it("draws on agreed strengths for good practice", async () => {
    const house = await aHouse([anAgreed(1), aRevealed(2)]);
    const { fields } = await house.panels.learning.writing.form(house.coordinator, "round-1", LAST_PAGE);
    assert.deepEqual(fields[0]?.sources, ["Strengths of 1."]);
  });

  it("keeps a page's texts and leaves the others", async () => {
    const house = await written("Theory is named, not used.");
    await house.panels.learning.writing.keep(house.coordinator, "round-1", LAST_PAGE, {
      goodPractice: "Write\ntogether.",
    });
    await house.panels.learning.writing.keep(house.coordinator, "round-1", PAGE, {});
    const { themes, goodPractice } = house.round().learning ?? {};
    assert.deepEqual([themes, goodPractice], [{ knowledge: "Theory is named, not used." }, "Write\ntogether."]);
  });

  it("gives back what is too long, and keeps nothing of it", async () => {
    const house = await aHouse();
    const typed = { [KNOWLEDGE]: "x".repeat(801), "theme.critical-reflection": "Fine." };
    const form = await house.panels.learning.writing.keep(house.coordinator, "round-1", PAGE, typed);
    assert.deepEqual([form?.values, Object.keys(form?.errors ?? {})], [typed, [KNOWLEDGE]]);
    assert.equal(house.round().learning, undefined);
  });

  it("begins with the scoring, and ends with publishing", async () => {
    const house = await written("Theory is named.");
    await publish(house);
    const form = () => house.panels.learning.writing.form(house.coordinator, "round-1", 0);
    await assert.rejects(form, refused("already-done"));
    await house.rounds.change("round-1", (round) => ({
      next: { ...round, status: "drawn", learning: undefined },
      result: 0,
    }));
    await assert.rejects(form, refused("not-open"));
  });
});

describe("before it is published", () => {
  it("any agency's name is pointed out, until it is accepted with a reason", async () => {
    const house = await written("Hill Trust and others use theory well.");
    const { open } = await checked(house);
    assert.deepEqual([open?.kind, open?.where, open?.page, open?.open], ["agency", "Knowledge", PAGE, 1]);
    assert.equal(open?.sentence.find(({ isFound }) => isFound)?.text, "Hill Trust");
    const accept = (reason: string) =>
      house.panels.learning.publishing.accept(house.coordinator, "round-1", open?.key ?? "", { reason });
    assert.ok("open" in (await accept(" ")));
    assert.ok("preview" in (await accept("It agreed to be named.")));
    assert.ok((await checked(house)).preview);
  });

  it("so are those who scored in the round and left", async () => {
    const house = await written("Xanthe saw that theory is named.");
    house.people[0] = panelist(1, { name: "Xanthe Example", status: "left" });
    const members = [3, 4].map((n) => personKey(panelist(n)));
    await house.rounds.change("round-1", (round) => ({ next: { ...round, members }, result: undefined }));
    assert.equal((await checked(house)).open?.kind, "name");
  });

  it("publishing is refused while something is pointed out", async () => {
    const house = await written("Ask Hill Trust.");
    await assert.rejects(() => publish(house), refused("invalid"));
    assert.equal(house.posts.kept.size, 0);
  });

  it("publishing is refused while nothing is written", async () => {
    await assert.rejects(async () => publish(await aHouse()), refused("invalid"));
  });

  it("a coordinator's preview is without reports that they are kept from", async () => {
    const house = await written("Theory is named.");
    const { preview } = (await house.panels.learning.publishing.check(house.conflicted, "round-1")) as {
      preview: PreviewView;
    };
    assert.equal(preview.summary.figures.reports, 0);
    assert.equal((await checked(house)).preview?.summary.figures.reports, 8);
  });
});

describe("the published summary", () => {
  it("is posted in its channel, and read by everyone", async () => {
    const house = await written("Theory is named.");
    const { isPosted, summary } = await publish(house);
    assert.ok(isPosted);
    const [post] = house.posts.kept.values();
    assert.deepEqual(
      [post?.channel, post?.message],
      ["placement panels", { kind: "panels.learning", subject: "round-1" }],
    );
    assert.deepEqual(await house.panels.learning.publishing.published("round-1"), summary);
    assert.deepEqual(summary.themes, [{ title: "Knowledge", text: "Theory is named." }]);
  });

  it("is not there before", async () => {
    const house = await written("Theory is named.");
    await assert.rejects(() => house.panels.learning.publishing.published("round-1"), refused("not-found"));
    assert.equal(await house.panels.learning.publishing.find("round-1"), undefined);
  });

  it("stays as it is, whatever is agreed later, and is published once", async () => {
    const house = await written("Theory is named.");
    const { summary } = await publish(house);
    await house.reviews.add(some(3, (nth) => anAgreed(nth + 10, 1)));
    house.clock.turnTo("2026-12-20T10:00:00.000Z");
    assert.deepEqual((await publish(house)).summary, summary);
    assert.equal(house.entries.filter(({ event }) => event === "panels.learning-published").length, 1);
  });

  it("tells nothing of the few reports that a coordinator is kept from, who can read all others", async () => {
    const others = { agency: "hill-trust" };
    const reviews = some(9, (no) => anAgreed(no, 3, no <= 2 ? {} : others));
    const house = await written(
      "Theory is named.",
      reviews.map((one) => ({ ...one, reviewers: [personKey(panelist(1))] })),
    );
    assert.equal((await publish(house)).summary.figures.reports, 7);
  });

  it("tells nothing of few reports to who scored all others, though they are on the panel no more", async () => {
    const scored = [2, 3].map((n) => personKey(panelist(n)));
    const few = [7, 8].map((no) => ({ ...anAgreed(no), reviewers: scored }));
    const house = await written("Theory is named.", [...some(6, (no) => anAgreed(no)), ...few]);
    const members = [2, 3, 4].map((n) => personKey(panelist(n)));
    await house.rounds.change("round-1", (round) => ({ next: { ...round, members }, result: undefined }));
    assert.equal((await publish(house)).summary.figures.reports, 6);
  });

  it("leaves counts in the record, and no word of it", async () => {
    const house = await written("Theory is named.");
    await publish(house);
    const details = house.entries.map((entry) => [entry.event, entry.details]);
    assert.deepEqual(details, [
      ["panels.learning-kept", { texts: 1 }],
      ["panels.learning-published", { texts: 1, reports: 8 }],
    ]);
  });
});

describe("how far reviewers agree", () => {
  it("is told to a coordinator over the revealed reports that they are not kept from", async () => {
    const house = await aHouse([...some(6, (no) => aRevealed(no, [1, 2])), aReview({ sheets: [aSheet(panelist(1))] })]);
    const reports = async (person = house.coordinator) =>
      (await house.panels.learning.agreement(person, "round-1")).figures.reports;
    assert.deepEqual([await reports(), await reports(house.conflicted)], [6, 0]);
  });
});

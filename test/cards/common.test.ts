import assert from "node:assert/strict";
import type { Card } from "../../cards/card.js";
import { homeCard } from "../../cards/home.js";
import { dueInWords, inboxCard } from "../../cards/inbox.js";
import { myDataCard } from "../../cards/people.js";

/** Titles of the buttons shown, in order. */
function buttons(card: Card): string[] {
  const found: string[] = [];
  JSON.stringify(card, (member, value) => {
    if (value?.type === "Action.Execute") found.push(value.title);
    return member === "fallback" ? undefined : value;
  });
  return found;
}

const now = new Date("2026-11-23T10:00:00Z");
const item = (title: string, due = "2026-11-27T00:00:00Z") => ({
  title,
  summary: "A minute.",
  due: new Date(due),
  button: { title: "Answer", verb: "surveys.answer", data: { wave: title } },
});

describe("the inbox card", () => {
  it("says in words how long there is, counting days as London does", () => {
    const due = (instant: string) => dueInWords(new Date(instant), now);
    assert.equal(due("2026-11-24T00:00:00Z"), "Due today");
    assert.equal(due("2026-11-24T12:00:00Z"), "Due tomorrow");
    assert.equal(due("2026-11-27T00:00:00Z"), "Due in 3 days, Thursday 26 November");
    assert.equal(due("2027-01-13T00:00:00Z"), "Due 12 January");
    assert.equal(due("2026-11-21T00:00:00Z"), "Was due 20 November");
  });

  it("tells buttons of the same name apart", () => {
    const card = inboxCard({ now, items: [item("Pulse"), item("Stakeholders")] });
    assert.deepEqual(buttons(card), ["Answer: Pulse", "Answer: Stakeholders", "Back"]);
  });

  it("says nothing twice when a title begins with the button's word", () => {
    const card = inboxCard({ now, items: [item("Answer A26-001"), item("Answer A26-002")] });
    assert.deepEqual(buttons(card), ["Answer: A26-001", "Answer: A26-002", "Back"]);
  });

  it("tells them apart also when they are about things of one title", () => {
    const card = inboxCard({ now, items: [item("Pulse"), item("Pulse")] });
    assert.deepEqual(buttons(card), ["Answer: Pulse", "Answer: Pulse (2)", "Back"]);
  });

  it("shows every item on one of its pages, and never more than six buttons", () => {
    const items = Array.from({ length: 23 }, (_, place) => item(`Survey ${place}`));
    const seen: string[] = [];
    for (let from: number | undefined = 0; from !== undefined; ) {
      const card = inboxCard({ now, items, from });
      assert.ok(buttons(card).length <= 6);
      seen.push(...buttons(card).filter((title) => title.startsWith("Answer")));
      from = nextPage(card);
    }
    assert.deepEqual(
      seen,
      items.map(({ title }) => `Answer: ${title}`),
    );
  });

  it("says so when nothing waits", () => {
    assert.match(JSON.stringify(inboxCard({ now, items: [] })), /Nothing waits for you/);
  });

  it("in the place of several messages says how much waits, whether it is much, little or nothing", () => {
    const said = (count: number) => {
      const items = Array.from({ length: count }, (_, place) => item(`Survey ${place}`));
      return JSON.stringify(inboxCard({ now, items, asMessage: true }));
    };
    assert.match(said(3), /3 things wait for you/);
    assert.match(said(1), /One thing waits for you/);
    assert.match(said(0), /Everything that waited for you is done/);
  });
});

function nextPage(card: Card): number | undefined {
  const actions = card.actions as { title: string; data: { from?: string } }[];
  const from = actions.find((action) => action.title === "Show more")?.data.from;
  return from === undefined ? undefined : Number(from);
}

describe("the home card", () => {
  const entries = (count: number) =>
    Array.from({ length: count }, (_, place) => ({
      title: `Door ${place}`,
      summary: "What is behind it.",
      button: { title: `Open ${place}`, verb: "inbox.show" },
    }));

  it("has a button for each of up to six doors", () => {
    assert.equal(buttons(homeCard({ name: "Ada", words: [], entries: entries(6) })).length, 6);
  });

  it("goes on with a second card when there are more", () => {
    const shown = buttons(homeCard({ name: "Ada", words: [], entries: entries(9) }));
    assert.deepEqual(shown.slice(-2), ["Open 4", "Show more"]);
    const rest = buttons(homeCard({ name: "Ada", words: [], entries: entries(9), from: 5 }));
    assert.deepEqual(rest, ["Open 5", "Open 6", "Open 7", "Open 8"]);
  });
});

describe("the my data card", () => {
  it("names a kind of data also when there is none of it", () => {
    const kinds = [{ title: "Invitations", count: 0, summary: "Surveys.", kept: "Kept for 365 days." }];
    assert.match(JSON.stringify(myDataCard({ name: "Ada", kinds })), /"none"/);
    assert.deepEqual(buttons(myDataCard({ name: "Ada", kinds })), ["Export", "Erase my data", "Back"]);
  });
});

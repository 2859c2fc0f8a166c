import assert from "node:assert/strict";
import { buttonsOf, inputsOf } from "../../bot/local/double/cards.js";
import type { Answer } from "../../bot/local/double/user.js";
import type { Review, Round } from "../../services/panels/schema.js";
import { type Person, personKey } from "../../services/people/schema.js";
import { TableReviews } from "../../services/storage/panels/reviews.js";
import { TableRounds } from "../../services/storage/panels/rounds.js";
import { aBot, type RunningBot, theFiles } from "../support/bot.js";
import { eventually } from "../support/eventually.js";
import { aFrame } from "../support/frames.js";
import { aScore, PanelUser } from "../support/panel-round.js";
import { aCoordinator, somebody } from "../support/people.js";
import { StartingClock } from "../support/starting-clock.js";

const REPORTS = 120;
const FAILS = 3;
const BORDERLINES = 5;
const MEMBERS = 14;
/** 10% of the 112 passes, rounded up. */
const SAMPLE = FAILS + BORDERLINES + 12;

describe("a whole round of the placement panel, with 120 reports and 14 members", function () {
  this.timeout(240_000);
  let running: RunningBot;
  let rounds: TableRounds;
  let reviews: TableReviews;
  let coordinator: PanelUser;
  let members: PanelUser[];
  let leads: { person: Person; user: PanelUser }[];
  let partners: readonly { readonly id: string; readonly name: string }[];
  let round: Answer;
  let proposals = 0;
  /** Pieces of feedback that could not be sent as they were. */
  let pointedOut = 0;

  const theRound = async (): Promise<Round> => (await rounds.all())[0] ?? assert.fail("no round");
  const all = async (): Promise<Review[]> => reviews.of((await theRound()).id);

  before(async () => {
    const files = await theFiles();
    ({ partners } = files.partnership);
    const of = (n: number) => ({ partner: partners[n % partners.length]?.id ?? "" });
    const panel = await Promise.all(
      Array.from({ length: MEMBERS }, (_, n) => somebody({ name: `Ashwood ${n}`, roles: ["panel-member"], ...of(n) })),
    );
    const wfd = await Promise.all(
      partners.map((_, n) => somebody({ name: `Birchlow ${n}`, roles: ["wfd-lead"], ...of(n) })),
    );
    const casey = await aCoordinator({ name: "Casey Alderholt", partner: "central-team" });
    const clock = new StartingClock("2026-11-23T10:00:00Z");
    running = await aBot({ files, clock, people: [...panel, ...wfd, casey] });
    rounds = new TableRounds(running.bot.services.storage.table("panelrounds"));
    reviews = new TableReviews(running.bot.services.storage.table("panelreviews"));
    coordinator = new PanelUser(await running.user(casey));
    members = await Promise.all(panel.map(async (person) => new PanelUser(await running.user(person))));
    leads = await Promise.all(wfd.map(async (person) => ({ person, user: new PanelUser(await running.user(person)) })));
  });
  after(() => running.stop());

  it("is set up in chat: reports pasted, members chosen, the sample drawn and given out", async () => {
    const form = await coordinator.press(await coordinator.panels(), "Start a round");
    const days = { title: "Autumn 2026", scoresDue: "2026-12-04", meetingOn: "2026-12-10", reviewers: "2" };
    round = await coordinator.press(form, "Start", days);
    const paste = await coordinator.press(round, "Reports");
    const frame = aFrame({ partners } as never, { reports: REPORTS, fails: FAILS, borderlines: BORDERLINES });
    round = await coordinator.press(paste, "Add these reports", { frame });
    const choose = await coordinator.press(round, "Members");
    const choices = inputsOf(coordinator.cardOf(choose)).find(({ id }) => id === "members")?.choices ?? [];
    assert.equal(choices.length, MEMBERS);
    round = await coordinator.press(choose, "Save", { members: choices.map(({ value }) => value).join(",") });
    round = await coordinator.press(round, "Draw");
    assert.equal((await all()).length, SAMPLE);
  });

  it("has every fail and borderline in its sample, and nobody with their own agency's report", async () => {
    const those = await all();
    assert.equal(those.filter(({ why }) => why === "fail").length, FAILS);
    assert.equal(those.filter(({ why }) => why === "borderline").length, BORDERLINES);
    const partnerOf = new Map(
      members.map(({ user }, n) => [personKey(user.account), partners[n % partners.length]?.id]),
    );
    for (const { report, reviewers } of those) {
      const agencies = reviewers.map((key) => partnerOf.get(key));
      assert.equal(new Set(agencies).size, 2, report.reference);
      assert.ok(!agencies.includes(report.agency), report.reference);
    }
    const loads = [...partnerOf.keys()].map((key) => those.filter(({ reviewers }) => reviewers.includes(key)).length);
    assert.ok(Math.max(...loads) - Math.min(...loads) <= 1, loads.join());
  });

  it("invites each member to the reports that are theirs", async () => {
    round = await coordinator.press(round, "Send");
    await eventually(async () =>
      members.every(({ user }) => user.messages.some(({ words }) => /to score/.test(words))),
    );
    assert.match(coordinator.words(round), /0 of 40 sheets are in/);
  });

  it("gives a report to somebody else when a reviewer declares a conflict, and touches no other", async () => {
    const before = await all();
    const member = members[0] ?? assert.fail();
    let at: Answer | undefined;
    await member.workThrough("Open", async (answer) => {
      at ??= answer;
    });
    const asked = await member.press(at, "Declare a conflict");
    await member.press(asked, "Yes, declare it");
    const after = await all();
    const changed = after.filter((review, n) => JSON.stringify(review) !== JSON.stringify(before[n]));
    assert.equal(changed.length, 1);
    assert.equal(changed[0]?.reviewers.length, 2);
    assert.ok(!changed[0]?.reviewers.includes(personKey(member.user.account)));
  });

  it("is scored by everybody alone, page by page", async () => {
    for (const member of members) {
      const { name } = member.user.account;
      await member.workThrough("Open", async (at) => {
        if (member.titleLike(at, "Next"))
          await member.score(at, (input) => aScore(`${name}`, `${at.message?.id}${input}`));
      });
    }
    assert.ok((await all()).every(({ sheets }) => sheets.length === 2));
    const card = await coordinator.press(await coordinator.panels(), "Round");
    assert.match(coordinator.words(card), /40 of 40 sheets are in/);
  });

  it("is revealed, talked over and agreed by the reviewers", async () => {
    for (const member of members) {
      await member.workThrough("Scores", async (at) => {
        let card = at;
        if (member.titleLike(card, "Reveal")) card = await member.press(card, "Reveal");
        if (member.titleLike(card, "Agree")) return void (await member.press(card, "Agree"));
        if (!member.titleLike(card, "Write what is agreed")) return;
        await propose(member, await member.press(card, "Write what is agreed"));
      });
    }
    for (const member of members) {
      await member.workThrough("Scores", async (at) => {
        if (member.titleLike(at, "Agree")) await member.press(at, "Agree");
      });
    }
    const those = await all();
    assert.ok(those.every(({ agreedAt }) => agreedAt !== undefined));
    assert.ok(
      those.every(({ sheets }) => sheets.length === 2),
      "first scores stay",
    );
  });

  it("sends nothing that gives somebody away, and the rest to the WFD lead of the report's agency alone", async () => {
    const card = await coordinator.press(await coordinator.panels(), "Round");
    let list = await coordinator.press(card, "Feedback");
    for (const { report } of await all()) {
      list = await feedback(list, report.no);
    }
    assert.equal(pointedOut, 1);
    const those = await all();
    assert.ok(those.every(({ feedback: sent }) => sent?.sent !== undefined));
    await eventually(async () =>
      leads.every(({ person, user }) => {
        const own = those.filter(({ report }) => report.agency === person.partner);
        return own.every(({ report }) => user.user.messages.some(({ words }) => words.includes(report.reference)));
      }),
    );
    for (const { person, user } of leads) {
      const others = those.filter(({ report }) => report.agency !== person.partner);
      const words = user.user.messages.map((message) => message.words).join("\n");
      assert.ok(
        others.every(({ report }) => !words.includes(report.reference)),
        person.partner,
      );
      assert.ok(!/Ashwood/.test(words), "no reviewer is named");
    }
  });

  it("knows who acknowledged it", async () => {
    for (const { user } of leads)
      await user.workThrough("Feedback", async (at) => {
        if (user.titleLike(at, "Acknowledge")) await user.press(at, "Acknowledge");
      });
    assert.ok((await all()).every(({ feedback: sent }) => sent?.acknowledged !== undefined));
  });

  it("tells how far the reviewers agreed, and everyone what was learned, and is closed", async () => {
    let card = await coordinator.press(await coordinator.panels(), "Round");
    const figures = await coordinator.press(await coordinator.press(card, "More"), "Figures");
    assert.match(coordinator.words(figures), /alpha/i);
    let form = await coordinator.press(card, "Learning");
    for (let pages = 0; pages < 10 && !coordinator.titleLike(form, "Preview"); pages += 1)
      form = await coordinator.press(form, "Save and go on", themes(form));
    const preview = await coordinator.press(form, "Preview", themes(form));
    const published = await coordinator.press(preview, "Publish");
    assert.doesNotMatch(coordinator.words(published), /Ashwood|A26-/);
    card = await coordinator.press(await coordinator.panels(), "Round");
    const closing = await coordinator.press(await coordinator.press(card, "More"), "Close");
    await coordinator.press(closing, "Close for good");
    assert.equal((await theRound()).status, "closed");
  });

  it("is handed out as a workbook and a Word document", async () => {
    const card = await coordinator.press(await coordinator.panels(), "Round");
    const file = await coordinator.press(card, "Export");
    assert.deepEqual(await fetched(coordinator.cardOf(file)), [200, "PK"]);
    const summary = await coordinator.press(card, "Learning");
    const document = await coordinator.press(summary, "Word document");
    assert.deepEqual(await fetched(coordinator.cardOf(document)), [200, "PK"]);
  });

  it("is on the record: sample, allocation, hand-ins, reveals and sendings, and no score", async () => {
    const events = new Map<string, number>();
    for await (const entry of running.bot.services.audit.entries(`panel:${(await theRound()).id}`)) {
      events.set(entry.event, (events.get(entry.event) ?? 0) + 1);
      assert.doesNotMatch(JSON.stringify(entry.details), /not-evidenced/);
    }
    for (const event of [
      "panels.drawn",
      "panels.allocated",
      "panels.conflict-declared",
      "panels.given",
      "panels.closed",
    ])
      assert.ok(events.has(event), `${event} in ${[...events.keys()].join()}`);
    assert.equal(events.get("panels.handed-in"), 2 * SAMPLE);
    assert.equal(events.get("panels.revealed"), SAMPLE);
  });

  it("logged no failure", () => {
    assert.deepEqual(
      running.log.filter(({ level }) => level === "error"),
      [],
    );
  });

  /** On the form of what is agreed: scores where they differed, then the feedback. */
  async function propose(member: PanelUser, at: Answer): Promise<void> {
    let page = at;
    for (let turns = 0; turns < 10; turns += 1) {
      const inputs = inputsOf(member.cardOf(page));
      if (!member.titleLike(page, "Next")) break;
      const scores = inputs.filter(({ kind }) => kind === "ChoiceSet").map(({ id, preset }) => [id, preset || "3"]);
      page = await member.press(page, "Next", Object.fromEntries(scores));
    }
    const isFirst = proposals === 0;
    proposals += 1;
    const texts = {
      strengths: "The report shows clear links between theory and practice.",
      develop: isFirst ? "Ask Birchlow 3 on 020 8770 5000." : "More on how supervision shaped the student's decisions.",
      action: "Add one example of a dilemma and how it was worked through.",
    };
    await member.press(page, "Save", texts);
  }

  /** From the list, through the check, and back to the list. */
  async function feedback(list: Answer, no: number): Promise<Answer> {
    let at = list;
    while (!titleOf(at, no)) {
      assert.ok(coordinator.titleLike(at, "Show more"), `report ${no} is not in the list`);
      at = await coordinator.press(at, "Show more");
    }
    const form = await coordinator.press(at, titleOf(at, no) ?? "");
    let ready = await coordinator.press(form, "Save and check");
    if (!coordinator.titleLike(ready, "Send")) {
      pointedOut += 1;
      assert.match(coordinator.words(ready), /name|phone/i);
      const again = await coordinator.press(ready, "Change it");
      ready = await coordinator.press(again, "Save and check", { develop: "More on supervision." });
    }
    const sent = await coordinator.press(ready, "Send");
    return coordinator.press(sent, "Back");
  }

  function titleOf(at: Answer, no: number): string | undefined {
    return buttonsOf(coordinator.cardOf(at)).find(({ data }) => data.no === `${no}`)?.title;
  }

  function themes(at: Answer): Record<string, string> {
    const texts = inputsOf(coordinator.cardOf(at)).filter(({ kind }) => kind === "Text");
    return Object.fromEntries(texts.map(({ id }) => [id, "Reports were strongest where supervision was quoted."]));
  }

  async function fetched(card: unknown): Promise<[number, string]> {
    const url = /http:\/\/127\.0\.0\.1[^"]*\/files\/[^"]+/.exec(JSON.stringify(card))?.[0] ?? assert.fail("no link");
    const response = await fetch(url.replace(/^http:\/\/127\.0\.0\.1(:\d+)?/, running.url));
    return [
      response.status,
      Buffer.from(await response.arrayBuffer())
        .subarray(0, 2)
        .toString("latin1"),
    ];
  }
});

import { equal, match, ok } from "node:assert/strict";
import type { Answer, TeamsUser } from "../../bot/local/double/user.js";
import type { Card } from "../../cards/card.js";
import { doneNotice } from "../../cards/notices.js";
import type { Person } from "../../services/people/schema.js";
import { aBot, type RunningBot } from "../support/bot.js";
import { nodes, titles, words } from "../support/card-words.js";
import { eventually } from "../support/eventually.js";
import { aCoordinator, somebody } from "../support/people.js";

const door = doneNotice({
  title: "Sessions",
  sentence: "",
  buttons: [{ title: "Plan sessions", verb: "sessions.series" }],
});

/** One journey through the whole bot, over HTTP. */
describe("Planning sessions", () => {
  let running: RunningBot;
  let coordinator: TeamsUser;
  let colleague: Person;

  before(async () => {
    running = await aBot();
    const casey = await aCoordinator();
    colleague = await somebody();
    await running.bot.services.peopleStore.save([casey, colleague]);
    coordinator = await running.user(casey);
    await eventually(async () => {
      const { occurrences } = await running.bot.services.sessions.planning.overview.year();
      return occurrences.some(({ state }) => state === "planned");
    });
  });
  after(() => running.stop());

  it("begins with every series of the partnership, and goes on to its year", async () => {
    const list = await coordinator.presses(door, "Plan sessions");
    match(said(list), /Research Hub\nNext: (Tues|Thurs)day/);
    const year = await coordinator.presses(list, "The year ahead");
    const next = await coordinator.presses(year, "The next six months");
    equal(titles(cardOf(next)).includes("The first six months"), true);
  });

  it("sets a theme, takes a wrong link back with all that was typed, and moves a session", async () => {
    const list = await coordinator.presses(door, "Plan sessions");
    const series = await coordinator.presses(list, "Open", { series: "research-hub" });
    const occurrence = await coordinator.presses(series, "Open");
    const form = await coordinator.presses(occurrence, "Theme and who leads");
    const typed = { theme: "What works?", title1: "A paper", link1: "nowhere" };
    const wrong = await coordinator.presses(form, "Save", typed);
    match(said(wrong), /1 field needs another look/);
    const saved = await coordinator.presses(wrong, "Save", { link1: "https://papers.example/1" });
    match(said(saved), /^What works\?[\s\S]*Saved\.[\s\S]*A paper/);
    const move = await coordinator.presses(saved, "Move");
    const refused = await coordinator.presses(move, "Save", { date: "2020-01-01" });
    match(said(refused), /still to come/);
    const asked = await coordinator.presses(await coordinator.presses(saved, "Call off"), "Back");
    match(said(asked), /What works\?/);
  });

  it("adds a series whose rhythm is then its own", async () => {
    const list = await coordinator.presses(door, "Plan sessions");
    const rhythm = await coordinator.presses(list, "Add a series");
    const form = await coordinator.presses(rhythm, "Next", { every: "weeks" });
    const names = { title: "Allocation meeting", shortTitle: "Allocation", purpose: "To allocate placements." };
    const wrong = await coordinator.presses(form, "Save", { ...names, weeks: "6", at: "10:00" });
    match(said(wrong), /1 field needs another look[\s\S]*Say where it is/);
    const added = await coordinator.presses(wrong, "Save", { place: "Room 4" });
    match(said(added), /^Allocation meeting[\s\S]*Saved\./);
    const what = await coordinator.presses(await coordinator.presses(added, "Edit"), "Next");
    const edited = await coordinator.presses(what, "Save", { title: "Allocation meetings" });
    match(said(edited), /^Allocation meetings/);
  });

  it("says of a series who leads in turn and who may come, a form each", async () => {
    const list = await coordinator.presses(door, "Plan sessions");
    const series = await coordinator.presses(list, "Open", { series: "visioning-day" });
    match(facts(series), /Who leads: no rota[\s\S]*Channel: none yet: .*“use this channel for Visioning Day”/);
    const leads = await coordinator.presses(await coordinator.presses(series, "Edit"), "Next", { part: "rota" });
    const wrong = await coordinator.presses(leads, "Save", { facilitators: `${colleague.email}\nwho@vale.example` });
    match(said(wrong), /1 field needs another look[\s\S]*“who@vale.example”/);
    const saved = await coordinator.presses(wrong, "Save", { facilitators: colleague.email });
    match(facts(saved), /Who leads: 1 of 1 person in turn/);
    const who = await coordinator.presses(await coordinator.presses(saved, "Edit"), "Next", { part: "audience" });
    const narrowed = await coordinator.presses(who, "Save", { sides: "adults", cohorts: "" });
    match(facts(narrowed), /Who may book: adult services/);
    const when = await coordinator.presses(await coordinator.presses(narrowed, "Change the rhythm"), "Next");
    const skipping = await coordinator.presses(when, "Save", { skipWeeks: "2027-02-15 to 2027-02-19" });
    match(facts(skipping), /Not in: .*15 February to 19 February/);
  });

  it("is for coordinators only", async () => {
    const pat = await running.user(colleague);
    const answer = await pat.presses(door, "Plan sessions");
    ok(!said(answer).includes("Research Hub"));
  });
});

function cardOf({ card, error }: Answer): Card {
  ok(card, error);
  return card;
}

function facts(answer: Answer): string {
  const [set] = nodes(cardOf(answer)).filter(({ type }) => type === "FactSet");
  const said = (set?.facts ?? []) as { title: string; value: string }[];
  return said.map(({ title, value }) => `${title}: ${value}`).join("\n");
}

function said(answer: Answer): string {
  return words(cardOf(answer));
}

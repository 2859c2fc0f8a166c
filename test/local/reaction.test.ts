import assert from "node:assert/strict";
import fc from "fast-check";
import { answersTo } from "../../bot/local/colleagues/answers.js";
import { reactionTo, requestIn } from "../../bot/local/colleagues/reaction.js";
import { panels } from "../../bot/local/colleagues/strategies/panels.js";
import { type Temperament, temperamentOf } from "../../bot/local/colleagues/temperament.js";
import { inputsOf } from "../../bot/local/double/cards.js";
import type { Card } from "../../cards/card.js";
import { card, choices } from "../support/asking-card.js";
import { aPerson } from "../support/people.js";

const calm: Temperament = { answers: "at-once", mood: 0, commentsInTen: 10, seconds: 2 };

describe("What simulated colleagues do about a card", () => {
  it("fill in what the card allows, always", () => {
    const inputs = inputsOf(card);
    fc.assert(
      fc.property(fc.double({ min: -1, max: 1, noNaN: true }), fc.string(), (mood, seed) => {
        const answers = answersTo(inputs, { ...calm, mood }, seed);
        assert.match(answers.workload ?? "", /^v[0-4]$/);
        assert.match(answers.helps ?? "", /^v[0-2](,v[0-2])*$/);
        assert.ok(Number(answers.cases) >= 3 && Number(answers.cases) <= 9);
        assert.ok((answers.comment ?? "").length <= 30);
      }),
    );
  });

  it("answer by their mood, whichever way the scale runs", () => {
    const up = inputsOf(card).slice(0, 1);
    const down = up.map((input) => ({ ...input, choices: input.choices.toReversed() }));
    const average = (inputs: typeof up, mood: number) => {
      const picked = Array.from({ length: 40 }, (_, seed) => answersTo(inputs, { ...calm, mood }, `${seed}`).workload);
      return picked.reduce((sum, value) => sum + Number(value?.slice(1)), 0) / picked.length;
    };
    assert.ok(average(up, 0.8) - average(up, -0.8) > 1.5);
    assert.deepEqual(average(up, 0.8), average(down, 0.8));
  });

  it("mostly mean to stay, and speak for groups of some dozens", () => {
    const staying = choices(["Yes, I mean to stay", "I am not sure", "No, I expect to leave"]);
    const body = [
      { type: "Input.ChoiceSet", id: "staying", isRequired: true, choices: staying },
      { type: "Input.Number", id: "people", isRequired: true, min: 1, max: 10_000 },
    ];
    const people = Array.from({ length: 280 }, (_, n) => aPerson({ partner: `partner-${n % 14}` }));
    const answers = people.map((person) =>
      answersTo(inputsOf({ ...card, body }), temperamentOf(person), person.objectId),
    );
    const share = answers.filter((answer) => answer.staying === "v0").length / answers.length;
    assert.ok(share > 0.4 && share < 0.9, `${share} stay`);
    assert.ok(answers.every((answer) => Number(answer.people) <= 41));
  });

  it("mostly confirm their partner's fee, with an order, and some ask something first", () => {
    const actions = ["Confirm", "Query", "Decline"].map((title) => ({
      ...{ type: "Action.Execute", title, verb: `fees.${title.toLowerCase()}`, data: { year: "2027-28" } },
    }));
    const ask: Card = { type: "AdaptiveCard", version: "1.5", body: [], actions };
    const reactions = Array.from({ length: 200 }, (_, n) => {
      const request = requestIn(ask, `person ${n}`);
      return request && reactionTo(ask, request, calm, `person ${n}`, 0);
    });
    const count = (title: string) => reactions.filter((one) => one?.title === title).length;
    assert.ok(count("Confirm") > 120 && count("Query") > 15 && count("Decline") === 0, `${count("Query")} query`);
    const orders = reactions.filter((one) => one?.inputs.purchaseOrder !== undefined).length;
    assert.ok(orders > 100 && orders < 190, `${orders} orders`);
  });

  it("have temperaments that last, differ, and leave some who never answer", () => {
    const people = Array.from({ length: 300 }, () => aPerson());
    const habits = people.map((person) => temperamentOf(person).answers);
    assert.deepEqual(
      people.map((person) => temperamentOf(person).answers),
      habits,
    );
    const count = (habit: string) => habits.filter((one) => one === habit).length;
    assert.ok(count("at-once") > 150 && count("when-reminded") > 25 && count("never") > 15, habits.join());
  });

  it("press the button that the contract names, after a reminder if that is their way, or never", () => {
    const request = requestIn(card, "ada");
    assert.ok(request);
    assert.equal(reactionTo(card, request, calm, "ada", 0)?.title, "Submit");
    const slow: Temperament = { ...calm, answers: "when-reminded" };
    assert.equal(reactionTo(card, request, slow, "ada", 0), undefined);
    assert.equal(reactionTo(card, request, slow, "ada", 1)?.title, "Submit");
    assert.equal(reactionTo(card, request, { ...calm, answers: "never" }, "ada", 5), undefined);
  });

  it("book one of several sessions, each their own, and not all of them", () => {
    const actions = ["Tue 8 Dec, 12:30", "Thu 10 Dec, 16:00"].map((when) => {
      return { type: "Action.Execute", title: `Book: ${when}`, verb: "sessions.book", data: { session: when } };
    });
    const list = {
      ...card,
      body: [],
      actions: [...actions, { type: "Action.Execute", title: "Back", verb: "home.show" }],
    };
    const pressed = Array.from({ length: 200 }, (_, n) => {
      const asked = requestIn(list, `${n}`);
      return asked && reactionTo(list, asked, calm, `${n}`, 0)?.title;
    });
    const count = (title: string | undefined) => pressed.filter((one) => one === title).length;
    for (const { title } of actions) assert.ok(count(title) > 50, title);
    assert.ok(count(undefined) > 10 && count(undefined) < 60);
  });

  it("seldom give a place back", () => {
    const action = { type: "Action.Execute", title: "Can't come", verb: "sessions.give-back", data: { session: "a" } };
    const reminder = { ...card, body: [], actions: [action] };
    const pressed = Array.from({ length: 300 }, (_, n) => {
      const asked = requestIn(reminder, `${n}`);
      return asked && reactionTo(reminder, asked, calm, `${n}`, 0);
    }).filter(Boolean).length;
    assert.ok(pressed > 10 && pressed < 70, `${pressed}`);
  });

  it("leave alone what asks nothing of them", () => {
    assert.equal(requestIn({ type: "AdaptiveCard", body: [], actions: [] }, "ada"), undefined);
    const other = { type: "Action.Execute", title: "Submit", verb: "unheard-of.submit" };
    assert.equal(requestIn({ type: "AdaptiveCard", actions: [other] }, "ada"), undefined);
  });

  it("hand in the scores of the report that they opened, though both buttons are called Score", () => {
    const data = { round: "r", no: "1" };
    const open = { type: "Action.Execute", title: "Score: A26-001", verb: "panels.score", data };
    const handIn = { type: "Action.Execute", title: "Score", verb: "panels.hand-in", data };
    const opened = requestIn({ ...card, body: [], actions: [open] }, "ada");
    assert.ok(opened);
    const request = requestIn({ ...card, body: [], actions: [handIn] }, "ada", new Set([opened.about]));
    assert.equal(request?.button.verb, "panels.hand-in");
  });

  it("see the same report much alike, as reviewers do", () => {
    const levels = ["1 · Weak", "2 · Developing", "3 · Clear", "4 · Strong", "Not evidenced"];
    const form = inputsOf({ ...card, body: [{ type: "Input.ChoiceSet", id: "score.a", choices: choices(levels) }] });
    const given = (reader: string, mood: number, no: number) => {
      const answers = panels.fillIn(form, { ...calm, mood }, `${reader} Next {"round":"r","no":"${no}"}`);
      return Number(answers?.["score.a"]?.slice(1));
    };
    const apart = (other: (no: number) => number) => {
      const reports = Array.from({ length: 200 }, (_, no) => no);
      return reports.reduce((sum, no) => sum + Math.abs(given("ada", -0.3, no) - given("ben", 0.4, other(no))), 0);
    };
    assert.ok(apart((no) => no) < 0.8 * apart((no) => (no + 100) % 200));
  });
});

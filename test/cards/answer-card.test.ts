import assert from "node:assert/strict";
import * as cards from "../../cards/surveys.js";
import { readAnswers } from "../../services/surveys/answers.js";
import { promiseOf } from "../../services/surveys/promise.js";
import { definitionSchema, MODES, type Mode } from "../../services/surveys/schema.js";
import type { Thanks } from "../../services/surveys/views.js";
import { inputs, titles, words } from "../support/card-words.js";
import { aForm, WAVE } from "../support/forms.js";
import { everyKind } from "../support/questions.js";

describe("the answer card", () => {
  it("asks every question by its label, one input a question and three for a position", () => {
    const card = cards.answerCard(aForm());
    assert.deepEqual(
      inputs(card).map(({ id }) => id),
      ["met", "why", "hours", "again", "plan.position", "plan.respondent", "plan.people", "words"],
    );
    assert.equal(inputs(card)[0]?.label, "Did it meet what you expected?");
    assert.equal(inputs(card).at(-1)?.label, "Anything else? (optional)");
  });

  it("offers answers of which each is taken when it comes back", () => {
    for (const input of inputs(cards.answerCard(aForm()))) {
      for (const choice of (input.choices ?? []) as { value: string }[]) {
        const { values } = readAnswers(everyKind, { [`${input.id}`]: choice.value });
        assert.equal(values[`${input.id}`], choice.value);
      }
    }
  });

  it("never lets the client insist on a question with a condition, and says the condition", () => {
    const card = cards.answerCard(aForm());
    assert.deepEqual(
      inputs(card)
        .filter(({ isRequired }) => isRequired)
        .map(({ id }) => id),
      ["met", "plan.position"],
    );
    assert.match(words(card), /Only if you answered “Not met” or “Partly met” above:/);
    assert.match(words(card), /Only if you answered “Exceeded” to “Did it meet what you expected\?”:/);
  });

  it("says what is wrong beside the field, and keeps all that was typed", () => {
    const typed = {
      met: "partly met",
      hours: "70",
      words: "*so so*",
      "plan.position": "for",
      "plan.respondent": "group",
    };
    const read = readAnswers(everyKind, typed);
    assert.ok(!read.ok);
    const card = cards.answerCard(aForm(read));
    assert.match(words(card), /3 answers need another look/);
    assert.match(words(card), /Please check: Give a number from 0 to 60\./);
    const kept = Object.fromEntries(inputs(card).map(({ id, value }) => [id, value]));
    assert.deepEqual(kept, {
      ...typed,
      why: undefined,
      hours: 70,
      again: undefined,
      "plan.people": undefined,
    });
  });

  for (const mode of MODES) {
    it(`prints the promise of a ${mode} survey, and whether answers can be changed`, () => {
      const card = words(cards.answerCard(aForm({ mode, promise: promiseOf(mode, 5) })));
      assert.ok(card.includes(promiseOf(mode, 5)));
      assert.match(
        card,
        mode === "anonymous" ? /can't be changed after you press Submit/ : /You can change your answers/,
      );
    });
  }

  it("can be looked at beforehand, but not sent", () => {
    assert.deepEqual(titles(cards.answerCard(aForm({ preview: true }))), ["Back"]);
    assert.deepEqual(titles(cards.answerCard(aForm())), ["Submit"]);
  });

  it("reminds in one line more", () => {
    assert.match(words(cards.reminderCard(aForm())), /A reminder:/);
    assert.doesNotMatch(words(cards.invitationCard(aForm())), /A reminder:/);
  });
});

describe("the promise", () => {
  it("of a named survey doesn't speak of anonymity, and the others name the small-group threshold", () => {
    assert.doesNotMatch(promiseOf("named", 5), /nobody|anonym/i);
    for (const mode of ["confidential", "anonymous"] as const)
      assert.match(promiseOf(mode, 10), /fewer than 10 people/);
  });

  it("lets anonymous answers never be changed, and says why", () => {
    assert.match(promiseOf("anonymous", 5), /can't change them/);
    for (const mode of ["named", "confidential"] as const) assert.match(promiseOf(mode, 5), /change/);
  });
});

describe("thanks", () => {
  const thanks = (mode: Mode): Thanks => ({
    outcome: "recorded",
    waveId: WAVE,
    title: "Pulse",
    mode,
    changeable: mode !== "anonymous",
    closesInWords: "Monday 30 November 2026",
  });

  it("offers to change answers only where the mode allows it", () => {
    assert.deepEqual(titles(cards.thanksCard(thanks("confidential"))), ["Change my answers"]);
    assert.deepEqual(titles(cards.thanksCard(thanks("named"))), ["Change my answers"]);
    assert.deepEqual(titles(cards.thanksCard(thanks("anonymous"))), []);
    assert.deepEqual(titles(cards.alreadyAnsweredCard(thanks("anonymous"))), []);
  });
});

describe("whether a definition fits on a card", () => {
  const survey = (count: number, question: object) =>
    definitionSchema.parse({
      ...everyKind,
      questions: Array.from({ length: count }, (_, n) => ({ ...question, id: `q${n}`, text: "W".repeat(200) })),
      headline: { label: "All", questions: ["q0"], counts: ["good"] },
    });

  it("lets twenty questions on a scale through", () => {
    assert.equal(cards.fitsCard(survey(20, { type: "scale", scale: "agreement" })), undefined);
  });

  it("refuses more free text than a message can carry, and says what to do", () => {
    assert.equal(cards.fitsCard(survey(5, { type: "text" })), undefined);
    assert.match(`${cards.fitsCard(survey(20, { type: "text" }))}`, /too large for one card: use fewer questions/);
  });

  it("is true to its word: no form that it lets through is ever refused", () => {
    const text = survey(5, { type: "text" });
    assert.equal(cards.fitsCard(text), undefined);
    const longest = Object.fromEntries(text.questions.map(({ id }) => [id, '"\n'.repeat(2000)]));
    const read = readAnswers(text, longest);
    assert.ok(!read.ok);
    cards.reminderCard(aForm({ ...read, title: "W".repeat(80) }, text));
  });
});

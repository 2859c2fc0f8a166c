import assert from "node:assert/strict";
import type { Card } from "../../cards/card.js";
import * as cards from "../../cards/surveys.js";
import { readAnswers } from "../../services/surveys/answers.js";
import { promiseOf } from "../../services/surveys/promise.js";
import { type Definition, definitionSchema, MODES, type Mode } from "../../services/surveys/schema.js";
import type {
  AnswerForm,
  Thanks,
  WaveLine,
  WavePreview,
  WaveProgress,
  WaveResults,
} from "../../services/surveys/views.js";
import { everyKind } from "../support/questions.js";

type Node = Record<string, unknown>;

/** Every element and action of a card, fallbacks left out, in the order in which people meet them. */
function nodes(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodes);
  if (typeof value !== "object" || value === null) return [];
  const { fallback: _, ...members } = value as Node;
  return [members, ...Object.values(members).flatMap(nodes)];
}

function inputs(card: Card): Node[] {
  return nodes(card).filter((node) => `${node.type}`.startsWith("Input."));
}

function titles(card: Card): unknown[] {
  return nodes(card)
    .filter((node) => node.type === "Action.Execute")
    .map((node) => node.title);
}

function words(card: Card): string {
  return nodes(card)
    .filter((node) => ["TextBlock", "TextRun"].includes(`${node.type}`))
    .map((node) => node.text)
    .join("\n");
}

const WAVE = "0123456789abcdef0123456789abcdef";

function aForm(members: Partial<AnswerForm> = {}, definition: Definition = everyKind): AnswerForm {
  return {
    waveId: WAVE,
    title: "Pulse, autumn 2026",
    purpose: definition.purpose,
    partnershipName: "Northern Vale",
    mode: definition.anonymity,
    promise: promiseOf(definition.anonymity, 5),
    closesInWords: "Monday 30 November 2026",
    questions: definition.questions,
    values: {},
    errors: {},
    preview: false,
    ...members,
  };
}

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

describe("the list of waves", () => {
  const line = (n: number): WaveLine => ({
    waveId: WAVE,
    title: `Pulse ${n}`,
    status: "open",
    closesInWords: "Monday 30 November 2026",
    invited: 10,
    answered: 3,
  });
  const lines = (count: number) => Array.from({ length: count }, (_, n) => line(n + 1));

  it("has a button for each of five waves, and one to start another", () => {
    assert.equal(titles(cards.wavesCard(lines(5))).length, 6);
  });

  it("shows every one of many waves on some page, with never more than six buttons", () => {
    const waves = lines(23);
    const pages = Array.from({ length: 6 }, (_, page) => cards.wavesCard(waves, page));
    const shown = pages.map(words).join("\n");
    for (const { title } of waves) assert.match(shown, new RegExp(`^${title}$`, "m"));
    for (const page of pages) assert.ok(titles(page).length <= 6);
  });

  it("takes a page that is no longer there for the last one", () => {
    assert.deepEqual(cards.wavesCard(lines(9), 99), cards.wavesCard(lines(9), 2));
  });

  it("tells waves of one title apart by their buttons", () => {
    const same = titles(cards.wavesCard([line(1), line(1)]));
    assert.deepEqual(same, ["Open: Pulse 1", "Open: Pulse 1 (2)", "Start a survey"]);
  });
});

describe("the preview", () => {
  const preview = (members: Partial<WavePreview>): WavePreview => ({
    waveId: WAVE,
    title: "Pulse",
    audienceInWords: "everyone",
    opensInWords: "Monday 23 November 2026",
    opensLater: false,
    closesInWords: "Monday 30 November 2026",
    remindersInWords: "none",
    people: 60,
    notReachable: 4,
    tooSmall: [],
    threshold: 5,
    questions: 10,
    mode: "anonymous",
    promise: promiseOf("anonymous", 5),
    ...members,
  });

  it("can be sent where somebody can be reached and results can be shown", () => {
    const sendable = (members: Partial<WavePreview>) => titles(cards.previewCard(preview(members))).includes("Send");
    assert.ok(sendable({}));
    assert.ok(!sendable({ people: 4, notReachable: 0 }));
    assert.ok(!sendable({ people: 6, notReachable: 6 }));
    assert.ok(sendable({ people: 4, notReachable: 0, mode: "named" }));
  });

  it("says why it can't be sent and what to do, and nothing of the kind where it can", () => {
    const shown = (members: Partial<WavePreview>) => words(cards.previewCard(preview(members)));
    assert.match(shown({ people: 0, notReachable: 0 }), /Nobody matches\. Press Edit/);
    assert.match(shown({ people: 4, notReachable: 0 }), /fewer than 5 people, no result can be shown\. Press Edit/);
    assert.doesNotMatch(shown({ people: 4, notReachable: 0, mode: "named" }), /no result can be shown/);
  });

  it("names the groups that will be counted in the total only, with the threshold", () => {
    const tooSmall = [
      { dimension: "partner" as const, name: "Hill", people: 3 },
      { dimension: "partner" as const, name: "Vale", people: 1 },
    ];
    const text = words(cards.previewCard(preview({ tooSmall })));
    assert.match(text, /Groups of fewer than 5 people are counted in the totals/);
    assert.match(text, /By partner: Hill \(3\), Vale \(1\)/);
  });
});

describe("the progress card", () => {
  const progress = (members: Partial<WaveProgress> = {}): WaveProgress => ({
    waveId: WAVE,
    title: "Pulse",
    status: "open",
    closesInWords: "Monday 30 November 2026",
    invited: 10,
    notReachable: 1,
    pending: 0,
    answered: 3,
    byPartner: [],
    remindedOn: undefined,
    ...members,
  });

  it("doesn't count those who can't be reached as silent", () => {
    assert.match(words(cards.progressCard(progress(), "2026-11-22")), /6 people could still answer/);
  });

  it("offers no second reminder on one day, and none when everybody has answered", () => {
    assert.ok(titles(cards.progressCard(progress(), "2026-11-22")).includes("Remind"));
    assert.ok(!titles(cards.progressCard(progress({ remindedOn: "2026-11-22" }), "2026-11-22")).includes("Remind"));
    assert.ok(!titles(cards.progressCard(progress({ answered: 10 }), "2026-11-22")).includes("Remind"));
  });

  it("leads to the results once it is closed, and not before", () => {
    assert.deepEqual(titles(cards.progressCard(progress({ status: "closed" }), "2026-11-22")), ["Results", "Back"]);
    assert.ok(!titles(cards.progressCard(progress({ status: "closing" }), "2026-11-22")).includes("Results"));
  });

  it("asks a second time before closing, with how many have answered", () => {
    const card = cards.closeCard(progress());
    assert.match(words(card), /3 of 10 people have answered/);
    assert.match(words(card), /nobody can answer/);
  });
});

describe("results", () => {
  const bars = (count: number) => ({
    kind: "bars" as const,
    base: 20,
    bars: Array.from({ length: count }, (_, n) => ({
      title: `${"Option ".repeat(11)}${n}`.slice(-80),
      count: n,
      percent: n,
    })),
  });
  const results = (members: Partial<WaveResults> = {}): WaveResults => ({
    waveId: WAVE,
    title: "Pulse",
    mode: "anonymous",
    closedInWords: "Monday 30 November 2026",
    invited: 40,
    answered: 20,
    threshold: 5,
    headline: { label: "Good or excellent", percent: 54, base: 160 },
    questions: [],
    breakdowns: {},
    trend: [],
    questionTrends: [],
    comments: [],
    commentsHeldBack: false,
    ...members,
  });
  const largest = Array.from({ length: 20 }, (_, n) => ({
    id: `q${n}`,
    text: `${n}: ${"W".repeat(190)}`,
    figures: bars(12),
  }));

  it("show each of twenty questions with twelve long options once, over pages that fit", () => {
    const all = results({ questions: largest });
    const shown = Array.from({ length: 20 }, (_, page) => cards.resultsCard(all, page));
    const pages = [...new Set(shown.map((card) => JSON.stringify(card)))];
    for (const { text } of largest) assert.equal(pages.filter((page) => page.includes(`"${text}"`)).length, 1);
    for (const page of pages) assert.ok(page.length * 2 <= 60 * 1024);
  });

  it("lead to everything there is, and back", () => {
    const group = [{ name: "A", base: 9, headlinePercent: 50 }];
    const point = { waveTitle: "Before", closedOn: "2026-05-01", percent: 50, base: 100 };
    const everything = results({
      questions: [{ id: "c", text: "Why?", figures: { kind: "comments", base: 12 } }, ...largest],
      breakdowns: { side: group, partner: group, cohort: group },
      trend: [point, { ...point, percent: 54 }],
    });
    const card = cards.resultsCard(everything);
    assert.deepEqual(titles(card), ["More questions", "Breakdown", "Trend", "Comments", "Back"]);
    assert.deepEqual(titles(cards.breakdownCard(everything, "side")), ["By partner", "By cohort", "Back"]);
    assert.match(words(card), /▲ Up 4 points from 50% in Before/);
  });

  it("name the waves of a trend in words, and under the line by months, each another", () => {
    const at = (waveTitle: string, closedOn: string, percent: number) => ({ waveTitle, closedOn, percent, base: 9 });
    const trend = [at("First", "2026-05-01", 40), at("Second", "2026-05-29", 45), at("Third", "2026-11-22", 50)];
    const card = cards.trendCard(results({ trend }));
    assert.match(words(card), /First: 40%; Second: 45%; Third: 50%/);
    for (const label of ["May 2026", "May 2026 (2)", "Nov 2026"]) {
      assert.ok(JSON.stringify(card).includes(`"x":"${label}"`), label);
    }
  });

  it("show no figure where too few answered", () => {
    const card = cards.resultsCard(results({ answered: 3, headline: { label: "Good", percent: undefined, base: 3 } }));
    assert.match(words(card), /No figure/);
    assert.doesNotMatch(words(card), /0%\n/);
  });

  it("promise a least number of people only where there is one", () => {
    const partner = [{ name: "Large", base: 9, headlinePercent: 50 }];
    const text = (mode: "named" | "anonymous") =>
      words(cards.breakdownCard(results({ mode, breakdowns: { partner } }), "partner"));
    assert.match(text("anonymous"), /at least 5 people/);
    assert.doesNotMatch(text("named"), /at least/);
  });

  it("name groups that are held back, without any figure of theirs", () => {
    const groups = [
      { name: "Large", base: 9, headlinePercent: 50 },
      { name: "Small", base: 3, headlinePercent: undefined },
    ];
    const text = words(cards.breakdownCard(results({ breakdowns: { partner: groups } }), "partner"));
    assert.match(text, /Large: 50% of 9 people/);
    assert.match(text, /Not shown apart: Small\./);
    assert.doesNotMatch(text, /Small: |\b3 people/);
  });

  it("show comments word for word, five a card, whatever is in them", () => {
    const nasty = ["**b** [l](http://x.example)", "<b>&amp;</b>", "# a\n- b", "{$when}", '"'.repeat(2000), "last"];
    const first = cards.commentsCard(results({ comments: nasty }));
    const shown = nodes(first).filter(({ type }) => type === "TextRun");
    assert.deepEqual(
      shown.map(({ text }) => text),
      nasty.slice(0, 5),
    );
    assert.deepEqual(titles(first), ["More comments", "Back"]);
    assert.deepEqual(titles(cards.commentsCard(results({ comments: nasty }), 1)), ["Comments before these", "Back"]);
  });

  it("tell everyone who was asked the headline and how many answered, and nothing else", () => {
    const text = words(cards.toldCard(results({ questions: largest, comments: ["secret"] })));
    assert.match(text, /54%\nGood or excellent/);
    assert.match(text, /20 of 40 people answered \(50%\)/);
    assert.doesNotMatch(text, /secret|W{10}/);
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

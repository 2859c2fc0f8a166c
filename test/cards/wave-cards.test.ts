import assert from "node:assert/strict";
import * as cards from "../../cards/surveys.js";
import { promiseOf } from "../../services/surveys/promise.js";
import type { WaveLine, WavePreview, WaveProgress } from "../../services/surveys/views.js";
import { titles, words } from "../support/card-words.js";
import { WAVE } from "../support/forms.js";

describe("the list of waves", () => {
  const line = (n: number): WaveLine => ({
    waveId: WAVE,
    title: `Pulse ${n}`,
    status: "open",
    missed: undefined,
    opensInWords: "Monday 23 November 2026",
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

describe("a wave by schedule in the list", () => {
  const line = (members: Partial<WaveLine>): WaveLine => ({
    waveId: WAVE,
    title: "Pulse",
    status: "draft",
    missed: undefined,
    opensInWords: "Monday 23 November 2026",
    closesInWords: "Monday 30 November 2026",
    invited: 0,
    answered: 0,
    ...members,
  });

  it("says when it opens, or that it missed its day and why", () => {
    const shown = (members: Partial<WaveLine>) => words(cards.wavesCard([line(members)]));
    const onInWords = "Monday 2 November 2026";
    assert.match(shown({ status: "scheduled" }), /Opens on Monday 23 November 2026/);
    assert.match(shown({}), /Draft: not sent yet/);
    assert.match(shown({ missed: { onInWords, why: "late" } }), /Missed: .* on Monday 2 November 2026, but I was not/);
    assert.match(shown({ missed: { onInWords, why: "audience" } }), /Missed: .* too few people/);
  });
});

describe("a card in the place of another", () => {
  it("says when the survey closed, and has no button", () => {
    const card = cards.overCard({ title: "Pulse", closedInWords: "Monday 7 December 2026" });
    assert.match(words(card), /closed on Monday 7 December 2026/);
    assert.deepEqual(titles(card), []);
  });

  it("lets those who have answered change it, where it can be changed", () => {
    const thanks = { outcome: "already", waveId: WAVE, title: "Pulse", closesInWords: "Monday" } as const;
    const anonymous = cards.answeredCard({ ...thanks, mode: "anonymous", changeable: false });
    const confidential = cards.answeredCard({ ...thanks, mode: "confidential", changeable: true });
    assert.deepEqual([titles(anonymous), titles(confidential)], [[], ["Change my answers"]]);
    assert.match(words(anonymous), /You have answered/);
  });
});

describe("the preview", () => {
  const preview = (members: Partial<WavePreview>): WavePreview => ({
    waveId: WAVE,
    title: "Pulse",
    status: "draft",
    audienceInWords: "everyone",
    opensInWords: "Monday 23 November 2026",
    opensLater: false,
    closesInWords: "Monday 30 November 2026",
    remindersInWords: "none",
    remindersTooLate: 0,
    heldUntilInWords: undefined,
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

  it("of a later day says what Send does, and once it is sent has none", () => {
    const later = { opensLater: true, opensInWords: "Tuesday 1 December 2026, 09:00" };
    const draft = cards.previewCard(preview(later));
    assert.match(words(draft), /Send schedules it/);
    assert.match(words(draft), /settled when it opens/);
    const scheduled = cards.previewCard(preview({ ...later, status: "scheduled" }));
    assert.match(words(scheduled), /opens by itself on Tuesday 1 December 2026, 09:00/);
    assert.deepEqual(titles(scheduled), ["See the survey", "Edit", "Cancel", "Back"]);
  });

  it("says from when on people get it in quiet hours, and which reminders come too late", () => {
    const heldUntilInWords = "Monday 30 November 08:00";
    const shown = (members: Partial<WavePreview>) => words(cards.previewCard(preview(members)));
    assert.match(shown({ heldUntilInWords }), /It is quiet hours: people get it from Monday 30 November 08:00 on/);
    assert.match(shown({ heldUntilInWords, opensLater: true }), /It opens in quiet hours/);
    assert.match(shown({ remindersTooLate: 1 }), /One reminder is left out/);
    assert.doesNotMatch(shown({}), /quiet hours|left out/);
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
    heldUntilInWords: undefined,
    nextReminderInWords: undefined,
    remindersLeft: 1,
    ...members,
  });

  it("doesn't count those who can't be reached as silent", () => {
    assert.match(words(cards.progressCard(progress(), "2026-11-22")), /6 people could still answer/);
  });

  it("offers no second reminder on one day, and none when everybody has answered", () => {
    assert.ok(titles(cards.progressCard(progress(), "2026-11-22")).includes("Remind"));
    assert.ok(!titles(cards.progressCard(progress({ remindedOn: "2026-11-22" }), "2026-11-22")).includes("Remind"));
    assert.ok(!titles(cards.progressCard(progress({ answered: 10 }), "2026-11-22")).includes("Remind"));
    assert.ok(!titles(cards.progressCard(progress({ remindersLeft: 0 }), "2026-11-22")).includes("Remind"));
  });

  it("tells what is held back from what is on its way, and when the next reminder goes", () => {
    const shown = (members: Partial<WaveProgress>) => words(cards.progressCard(progress(members), "2026-11-22"));
    const heldUntilInWords = "Monday 30 November 08:00";
    assert.match(shown({ pending: 4 }), /Still on its way to 4 people/);
    assert.match(
      shown({ pending: 4, heldUntilInWords }),
      /quiet hours: 4 people will get it from Monday 30 November 08:00/,
    );
    assert.doesNotMatch(shown({ heldUntilInWords }), /quiet hours/);
    const next = cards.progressCard(progress({ nextReminderInWords: "Thursday 26 November" }), "2026-11-22");
    assert.match(JSON.stringify(next), /"Next reminder","value":"Thursday 26 November"/);
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

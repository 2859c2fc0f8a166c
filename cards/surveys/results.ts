import type { Dimension } from "../../services/surveys/schema.js";
import type { Bar, QuestionFigures, QuestionResult, WaveResults } from "../../services/surveys/views.js";
import { barImage } from "../bar-image.js";
import type { Card } from "../card.js";
import { barChart, type Element, heading, lineChart, note, stack } from "../parts.js";
import { render } from "../render.js";
import { type Button, button } from "./buttons.js";
import { capital, counted, outOf, people, percentOf, unlike } from "./words.js";

/** The headline and a chart a question; `page` counts from 0, since charts for many questions fill several cards. */
export function resultsCard(results: WaveResults, page = 0): Card {
  const pages = pagesOf(results.questions);
  const current = Math.min(Math.max(0, page), pages.length - 1);
  return render("surveys/results", {
    eyebrow: pages.length === 1 ? "Results" : `Results, part ${current + 1} of ${pages.length}`,
    title: results.title,
    first: current === 0,
    ...headline(results),
    change: change(results),
    turnout: turnout(results),
    questions: (pages[current] ?? []).map((question) => questionData(question, results.threshold)),
    buttons: current === 0 ? firstButtons(results, pages.length) : laterButtons(results, current, pages.length),
    speak: `Results of ${results.title}: ${headline(results).figure} ${results.headline.label}.`,
  });
}

/** The headline figure by group; groups too small to be shown are named, never counted. */
export function breakdownCard(results: WaveResults, dimension: Dimension): Card {
  const groups = results.breakdowns[dimension] ?? [];
  const shown = groups.filter((group) => group.headlinePercent !== undefined);
  const hidden = groups.filter((group) => group.headlinePercent === undefined).map((group) => group.name);
  const bars = shown.map(({ name, headlinePercent: percent = 0 }) => ({
    title: capital(name),
    count: percent,
    percent,
  }));
  const summary = shown.map(
    ({ name, base, headlinePercent }) => `${capital(name)}: ${headlinePercent}% of ${people(base)}`,
  );
  return render("surveys/breakdown", {
    eyebrow: results.title,
    title: `By ${dimension}`,
    content:
      bars.length === 0
        ? [note("No group is large enough to be shown.")]
        : [barChart({ title: results.headline.label, bars, summary: `${summary.join("; ")}.` })],
    note: hidden.length === 0 ? smallest(results) : heldBack(hidden, results.threshold),
    buttons: [
      ...breakdownButtons(results).filter(({ data }) => data.dimension !== dimension),
      button("Back", "results", { wave: results.waveId }),
    ],
    speak: `${results.title} by ${dimension}.`,
  });
}

/** The headline figure of this wave and the earlier ones. */
export function trendCard(results: WaveResults): Card {
  const months = unlike(results.trend.map(({ closedOn }) => MONTH.format(new Date(closedOn))));
  const points = results.trend.map(({ waveTitle, percent }, index) => ({
    title: waveTitle,
    label: months[index] ?? "",
    percent,
  }));
  return render("surveys/breakdown", {
    eyebrow: results.title,
    title: "Trend",
    content:
      points.length === 0
        ? [note("There is no earlier figure yet.")]
        : [lineChart({ title: results.headline.label, points }), ...results.questionTrends.map(questionTrend)],
    note: "Only waves that asked the same questions are compared.",
    buttons: [button("Back", "results", { wave: results.waveId })],
    speak: `Trend of ${results.title}.`,
  });
}

/** Whole titles would be written over one another under a chart. */
const MONTH = new Intl.DateTimeFormat("en-GB", { month: "short", year: "numeric", timeZone: "UTC" });

/** Waves that a line of figures can hold on a phone; the newest are shown. */
const WAVES_ON_A_LINE = 4;

function questionTrend({ text, points }: WaveResults["questionTrends"][number]): Element {
  const figures = points.slice(-WAVES_ON_A_LINE).map(({ waveTitle, percent }) => `${waveTitle}: ${percent}%`);
  return stack([heading(text), note(figures.length === 0 ? "No figure can be shown." : figures.join("; "))], "Medium");
}

const COMMENTS_ON_A_CARD = 5;

/** What people wrote, word for word, in an order that tells nothing; `page` counts from 0. */
export function commentsCard(results: WaveResults, page = 0): Card {
  const pages = Math.max(1, Math.ceil(results.comments.length / COMMENTS_ON_A_CARD));
  const current = Math.min(Math.max(0, page), pages - 1);
  const from = current * COMMENTS_ON_A_CARD;
  const shown = results.comments.slice(from, from + COMMENTS_ON_A_CARD);
  const wave = { wave: results.waveId };
  return render("surveys/comments", {
    eyebrow: results.title,
    title: "Comments",
    intro: commentsIntro(results, from, shown.length),
    comments: shown.map((text) => ({ text })),
    buttons: [
      ...(current + 1 < pages ? [button("More comments", "comments", { ...wave, page: current + 1 })] : []),
      ...(current > 0 ? [button("Comments before these", "comments", { ...wave, page: current - 1 })] : []),
      button("Back", "results", wave),
    ],
    speak: `Comments on ${results.title}.`,
  });
}

/** The main result, to everyone who was asked. */
export function toldCard(results: WaveResults): Card {
  return render("surveys/told", {
    eyebrow: `Closed on ${results.closedInWords}`,
    title: results.title,
    ...headline(results),
    turnout: turnout(results),
    thanks: "Thank you for taking part. The partnership uses these figures to decide what to change.",
    speak: `What you told us in ${results.title}: ${headline(results).figure} ${results.headline.label}.`,
  });
}

function headline(results: WaveResults): { figure: string; figureLine: string } {
  const { label, percent } = results.headline;
  if (percent !== undefined) return { figure: `${percent}%`, figureLine: label };
  const why = `fewer than ${results.threshold} people answered, so no figure is shown and nobody can be recognised.`;
  return { figure: "No figure", figureLine: `${label}: ${why}` };
}

function turnout({ answered, invited }: WaveResults): string {
  return `${outOf(answered, invited)} people answered (${percentOf(answered, invited)}%).`;
}

/** Against the wave before this one. */
function change({ trend, headline: { percent } }: WaveResults): string {
  const before = trend.at(-2);
  if (before === undefined || percent === undefined) return "";
  const points = percent - before.percent;
  if (points === 0) return `The same as in ${before.waveTitle}.`;
  return `${points > 0 ? "▲ Up" : "▼ Down"} ${counted(Math.abs(points), "point", "points")} from ${before.percent}% in ${before.waveTitle}.`;
}

/** A bar is a line on a phone, and up to 1.5 KB: so many fit on a card, and can still be scanned. */
const LINES_ON_A_CARD = 36;

function pagesOf(questions: readonly QuestionResult[]): QuestionResult[][] {
  const pages: QuestionResult[][] = [[]];
  let lines = 0;
  for (const question of questions) {
    const own = 1 + ("bars" in question.figures ? question.figures.bars.length : 1);
    if (lines + own > LINES_ON_A_CARD) {
      pages.push([]);
      lines = 0;
    }
    pages.at(-1)?.push(question);
    lines += own;
  }
  return pages;
}

/** What the template shows of a question: its bars, if there are any, and the numbers as text. */
interface QuestionData {
  readonly text: string;
  readonly bars: readonly object[];
  readonly notes: readonly string[];
}

function questionData({ text, figures }: QuestionResult, threshold: number): QuestionData {
  switch (figures.kind) {
    case "bars":
      return drawn(text, figures.bars, answers(figures.base));
    case "position":
      return drawn(text, figures.bars, counted(figures.base, "submission", "submissions"), respondents(figures));
    case "number":
      return said(text, `On average ${figures.mean}${unit(figures.unit)}, from ${answers(figures.base)}.`);
    case "comments":
      return said(text, `${counted(figures.base, "comment", "comments")}.`);
    case "too-few":
      return said(text, `Fewer than ${threshold} answers, so nothing is shown.`);
  }
}

function drawn(text: string, bars: readonly Bar[], base: string, further: readonly string[] = []): QuestionData {
  const drawnBars = bars.map(({ title, count, percent }) => ({
    title: capital(title),
    number: count,
    figure: `${percent}%`,
    picture: barImage(percent),
  }));
  return { text, bars: drawnBars, notes: [summary(bars, base), ...further] };
}

function said(text: string, sentence: string): QuestionData {
  return { text, bars: [], notes: [sentence] };
}

/** Numbers as text too: not every client draws charts, and no screen reader reads them. */
function summary(bars: readonly Bar[], base: string): string {
  const each = bars.map(({ title, count, percent }) => `${capital(title)}: ${count} (${percent}%)`);
  return `${base}. ${each.join("; ")}.`;
}

function respondents(figures: Extract<QuestionFigures, { kind: "position" }>): string[] {
  if (figures.respondents === undefined) return [];
  const { individuals, groups, people: spokenFor } = figures.respondents;
  const from = `${counted(individuals, "individual", "individuals")} and ${counted(groups, "group", "groups")}`;
  return [`From ${from}, speaking for about ${people(spokenFor)}.`];
}

function unit(name: string | undefined): string {
  return name === undefined ? "" : ` ${name}`;
}

function answers(count: number): string {
  return counted(count, "answer", "answers");
}

const DIMENSION_BUTTONS: Record<Dimension, string> = { side: "By side", partner: "By partner", cohort: "By cohort" };

function firstButtons(results: WaveResults, pages: number): Button[] {
  const wave = { wave: results.waveId };
  const [breakdown] = breakdownButtons(results);
  const hasComments =
    results.commentsHeldBack ||
    results.questions.some(({ figures }) => figures.kind === "comments" && figures.base > 0);
  return [
    ...(pages > 1 ? [button("More questions", "results", { ...wave, page: 1 })] : []),
    ...(breakdown ? [{ ...breakdown, title: "Breakdown" }] : []),
    ...(hasTrend(results) ? [button("Trend", "trend", wave)] : []),
    ...(hasComments ? [button("Comments", "comments", wave)] : []),
    button("Back", "list"),
  ];
}

function hasTrend({ trend, questionTrends }: WaveResults): boolean {
  return [trend, ...questionTrends.map(({ points }) => points)].some((points) => points.length > 1);
}

/** A way to each breakdown that there is. */
function breakdownButtons({ waveId, breakdowns }: WaveResults): Button[] {
  return (["side", "partner", "cohort"] as const)
    .filter((dimension) => breakdowns[dimension]?.length)
    .map((dimension) => button(DIMENSION_BUTTONS[dimension], "breakdown", { wave: waveId, dimension }));
}

function laterButtons(results: WaveResults, current: number, pages: number): Button[] {
  const wave = { wave: results.waveId };
  return [
    ...(current + 1 < pages ? [button("More questions", "results", { ...wave, page: current + 1 })] : []),
    button("Back", "results", current === 1 ? wave : { ...wave, page: current - 1 }),
  ];
}

/** Figures of named surveys may be about anybody. */
function smallest({ mode, threshold }: WaveResults): string {
  return mode === "named"
    ? "A figure here can be about one person."
    : `Every figure is about at least ${threshold} people.`;
}

function heldBack(groups: readonly string[], threshold: number): string {
  const why = `fewer than ${threshold} people, or others could be worked out from them. They are counted in the total.`;
  return `Not shown apart: ${groups.join(", ")}. These have ${why}`;
}

function commentsIntro(results: WaveResults, from: number, shown: number): string {
  if (results.commentsHeldBack)
    return "There are comments, but too few people answered to show any without giving somebody away.";
  if (results.comments.length === 0) return "Nobody wrote a comment.";
  const which = `Comments ${from + 1} to ${from + shown} of ${results.comments.length}`;
  return `${which}, word for word and in no order. Please don't try to guess who wrote what.`;
}

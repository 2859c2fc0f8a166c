import type { PreviewView, PublishedView, SummaryView } from "../../services/panels/learning/views.js";
import { main } from "../buttons.js";
import type { Card } from "../card.js";
import { type Element, heading, lineChart, note } from "../parts.js";
import { render } from "../render.js";
import { unlike } from "../surveys/words.js";
import { plain } from "../text.js";
import { button } from "./buttons.js";
import { spreadLines } from "./spread.js";

/** What can be looked at of a summary, a card each. */
export const SUMMARY_PARTS = ["scores", "themes", "groups"] as const;
export type SummaryPart = (typeof SUMMARY_PARTS)[number];

const THEMES_A_CARD = 4;

/** The summary as everyone will read it. */
export function previewCard({ summary, isEmpty, channel }: PreviewView): Card {
  const { round } = summary;
  return render("panels/learning", {
    ...scores(summary),
    title: "Preview",
    intro: isEmpty
      ? "Nothing is written yet. Write at least one theme, or some good practice."
      : `With Publish everyone can read it, and it is posted in the channel for ${channel}, if there is one. It can't be changed after that, and reports that are agreed later don't count. Reports that are kept from you are not in this preview.`,
    actions: [
      ...(isEmpty ? [] : [main(button("Publish", "learning-publish", { round }))]),
      button("Change the texts", "learning", { round, page: "0" }),
      ...(summary.themes.length === 0 ? [] : [button("Themes", "learning-preview", { round, part: "themes" })]),
      ...(summary.figures.groups.length === 0
        ? []
        : [button("By stage and programme", "learning-preview", { round, part: "groups" })]),
      button("Back", "round", { round }),
    ],
    speak: `Preview of what the panel learned in ${summary.title}.`,
  });
}

/** After `Publish`. */
export function publishedCard({ summary, channel, isPosted }: PublishedView): Card {
  const intro = isPosted
    ? `Published, and posted in the channel “${channel}”.`
    : `Published. To have it posted too, open a channel, mention me and say: use this channel for ${channel}`;
  return render("panels/learning", {
    ...scores(summary),
    intro,
    actions: [...doors(summary, "scores"), button("Back", "round", { round: summary.round })],
    speak: intro,
  });
}

/** What everyone reads, a part a card; `preview` is the verb of the way there before it is published. */
export function summaryCard(summary: SummaryView, part: SummaryPart = "scores", from = 0): Card {
  return partCard(summary, part, from, "summary");
}

/** A part of the preview that has a card of its own. */
export function previewPartCard({ summary }: PreviewView, part: SummaryPart, from = 0): Card {
  return partCard(summary, part, from, "learning-preview");
}

function partCard(summary: SummaryView, part: SummaryPart, from: number, verb: string): Card {
  const { round, title } = summary;
  const shown = part === "themes" ? themes(summary, from) : part === "groups" ? groups(summary) : scores(summary);
  const next = from + THEMES_A_CARD;
  const hasMore = part === "themes" && next < summary.themes.length;
  const isPreview = verb !== "summary";
  return render("panels/learning", {
    ...shown,
    actions: [
      ...(hasMore ? [button("More themes", verb, { round, part, from: `${next}` })] : []),
      ...(isPreview ? [] : doors(summary, part)),
      ...(isPreview || part !== "scores" ? [button("Back", verb, { round })] : []),
    ],
    speak: `What the placement panel learned in ${title}.`,
  });
}

/** To the other parts, and to the document. */
function doors({ round, themes: { length }, figures }: SummaryView, part: SummaryPart): Element[] {
  return [
    ...(part !== "themes" && length > 0 ? [button("Themes", "summary", { round, part: "themes" })] : []),
    ...(part !== "groups" && figures.groups.length > 0
      ? [button("By stage and programme", "summary", { round, part: "groups" })]
      : []),
    button("Word document", "document", { round }),
  ];
}

interface Shown {
  readonly title: string;
  readonly eyebrow: string;
  readonly intro: string;
  readonly content: readonly Element[];
}

function scores({ title, goodPractice, figures, scale, threshold }: SummaryView): Shown {
  const { reports, criteria, trend } = figures;
  const practice = goodPractice === "" ? [] : [heading("Good practice"), text(goodPractice)];
  const spread =
    reports === 0
      ? [note(`Fewer than ${threshold} reports can be told of, so there are no figures.`)]
      : spreadLines(criteria, scale);
  return {
    title: "What the placement panel learned",
    eyebrow: title,
    intro: "",
    content: [
      ...practice,
      heading(reports === 0 ? "Agreed scores" : `Agreed scores of ${reports} reports`),
      ...spread,
      ...(trend.length < 2 ? [] : [trendChart(trend)]),
    ],
  };
}

/** The newest; more would be written over one another on a phone. */
const ROUNDS_ON_A_LINE = 6;
const LABEL_LENGTH = 14;

function trendChart(trend: SummaryView["figures"]["trend"]): Element {
  const rounds = trend.slice(-ROUNDS_ON_A_LINE);
  const labels = unlike(rounds.map(({ title }) => plain(title, LABEL_LENGTH)));
  const points = rounds.map(({ title, percent }, at) => ({ title, percent, label: labels[at] ?? "" }));
  return lineChart({ title: "Scores in the upper half of the scale", points });
}

function themes({ title, themes: all }: SummaryView, from: number): Shown {
  const shown = all.slice(from, from + THEMES_A_CARD);
  return {
    ...{ title: "Themes", eyebrow: title, intro: "" },
    content: shown.flatMap((theme) => [heading(theme.title), text(theme.text)]),
  };
}

function groups({ title, figures, scale, threshold }: SummaryView): Shown {
  return {
    ...{ title: "By stage and programme", eyebrow: title },
    intro: `Over all criteria. A group is shown from ${threshold} reports on, where no smaller one can be worked out from it.`,
    content: spreadLines(figures.groups, scale),
  };
}

function text(words: string): Element {
  return { type: "TextBlock", text: words, wrap: true, spacing: "Small" };
}

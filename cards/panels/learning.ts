import type {
  FileView,
  LearningField,
  LearningForm,
  OpenFinding,
  PreviewView,
  PublishedView,
  SourcesView,
  SummaryView,
} from "../../services/panels/learning/views.js";
import { main, toldApart } from "../buttons.js";
import type { Card } from "../card.js";
import { summaryOf, textField } from "../form/fields.js";
import { type Element, heading, lineChart, note } from "../parts.js";
import { render } from "../render.js";
import { plain } from "../text.js";
import { button, submit } from "./buttons.js";
import { spreadLines } from "./spread.js";

/** What can be looked at of a summary, a card each. */
export const SUMMARY_PARTS = ["scores", "themes", "groups"] as const;
export type SummaryPart = (typeof SUMMARY_PARTS)[number];

/** Shown beside a text, shortened; all of them have a card of their own. */
const SOURCES_BESIDE = 3;
const SOURCE_BESIDE_LENGTH = 160;
const SOURCES_A_CARD = 8;
const THEMES_A_CARD = 4;

/** A page of what was learned, to be put into words, with some of what there is to draw on. */
export function learningFormCard(form: LearningForm): Card {
  const { round, page, pages } = form;
  const data = { round, page: `${page}` };
  return render("panels/learning-form", {
    title: "What the panel learned",
    eyebrow: `${form.title}, part ${page + 1} of ${pages}`,
    intro: "Everyone in the partnership will read it. Leave empty what there is nothing to say on.",
    summary: summaryOf(form),
    texts: form.fields.map((field) => textData(field, form, page + 1 === pages)),
    actions: [
      main(submit(page + 1 === pages ? "Preview" : "Save and go on", "learning-keep", { ...data, next: "on" })),
      ...(page > 0 ? [submit("Previous", "learning-keep", { ...data, next: "back" })] : []),
      ...sourceButtons(form),
      button("Cancel", "round", { round }),
    ],
    speak: `What the panel learned in ${form.title}, part ${page + 1} of ${pages}.`,
  });
}

function textData({ id, title, sources }: LearningField, form: LearningForm, isPractice: boolean): object {
  const { error, input } = textField(form, {
    ...{ id, label: isPractice ? "Good practice to pass on" : `Theme: ${title}`, multiline: true, optional: true },
    ...{ most: isPractice ? 2000 : 800, help: `Use at most ${isPractice ? "2,000" : "800"} characters.` },
  });
  const rest = sources.length - SOURCES_BESIDE;
  return {
    ...{ heading: title, error, input },
    sources: sources.slice(0, SOURCES_BESIDE).map((text) => ({ text: `“${plain(text, SOURCE_BESIDE_LENGTH)}”` })),
    more: sources.length === 0 ? "Nobody wrote a comment on it." : rest > 0 ? `And ${rest} more.` : "",
  };
}

/** To what is not shown beside the texts; what was typed is kept on the way. */
function sourceButtons({ round, page, fields }: LearningForm): Element[] {
  const data = { round, page: `${page}`, next: "sources" };
  const buttons = fields.flatMap(({ title, sources }, nth) =>
    sources.length > SOURCES_BESIDE || sources.some(({ length }) => length > SOURCE_BESIDE_LENGTH)
      ? [{ title, button: { title: "All comments", verb: "learning-keep", data: { ...data, nth: `${nth}` } } }]
      : [],
  );
  return toldApart(buttons).map(({ button: { title, verb, data: sent } }) => submit(title, verb, sent));
}

/** All that there is to draw on for one text. */
export function sourcesCard({ round, title, page, nth, field }: SourcesView, from = 0): Card {
  const shown = field.sources.slice(from, from + SOURCES_A_CARD);
  const next = from + SOURCES_A_CARD;
  const data = { round, page: `${page}` };
  return render("panels/learning", {
    title: field.title,
    eyebrow: title,
    intro: `${field.sources.length} ${field.sources.length === 1 ? "comment" : "comments"}, from reports that you are not kept from.`,
    content: shown.map((text) => ({ type: "TextBlock", text, wrap: true, separator: true, spacing: "Medium" })),
    actions: [
      ...(next < field.sources.length
        ? [button("Show more", "learning-sources", { ...data, nth: `${nth}`, from: `${next}` })]
        : []),
      button("Back", "learning", data),
    ],
    speak: `Comments on ${field.title}.`,
  });
}

const FOUND: Readonly<Record<OpenFinding["kind"], string>> = {
  name: "a person's name",
  email: "an email address",
  phone: "a phone number",
  agency: "an agency's name",
  quotation: "a long quotation",
};

/** A place in the texts that is to be changed, or accepted with a reason. */
export function findingCard(finding: OpenFinding): Card {
  const { round, title, open, where, kind, key, page, sentence, reason, error } = finding;
  const others = open === 1 ? "" : ` ${open - 1} more after this.`;
  const told = `In “${where}” this looks like ${FOUND[kind]}.${others}`;
  return render("panels/learning-finding", {
    ...{ eyebrow: title, told },
    sentence: sentence.map(({ text: words, isFound }) => ({
      ...{ type: "TextRun", text: words },
      ...(isFound && { weight: "Bolder", highlight: true }),
    })),
    reason,
    error: error === "" ? "" : `Please check: ${error}`,
    actions: [
      main(button("Change the text", "learning", { round, page: `${page}` })),
      submit("Leave it as it is", "learning-accept", { round, finding: key }),
      button("Back", "round", { round }),
    ],
    speak: told,
  });
}

/** The summary as everyone will read it. */
export function previewCard({ summary, isEmpty, channel }: PreviewView): Card {
  const { round } = summary;
  return render("panels/learning", {
    ...scores(summary),
    title: "Preview",
    intro: isEmpty
      ? "Nothing is written yet. Write at least one theme, or some good practice."
      : `Publish posts it in the channel “${channel}”, and everyone can read it. It can't be changed after that, and reports that are agreed later don't count. Reports that are kept from you are not in this preview.`,
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

function trendChart(trend: SummaryView["figures"]["trend"]): Element {
  const points = trend.slice(-ROUNDS_ON_A_LINE).map(({ title, percent }) => ({ title, label: title, percent }));
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

/** `expires` completes "works …": "for 15 minutes". */
export function learningFileCard({ title, round }: Pick<FileView, "title" | "round">, link: FileLink): Card {
  return render("panels/learning", {
    title: "Word document",
    eyebrow: title,
    intro: `What the placement panel learned. The link is yours alone and works ${link.expires}.`,
    content: [],
    actions: [download(link.url), button("Back", "summary", { round })],
    speak: `The document is ready. The link works ${link.expires}.`,
  });
}

export function roundFileCard({ title, round }: Pick<FileView, "title" | "round">, link: FileLink): Card {
  return render("panels/learning", {
    title: "Excel workbook",
    eyebrow: title,
    intro: `The sample, and of all revealed reports that you are not kept from: first scores, agreed scores, how far reviewers agreed. The link is yours alone and works ${link.expires}.`,
    content: [],
    actions: [download(link.url), button("Back", "round", { round })],
    speak: `The workbook is ready. The link works ${link.expires}.`,
  });
}

interface FileLink {
  readonly url: string;
  readonly expires: string;
}

function download(url: string): Element {
  return main({ type: "Action.OpenUrl", title: "Download", url });
}

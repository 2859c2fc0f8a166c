import type {
  FileView,
  LearningField,
  LearningForm,
  OpenFinding,
  SourcesView,
} from "../../services/panels/learning/views.js";
import { main, toldApart } from "../buttons.js";
import type { Card } from "../card.js";
import { summaryOf, textField } from "../form/fields.js";
import type { Element } from "../parts.js";
import { render } from "../render.js";
import { plain } from "../text.js";
import { button, submit } from "./buttons.js";

/** Shown beside a text, shortened; all of them have a card of their own. */
const SOURCES_BESIDE = 3;
const SOURCE_BESIDE_LENGTH = 160;
const SOURCES_A_CARD = 8;

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

import type { ItemView } from "../../services/board/views.js";
import type { Card } from "../card.js";
import type { Element } from "../parts.js";
import { render } from "../render.js";
import { kindName, paperInWords } from "./words.js";

/** A part of an item's card. */
export interface Section {
  readonly title: string;
  readonly lines: readonly string[];
  /** What needs a look before anything else. */
  readonly warning?: string;
}

/** An item: what it asks, on which paper, and what this card is for. */
export function itemCard(
  item: ItemView,
  about: {
    readonly status: string;
    readonly done: string;
    /** The one line that matters most. */
    readonly emphasis: string;
    readonly sections: readonly Section[];
    readonly actions: readonly Element[];
  },
): Card {
  const { title, question, kind, paper, version } = item;
  const wording = version > 1 ? `, wording ${version}` : "";
  return render("board/item", {
    ...about,
    ...{ title, question, eyebrow: `Strategic Board. ${kindName(kind)}${wording}` },
    papers: paper?.link === undefined ? [] : [{ title: paperInWords(paper), link: paper.link }],
    file: paper && paper.link === undefined ? `Paper, as a file: ${paperInWords(paper)}` : "",
    sections: about.sections.map(({ lines, warning = "", ...section }) => ({
      ...{ ...section, warning },
      lines: lines.map((text) => ({ text })),
    })),
    speak: [title, about.emphasis || about.status].join(": "),
  });
}

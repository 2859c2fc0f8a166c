import type { Level, Score } from "../../services/panels/schema.js";
import type { ReportHead } from "../../services/panels/views.js";
import type { Card } from "../card.js";
import type { Element } from "../parts.js";
import { render } from "../render.js";
import { outcomeName, stageName } from "./words.js";

interface Page {
  readonly title: string;
  readonly eyebrow: string;
  /** What just happened, or went wrong. */
  readonly notice?: string;
  readonly intro?: string;
  readonly parts?: readonly Element[];
  readonly actions: readonly Element[];
}

/** A card about one thing, with whatever is to be seen of it. */
export function pageCard({ notice = "", intro = "", parts = [], ...page }: Page): Card {
  const speak = [page.title, notice, intro].filter((text) => text !== "").join(". ");
  return render("panels/page", { ...page, notice, intro, parts, speak });
}

/** "Midway report · BA · Pass" */
export function aboutReport({ stage, programme, outcome }: Omit<ReportHead, "round" | "title" | "link">): string {
  return `${stageName(stage)} · ${programme} · ${outcomeName(outcome)}`;
}

export function openReport({ link }: ReportHead): Element {
  return { type: "Action.OpenUrl", title: "Open the report", url: link };
}

/** What the buttons of one report send. */
export function dataOf({ round, no }: ReportHead): Readonly<Record<string, string>> {
  return { round, no: `${no}` };
}

/** "3 · Clear" */
export function levelName({ value, title }: Level): string {
  return `${value} · ${title}`;
}

/** "3 · Clear", "Not evidenced", "No score yet" */
export function scoreName(score: Score | undefined, scale: readonly Level[]): string {
  if (score === undefined) return "No score yet";
  const level = scale.find(({ value }) => value === score);
  return level ? levelName(level) : "Not evidenced";
}

export function line(text: string, look: Readonly<Record<string, unknown>> = {}): Element {
  return { type: "TextBlock", text, wrap: true, ...look };
}

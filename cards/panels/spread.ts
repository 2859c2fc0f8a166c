import type { NamedSpread } from "../../services/panels/learning/views.js";
import type { Level } from "../../services/panels/schema.js";
import { type Element, note, stack } from "../parts.js";
import { spreadImage, spreadWidth } from "./spread-image.js";

/** A line each: its name and counts, and a picture of them. */
export function spreadLines(spreads: readonly NamedSpread[], scale: readonly Level[]): Element[] {
  return [note(legend(scale)), ...spreads.map((spread) => spreadLine(spread, scale, mostShare(spreads)))];
}

/** What the columns of the pictures are. */
function legend(scale: readonly Level[]): string {
  const levels = scale.map(({ value, title }) => `${value} ${title}`).join(", ");
  return `Columns from the left: ${levels}. The hollow one: not evidenced.`;
}

function spreadLine({ name, counts }: NamedSpread, scale: readonly Level[], most: number): Element {
  const words = inWords(counts, scale);
  const picture = {
    type: "Image",
    url: spreadImage(shares(counts), most),
    altText: `${name}. ${words}`,
    width: `${spreadWidth(counts.length)}px`,
  };
  return {
    type: "ColumnSet",
    spacing: "Medium",
    columns: [
      {
        type: "Column",
        width: "stretch",
        items: [
          stack([
            { type: "TextBlock", text: name, weight: "Bolder", wrap: true },
            { type: "TextBlock", text: words, size: "Small", wrap: true, spacing: "None" },
          ]),
        ],
      },
      { type: "Column", width: "auto", verticalContentAlignment: "Center", items: [picture] },
    ],
  };
}

/** "Weak: 2 · Clear: 5", without what nobody got; a count stays beside its level. */
function inWords(counts: readonly number[], scale: readonly Level[]): string {
  const names = [...scale.map(({ title }) => title), "Not evidenced"];
  return counts.flatMap((count, at) => (count === 0 ? [] : [`${names[at]}:\u00a0${count}`])).join(" · ");
}

/** Pictures of groups of different sizes are compared by shares. */
function shares(counts: readonly number[]): number[] {
  const all = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => (all === 0 ? 0 : count / all));
}

function mostShare(spreads: readonly NamedSpread[]): number {
  return Math.max(0, ...spreads.flatMap(({ counts }) => shares(counts)));
}

import type { AgreementFigures, AgreementView } from "../../services/panels/learning/views.js";
import type { Card } from "../card.js";
import { barChart, type Element, heading, note } from "../parts.js";
import { render } from "../render.js";
import { button } from "./buttons.js";

/** How far reviewers agreed in their first scores, in plain words. */
export function agreementCard({ round, title, figures }: AgreementView): Card {
  const { reports, comparisons, fewest, percent } = figures;
  const isTooFew = reports < fewest;
  return render("panels/learning", {
    title: "How far reviewers agreed",
    eyebrow: title,
    intro: isTooFew
      ? `Too few to say: it takes ${fewest} revealed reports with two reviewers that you are not kept from.`
      : `Before they talked, over ${reports} revealed reports: ${comparisons} comparisons of two reviewers. Reports that are kept from you are left out.`,
    content: isTooFew ? [] : [...measures(figures), ...byCriterion(figures)],
    actions: [button("Export", "export", { round }), button("Back", "round", { round })],
    speak: isTooFew ? "How far reviewers agreed: too few to say." : `Reviewers gave the same score in ${percent}%.`,
  });
}

function measures({ percent, kappa, alpha }: AgreementFigures): Element[] {
  return [
    line("Same score", percent === undefined ? TOO_FEW : `${percent}%`),
    line("Weighted kappa", kappa ? twoPlaces(kappa.linear) : TOO_FEW),
    line("Krippendorff's alpha", alpha ? `${twoPlaces(alpha.value)}${range(alpha)}` : TOO_FEW),
    note(
      "For kappa and alpha 1 is full agreement, 0 what chance would give. From 0.8 on scores can be relied on, from 0.67 with care (Krippendorff). “Not evidenced” counts in the first line only.",
    ),
  ];
}

const TOO_FEW = "too few to say";

function line(title: string, value: string): Element {
  return {
    type: "RichTextBlock",
    spacing: "Small",
    inlines: [
      { type: "TextRun", text: `${title}: ` },
      { type: "TextRun", text: value, weight: "Bolder" },
    ],
  };
}

function range({ low, high }: { readonly low?: number; readonly high?: number }): string {
  return low === undefined || high === undefined ? "" : ` (95% sure: ${twoPlaces(low)} to ${twoPlaces(high)})`;
}

function twoPlaces(value: number): string {
  return value.toFixed(2).replace("-", "−");
}

function byCriterion({ criteria }: AgreementFigures): Element[] {
  const known = criteria.flatMap(({ title, percent }) => (percent === undefined ? [] : [{ title, percent }]));
  if (known.length === 0) return [heading("By criterion"), note("Too few to say.")];
  const bars = known.map(({ title, percent }) => ({ title, count: percent, percent }));
  const summary = known.map(({ title, percent }) => `${title}: ${percent}%`).join("; ");
  return [barChart({ title: "Same score, by criterion", bars, summary: `${summary}.` })];
}

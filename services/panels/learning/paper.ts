import { type Block, documentOf } from "../../reports/document.js";
import type { NamedSpread, SummaryView } from "./views.js";

/** The summary as a Word document; nothing is in it that the cards don't show. */
export function summaryDocument(summary: SummaryView, creator: string): Promise<Uint8Array> {
  const { title, themes, goodPractice } = summary;
  return documentOf({
    title: "What the placement panel learned",
    subtitle: `${title}. ${creator}.`,
    creator,
    blocks: [
      ...(themes.length === 0 ? [] : [heading("Themes")]),
      ...themes.flatMap((theme): Block[] => [
        { kind: "heading", level: 2, text: theme.title },
        { kind: "paragraph", text: theme.text },
      ]),
      ...(goodPractice === "" ? [] : [heading("Good practice"), paragraph(goodPractice)]),
      ...figures(summary),
    ],
  });
}

function figures({ figures: { reports, criteria, groups, trend }, scale, threshold }: SummaryView): Block[] {
  if (reports === 0) return [heading("Agreed scores"), paragraph("Too few reports for figures.")];
  const levels = [...scale.map(({ value, title }) => `${value} ${title}`), "Not evidenced"];
  return [
    heading("Agreed scores"),
    paragraph(`How often each level was agreed, over ${reports} reports.`),
    spreads("Criterion", criteria, levels),
    ...scale.map(({ value, title, descriptor }) => paragraph(`${value} ${title}: ${descriptor}`)),
    ...(groups.length === 0
      ? []
      : [
          { kind: "heading", level: 2, text: "By stage and programme" } as const,
          paragraph(
            `Over all criteria. Only groups of at least ${threshold} reports are shown, and none from which a smaller one could be worked out.`,
          ),
          spreads("Group", groups, levels),
        ]),
    ...(trend.length < 2
      ? []
      : [
          { kind: "heading", level: 2, text: "Over the rounds" } as const,
          paragraph("Agreed scores in the upper half of the scale."),
          {
            kind: "table",
            heads: ["Round", "Share"],
            rows: trend.map((point) => [point.title, `${point.percent}%`]),
          } as const,
        ]),
  ];
}

function spreads(what: string, lines: readonly NamedSpread[], levels: readonly string[]): Block {
  const rows = lines.map(({ name, reports, counts }) => [name, `${reports}`, ...counts.map(String)]);
  return { kind: "table", heads: [what, "Reports", ...levels], rows };
}

function heading(text: string): Block {
  return { kind: "heading", text };
}

function paragraph(text: string): Block {
  return { kind: "paragraph", text };
}

import { barImage } from "./bar-image.js";

/** Elements that several cards share, made here since a template can't compute widths. Bind them as `"${name}"`. */
export interface Element {
  readonly type: string;
  readonly [member: string]: unknown;
}

export interface BarOfChart {
  readonly title: string;
  /** How many. */
  readonly count: number;
  /** Share of the whole, 0 to 100. */
  readonly percent: number;
}

export interface PointOfChart {
  readonly title: string;
  /** Short, and another at each point: what stands under the chart. */
  readonly label: string;
  /** 0 to 100. */
  readonly percent: number;
}

/** A bar an option: a Teams chart, or where the client has none the same as small pictures. The counts are text always. */
export function barChart(chart: {
  readonly title: string;
  readonly bars: readonly BarOfChart[];
  /** The numbers as text, where the bars don't add up to the answers. */
  readonly summary?: string;
}): Element {
  const drawn: Element = {
    type: "Chart.HorizontalBar",
    title: chart.title,
    // Few answers would get an axis of 1.33 and 2.67 people; the numbers stand at the bars.
    displayMode: "AbsoluteNoAxis",
    color: "categoricalBlue",
    data: chart.bars.map((bar) => ({ x: `${bar.title} (${bar.percent}%)`, y: bar.count })),
    fallback: stack(chart.bars.flatMap((bar) => labelledBar(bar.title, bar.percent))),
  };
  return stack([heading(chart.title), drawn, note(chart.summary ?? counts(chart.bars))]);
}

/** A figure over time, oldest first, in per cent. */
export function lineChart(chart: { readonly title: string; readonly points: readonly PointOfChart[] }): Element {
  const drawn: Element = {
    type: "Chart.Line",
    title: chart.title,
    data: [{ legend: chart.title, values: chart.points.map((point) => ({ x: point.label, y: point.percent })) }],
    fallback: stack(chart.points.flatMap((point) => labelledBar(point.title, point.percent))),
  };
  const inWords = chart.points.map((point) => `${point.title}: ${point.percent}%`).join("; ");
  return stack([heading(chart.title), drawn, note(inWords)]);
}

/** Made once: making one takes longer than using it a hundred times. */
const figures = new Intl.NumberFormat("en-GB");

/** "Vale County: 41 of 60" over a bar with 68% at its end. */
export function progressBar(progress: {
  readonly label: string;
  readonly part: number;
  readonly whole: number;
}): Element {
  const percent = progress.whole === 0 ? 0 : Math.round((progress.part / progress.whole) * 100);
  const share = `${figures.format(progress.part)} of ${figures.format(progress.whole)}`;
  return stack(labelledBar(`${progress.label}: ${share}`, percent), "Small");
}

/** The title of a part of a card. */
export function heading(text: string): Element {
  return { type: "TextBlock", text, style: "heading", size: "Medium", weight: "Bolder", wrap: true };
}

/** A small, quiet line. */
export function note(text: string): Element {
  return { type: "TextBlock", text, size: "Small", isSubtle: true, wrap: true, spacing: "Small" };
}

/** Elements one under the other. */
export function stack(items: readonly Element[], spacing = "Medium"): Element {
  return { type: "Container", spacing, items };
}

function counts(bars: readonly BarOfChart[]): string {
  const all = bars.reduce((sum, bar) => sum + bar.count, 0);
  const each = bars.map((bar) => `${bar.title}: ${bar.count} (${bar.percent}%)`).join("; ");
  return `${all} ${all === 1 ? "answer" : "answers"}. ${each}.`;
}

/** The label and its figure, and the bar below them. Written tightly, since a card of results has dozens of these. */
function labelledBar(label: string, percent: number): Element[] {
  const figure = `${percent}%`;
  return [
    {
      type: "ColumnSet",
      columns: [
        { type: "Column", width: "stretch", items: [{ type: "TextBlock", text: label, wrap: true }] },
        { type: "Column", width: "auto", items: [{ type: "TextBlock", text: figure, weight: "Bolder", wrap: true }] },
      ],
    },
    { type: "Image", url: barImage(percent), altText: figure, size: "Stretch", spacing: "None" },
  ];
}

/** One comparison: ours and a bare equivalent, measured in the same run on the same machine. */
export interface Measure {
  readonly name: string;
  readonly unit: "a second" | "ms" | "s" | "MB" | "KB" | "%";
  readonly ours: number;
  /** Or, where nothing can be compared, the figure that was aimed at. */
  readonly bare: number;
  /** Left out where a figure is only told. */
  readonly asked?: Asked;
}

/** What the ratio of ours to bare must be. */
export type Asked = { readonly atLeast: number } | { readonly atMost: number };

export interface Line extends Measure {
  readonly ratio: number;
  readonly reached?: boolean;
}

export function judged(measure: Measure): Line {
  const ratio = measure.ours / measure.bare;
  const { asked } = measure;
  if (!asked) return { ...measure, ratio };
  return { ...measure, ratio, reached: "atLeast" in asked ? ratio >= asked.atLeast : ratio <= asked.atMost };
}

/** The lines as text in columns, a heading first. */
export function table(lines: readonly Line[]): string {
  const heading = ["measure", "ours", "bare", "ratio", "asked for", "reached"];
  const rows = [heading, ...lines.map(columns)];
  const widths = heading.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows.map((row) => row.map((cell, at) => padded(cell, widths[at] ?? 0, at)).join("  ")).join("\n");
}

function columns({ name, unit, ours, bare, ratio, asked, reached }: Line): string[] {
  const figures = [`${name}, ${unit}`, short(ours), short(bare), ratio.toFixed(2)];
  if (!asked) return [...figures, "", ""];
  const wanted = "atLeast" in asked ? `≥ ${asked.atLeast}` : `≤ ${asked.atMost}`;
  return [...figures, wanted, reached ? "yes" : "no"];
}

function short(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

/** Names to the left, figures to the right. */
function padded(cell: string, width: number, column: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}

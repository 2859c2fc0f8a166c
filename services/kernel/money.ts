/** Made once: making one takes longer than using it a hundred times. */
const figures = new Intl.NumberFormat("en-GB");

/** No single sum is larger: a million pounds. */
const MOST_PENCE = 100_000_000;

/** "£26,000" or "£866.67". Whole pence in. */
export function pounds(pence: number): string {
  const [whole, rest] = [Math.trunc(pence / 100), pence % 100];
  return `£${figures.format(whole)}${rest === 0 ? "" : `.${String(rest).padStart(2, "0")}`}`;
}

/** What somebody typed as whole pence, read digit by digit; or a sentence that says how to write it. */
export function penceIn(typed: string): number | string {
  const text = typed.replace(/\s/g, "").replace(/^£/, "");
  if (text === "") return "Write an amount in pounds, for example 26,000 or 866.67.";
  if (/^[-−–(]/.test(text) || /^£/.test(text)) return "Write an amount above zero, without a sign.";
  if (/^[\d,]+\.\d{3,}$/.test(text)) return "Write at most two digits after the point: pence.";
  const [, whole, pence = ""] = AMOUNT.exec(text) ?? [];
  if (whole === undefined) return "Write the amount in figures, for example 26,000 or 866.67.";
  const digits = whole.replaceAll(",", "").replace(/^0+/, "");
  const sum = digits.length > 9 ? Number.POSITIVE_INFINITY : Number(`${digits}${pence.padEnd(2, "0")}`);
  if (sum > MOST_PENCE) return "Write an amount of at most £1,000,000.";
  return sum === 0 ? "Write an amount above zero." : sum;
}

/** With commas between thousands or without; one or two digits after a point. */
const AMOUNT = /^(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?$/;

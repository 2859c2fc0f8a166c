/** No field of a form holds more than a partnership's list of partners. */
const LONGEST_FIELD = 2000;

/** What a form sent for a field, trimmed and without control characters; "" where there is no text, whatever `typed` is. */
export function textOf(typed: unknown, field: string): string {
  return clean(sent(typed, field));
}

/** More than any field of prose takes, so that a text that was too long comes back whole. */
const LONGEST_PROSE = 6000;

/** As {@link textOf}, for prose: its lines stay lines, and what is far too long is cut only at 6,000 characters. */
export function proseOf(typed: unknown, field: string): string {
  return sent(typed, field)
    .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, "\n")
    .replace(/\t/g, " ")
    .replace(/(?!\n)\p{Cc}|\p{Cs}/gu, "")
    .trim()
    .slice(0, LONGEST_PROSE);
}

/** The values of a field in which several can be chosen. */
export function severalOf(typed: unknown, field: string): string[] {
  return textOf(typed, field)
    .split(",")
    .map((value) => value.trim())
    .filter((value) => value !== "");
}

/** The words of a field: what stands between spaces, lines, commas and semicolons. */
export function wordsOf(typed: unknown, field: string): string[] {
  return clean(sent(typed, field).replace(/\s/g, " "))
    .split(/[ ,;]+/)
    .filter((word) => word !== "");
}

/**
 * What was pasted into a field, with its lines and tabs; other control characters are left out. One character longer than
 * `most` where it is longer than that: it is to be refused, since a part of it would look like the whole.
 */
export function pastedOf(typed: unknown, field: string, most: number): string {
  return sent(typed, field)
    .slice(0, most + 1)
    .replace(/\r\n?/g, "\n")
    .replace(/[^\P{Cc}\t\n]|\p{Cs}/gu, "");
}

function sent(typed: unknown, field: string): string {
  if (typeof typed !== "object" || typed === null || !Object.hasOwn(typed, field)) return "";
  const value = (typed as Record<string, unknown>)[field];
  // Some clients send a number as one.
  return typeof value === "number" ? String(value) : typeof value === "string" ? value : "";
}

function clean(text: string): string {
  return text
    .replace(/\p{Cc}|\p{Cs}/gu, "")
    .trim()
    .slice(0, LONGEST_FIELD);
}

import type { Mode } from "../../services/surveys/schema.js";

export const MODE_TITLES: Record<Mode, string> = {
  named: "With your name",
  confidential: "Confidential",
  anonymous: "Anonymous",
};

/** Made once: making one takes longer than using it a hundred times. */
const figures = new Intl.NumberFormat("en-GB");

/** "1 person", "1,310 people" */
export function counted(count: number, one: string, many: string): string {
  return `${figures.format(count)} ${count === 1 ? one : many}`;
}

export function people(count: number): string {
  return counted(count, "person", "people");
}

/** "31 of 60" */
export function outOf(part: number, whole: number): string {
  return `${figures.format(part)} of ${figures.format(whole)}`;
}

/** Whole per cent; 0 of 0 is 0. */
export function percentOf(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((100 * part) / whole);
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** At most `length` characters, the last an ellipsis if it was cut: for button titles. */
export function short(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length
    ? text
    : `${characters
        .slice(0, length - 1)
        .join("")
        .trimEnd()}…`;
}

/** The same texts, those that would come twice numbered. */
export function unlike(texts: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return texts.map((text) => {
    const count = (seen.get(text) ?? 0) + 1;
    seen.set(text, count);
    return count === 1 ? text : `${text} (${count})`;
  });
}

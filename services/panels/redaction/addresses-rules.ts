import type { Stretch } from "./seen-rules.js";

/** Also "name (at) place (dot) example" and what spaces or line breaks part. */
const EMAIL =
  /(?:[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*)|(?:[\p{L}\p{N}._%+'-]+\s{0,2}(?:@|[([{]\s?at\s?[)\]}]|\sat\s)\s{0,2}[\p{L}\p{N}-]+(?:\s{0,2}(?:\.|[([{]\s?dot\s?[)\]}]|\sdot\s)\s{0,2}\p{L}[\p{L}\p{N}-]+)+)/giu;
/** "at" and a full stop stand in many sentences: spelled out, both must be. */
const SPELLED = /[@([{]|\sdot\s/i;

export function emailsIn(text: string): Stretch[] {
  return stretches(text, EMAIL).filter(({ start, end }) => SPELLED.test(text.slice(start, end)));
}

/** Between two digits. */
const GAP = "[\\s().\\-/]{0,3}";
const PHONES = [
  // From abroad, with or without the zero in brackets; also without the plus.
  `(?:\\+|00)\\s?\\(?44\\)?${GAP}(?:\\(?0\\)?)?(?:${GAP}\\d){9,10}`,
  `\\(?44\\)?${GAP}(?:\\(0\\))?(?:${GAP}\\d){10}`,
  // At home: eleven digits, ten in a few places. People write an O for the zero.
  `\\(?[0O](?:${GAP}\\d){9,10}`,
  // A mobile's without its zero.
  `7\\d{3}[ .-]?\\d{3}[ .-]?\\d{3}`,
  // Of other countries.
  `\\+[1-9](?:${GAP}\\d){7,14}`,
].map((pattern) => `(?:${pattern})(?!\\d)`);
const PHONE = new RegExp(
  `(?<![\\p{L}\\p{N}+])(?:${PHONES.join("|")})(?:[\\s,]{0,2}(?:ext(?:ension)?\\.?|x|#)\\s?\\d{1,5})?`,
  "giu",
);
const DATE = /^\(?\d{1,2}[./-]\d{1,2}[./-]\d{2,4}(?!\d)/;

export function phonesIn(text: string): Stretch[] {
  return stretches(text, PHONE).filter(({ start, end }) => !DATE.test(text.slice(start, end)));
}

function stretches(text: string, pattern: RegExp): Stretch[] {
  return [...text.matchAll(pattern)].map(({ index, 0: found }) => ({ start: index, end: index + found.length }));
}

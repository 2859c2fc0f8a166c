/**
 * A text as it reads: without what can't be seen, one form for what looks alike. Nothing can be hidden behind an accent,
 * a soft hyphen, a letter of another alphabet or a line break; every place in it leads back to the text as it was typed.
 */
export interface Seen {
  readonly text: string;
  /** Where the character at that place of `text` begins and ends in the original: UTF-16 units. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** A stretch of {@link Seen.text}. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

export function seen(original: string): Seen {
  const starts: number[] = [];
  const ends: number[] = [];
  let text = "";
  let at = 0;
  for (const character of original) {
    const shown = shownAs(character);
    for (let unit = 0; unit < shown.length; unit += 1) {
      starts.push(at);
      ends.push(at + character.length);
    }
    text += shown;
    at += character.length;
    // What can't be seen belongs to what it follows.
    if (shown === "" && ends.length > 0) ends[ends.length - 1] = at;
  }
  return withoutBrokenWords({ text, starts, ends });
}

/** The stretch in the original. */
export function original({ starts, ends }: Seen, { start, end }: Stretch): Stretch {
  return { start: starts[start] ?? 0, end: ends[end - 1] ?? 0 };
}

/** As {@link seen}, where places don't matter; quick for the thousands of names that have nothing special. */
export function readAs(text: string): string {
  return /^[ -~]*$/.test(text) ? text : seen(text).text;
}

/** The letters alone, in lower case: what names are compared by. */
export function lettersOf(text: string): string {
  return readAs(text).replace(/\P{L}/gu, "").toLowerCase();
}

function shownAs(character: string): string {
  if (/[\n\r\u2028\u2029\v\f]/.test(character)) return "\n";
  if (/\s/.test(character)) return " ";
  if (/\p{Pd}|\u2212/u.test(character)) return "-";
  if (/[\u02bc\u02b9\uff07\u2032]/.test(character)) return "'";
  if (/\p{Default_Ignorable_Code_Point}|\p{Cc}|\p{Cf}|\p{M}/u.test(character)) return "";
  if (/\p{Nd}/u.test(character)) return digit(character);
  return character
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/\P{ASCII}/gu, (letter) => ALIKE.get(letter) ?? letter);
}

/** Digits of every script stand in the order of their values, ten by ten. */
function digit(character: string): string {
  const plain = character.normalize("NFKD");
  if (/^\d$/.test(plain)) return plain;
  let value = 0;
  for (let code = (character.codePointAt(0) ?? 0) - 1; /\p{Nd}/u.test(String.fromCodePoint(code)); code -= 1)
    value += 1;
  return String(value % 10);
}

/** Letters that NFKD leaves as they are, and those of other alphabets that look like ours. */
const ALIKE = new Map(
  [
    ...["ß:ss", "ø:o", "Ø:O", "æ:ae", "Æ:AE", "œ:oe", "Œ:OE", "ł:l", "Ł:L", "đ:d", "Đ:D", "ð:d", "Ð:D", "þ:th", "Þ:Th"],
    ...["ı:i", "ɑ:a", "ɡ:g", "ħ:h", "Ħ:H"],
    ...["а:a", "е:e", "о:o", "р:p", "с:c", "у:y", "х:x", "і:i", "ј:j", "ѕ:s", "ԁ:d", "һ:h", "ո:n", "ν:v", "ο:o", "α:a"],
    ...["А:A", "В:B", "Е:E", "К:K", "М:M", "Н:H", "О:O", "Р:P", "С:C", "Т:T", "У:Y", "Х:X", "І:I", "Ј:J", "Ѕ:S"],
    ...["Α:A", "Β:B", "Ε:E", "Ζ:Z", "Η:H", "Ι:I", "Κ:K", "Μ:M", "Ν:N", "Ο:O", "Ρ:P", "Τ:T", "Υ:Y", "Χ:X", "ι:i", "ρ:p"],
  ].map((pair) => pair.split(":") as [string, string]),
);

/** A word that is parted at the end of a line is one word. */
function withoutBrokenWords({ text, starts, ends }: Seen): Seen {
  const kept = new Set(text.split("").keys());
  for (const { index, 0: broken } of text.matchAll(/(?<=\p{L})- *\n\s*(?=\p{Ll})/gu)) {
    for (let at = index; at < index + broken.length; at += 1) kept.delete(at);
  }
  if (kept.size === text.length) return { text, starts, ends };
  const those = [...kept];
  return {
    text: those.map((at) => text.charAt(at)).join(""),
    starts: those.map((at) => starts[at] ?? 0),
    ends: those.map((at) => ends[at] ?? 0),
  };
}

import type { Stretch } from "./seen-rules.js";

/** Quotation marks that close each other: the double ones, the angled ones, the single ones. */
const FAMILIES = [/[“”„‟"″〃]|``|''|‚‚/g, /[«»]|<<|>>/g, /[‘’‚‛'`´‹›]/g] as const;
const OPENERS = new Set(["“", "„", "‟", "‘", "‚", "‛", "`", "``", "‚‚", "«", "‹", "<<"]);
/** Words that begin with an apostrophe. */
const ELIDED = /^(?:em|til|cause|tis|twas|bout|n|cos)\b|^\d/i;
/** 'Strengths' and the like: a few words that are named, not quoted. */
const MOST_IN_A_NAME = 3;

interface Mark {
  readonly start: number;
  readonly end: number;
  readonly opens: boolean;
  readonly closes: boolean;
  /** An s before it and a word after: more often "the students' work" than the end of a quotation. */
  readonly isPerhapsPossessive: boolean;
}

/** Quotations of so many words or more, their marks included; one that is never closed goes on to the end. */
export function quotationsIn(text: string, words: number): Stretch[] {
  return FAMILIES.flatMap((family, index) => quoted(text, marksIn(text, family, index === 2)))
    .filter((one) => wordsIn(text.slice(one.start, one.end)) >= words)
    .sort((one, other) => one.start - other.start || other.end - one.end)
    .filter((one, index, all) => !all.slice(0, index).some(({ start, end }) => start <= one.start && end >= one.end));
}

function wordsIn(text: string): number {
  return text.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
}

function marksIn(text: string, family: RegExp, isSingle: boolean): Mark[] {
  return [...text.matchAll(family)].flatMap(({ index, 0: mark }) => {
    const [start, end] = [index, index + mark.length];
    const [before, after] = [text.charAt(start - 1), text.slice(end, end + 8)];
    const isAfterWord = /[\p{L}\p{N}]/u.test(before);
    // Inside a word it is an apostrophe.
    if (isSingle && isAfterWord && /^[\p{L}\p{N}]/u.test(after)) return [];
    if (isSingle && mark !== "‘" && !isAfterWord && ELIDED.test(after)) return [];
    const isPerhapsPossessive = isSingle && /s/i.test(before) && /^ \p{Ll}/u.test(after);
    return [{ start, end, ...roleOf(mark, before, after), isPerhapsPossessive }];
  });
}

/** Both, where it could be either. */
function roleOf(mark: string, before: string, after: string): Pick<Mark, "opens" | "closes"> {
  const canOpen = /^$|[\s([{"'“‘«‹„‚-]/.test(before);
  if (OPENERS.has(mark)) return { opens: canOpen || /^[\p{L}\p{N}]/u.test(after), closes: !canOpen };
  return { opens: canOpen && /^[^.,;:!?)\]]/.test(after), closes: !canOpen || /^(?:\s|$)/.test(after) };
}

/** Those inside another are part of it. */
function quoted(text: string, marks: readonly Mark[]): Stretch[] {
  const found: Stretch[] = [];
  for (let at = 0; at < marks.length; at += 1) {
    const opening = marks[at];
    if (!opening?.opens) continue;
    const closing = closingOf(text, marks, at);
    found.push({ start: opening.start, end: marks[closing]?.end ?? text.length });
    if (closing === -1) break;
    at = closing;
  }
  return found;
}

/** The place of the mark that ends what the one at `opening` begins; -1 where none does. */
function closingOf(text: string, marks: readonly Mark[], opening: number): number {
  let depth = 1;
  let perhaps = -1;
  for (let at = opening + 1; at < marks.length; at += 1) {
    const mark = marks[at] as Mark;
    if (mark.opens && !mark.closes) {
      if (perhaps !== -1) return perhaps;
      depth += 1;
    } else if (mark.isPerhapsPossessive) {
      if (perhaps === -1) perhaps = at;
    } else {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  const inside = text.slice(marks[opening]?.end, marks[perhaps]?.start);
  return perhaps !== -1 && wordsIn(inside) <= MOST_IN_A_NAME ? perhaps : -1;
}

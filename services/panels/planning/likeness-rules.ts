import { plain, type Vocabulary, type Word, wordsIn } from "./words-rules.js";

/** drive: somebody's own OneDrive, whose address holds their name. */
export type Likeness = "name" | "email" | "number" | "drive";

/** So long, a text of letters and digits at random can be told from words without a doubt. */
const LONG_ID = 20;

/** What a reference gives away, if anything: it is a code, so that any word that codes don't have is taken for a name. */
export function likenessOf(reference: string, vocabulary: Vocabulary): Likeness | undefined {
  return ofText(reference, vocabulary, soundsLikeName);
}

/**
 * What a link gives away in its path, query or fragment. The file is named by a code too. Folders have words of many
 * kinds, so that a name is two strange words together there, or one from the people list; and a site's name was not
 * chosen for a report.
 */
export function likenessInLink({ pathname, searchParams, hash }: URL, vocabulary: Vocabulary): Likeness | undefined {
  const path = segmentsOf(pathname);
  const found = inPath(path, path.length - 1, vocabulary);
  if (found) return found;
  for (const [key, value] of [...searchParams, [hash.slice(1), ""] as const]) {
    const likeness = TECHNICAL.has(key.toLowerCase())
      ? emailIn(value)
      : inQuery([...segmentsOf(key), ...segmentsOf(value)], vocabulary);
    if (likeness) return likeness;
  }
  return undefined;
}

/** Parameters that SharePoint, Google and Dropbox fill with signs at random. */
const TECHNICAL = new Set("e d csf web cid rlkey st dl usp xsdata sdata clickparams sourcedoc resid".split(" "));

function inQuery(segments: readonly string[], vocabulary: Vocabulary): Likeness | undefined {
  const isFile = /\.[a-z]{3,4}$/i.test(segments.at(-1) ?? "");
  return inPath(segments, isFile ? segments.length - 1 : -1, vocabulary);
}

/** `file`: where the file's name is; -1 where there is none. */
function inPath(segments: readonly string[], file: number, vocabulary: Vocabulary): Likeness | undefined {
  if (segments.some((segment, at) => /^personal$/i.test(segment) && segments[at + 1]?.includes("_"))) return "drive";
  const site = siteIn(segments);
  for (const [at, segment] of segments.entries()) {
    const found = ofText(segment, vocabulary, testFor(segment, at === site, at === file));
    if (found) return found;
  }
  return undefined;
}

function testFor(segment: string, isSite: boolean, isFile: boolean): Test {
  // There are no spaces in a site's address.
  if (isSite && !/\s/.test(segment)) return isWholeName;
  if (isShortId(segment)) return hasKnownName;
  return isFile ? soundsLikeName : hasNameInIt;
}

/** Where the name of a SharePoint site is, as in /sites/NAME/… or /:b:/s/NAME/…; -1 for none. */
function siteIn(segments: readonly string[]): number {
  const isShared = /^:\w:$/.test(segments[0] ?? "");
  const before = segments.findIndex(
    (segment, at) => /^(sites|teams)$/i.test(segment) || (isShared && at === 1 && /^[st]$/.test(segment)),
  );
  return before < 0 ? -1 : before + 1;
}

type Test = (words: readonly Word[], vocabulary: Vocabulary) => boolean;

function ofText(text: string, vocabulary: Vocabulary, test: Test): Likeness | undefined {
  const email = emailIn(text);
  if (email) return email;
  const ids = withoutIds(plain(text));
  if (/\p{Nd}{6}/u.test(ids)) return "number";
  return test(wordsIn(ids, vocabulary), vocabulary) ? "name" : undefined;
}

function emailIn(text: string): "email" | undefined {
  return /[^\s@]@[^\s@]/.test(text) ? "email" : undefined;
}

/** A text that should have no word of its own. */
function soundsLikeName(words: readonly Word[], vocabulary: Vocabulary): boolean {
  return words.some(({ kind }) => kind === "open") || hasNameInIt(words, vocabulary);
}

/** A text that may have words of its own. */
function hasNameInIt(words: readonly Word[], vocabulary: Vocabulary): boolean {
  return hasKnownName(words) || words.some((word, at) => word.followsOn && isPair(words[at - 1], word, vocabulary));
}

function hasKnownName(words: readonly Word[]): boolean {
  return words.some(({ kind }) => kind === "name");
}

/** A whole name from the people list, two strange words together, or one and an initial. */
function isPair(one: Word | undefined, other: Word, { wholeNames }: Vocabulary): boolean {
  if (!one) return false;
  const kinds = [one.kind, other.kind];
  if (wholeNames.has(one.text + other.text) || kinds.every((kind) => kind === "syllable")) return true;
  return kinds.includes("open") && kinds.every((kind) => ["open", "initial", "syllable"].includes(kind));
}

function isWholeName(words: readonly Word[], { wholeNames }: Vocabulary): boolean {
  return wholeNames.has(words.map(({ text }) => text).join(""));
}

/** Without GUIDs, hashes and other ids at random, in which any digits or letters can come together. */
function withoutIds(text: string): string {
  return text
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32,}/gi, " ")
    .replace(/[A-Za-z0-9_-]+/g, (run) => (isLongId(run) ? " " : run));
}

/** At random, letters and digits change after two signs or so; in words and dates after four or five. */
function isLongId(text: string): boolean {
  const digits = text.match(/\d+/g)?.length ?? 0;
  const signs = text.match(/[_-]/g)?.length ?? 0;
  if (text.length < LONG_ID || digits < 3 || signs * 7 > text.length) return false;
  return pieceLength(text) < (text.length < 2 * LONG_ID ? 2.75 : 3.3);
}

/** Such as EaBcD12_x9: of all kinds of signs, with no more than three letters that could be a word. */
function isShortId(text: string): boolean {
  const hasAll = [/[A-Z]/, /[a-z]/, /\d/, /^[\w-]{8,}$/].every((some) => some.test(text));
  return hasAll && !/[a-z]{3}|[A-Z]{4}/.test(text) && pieceLength(text) < 2;
}

function pieceLength(text: string): number {
  const pieces = text.match(/[A-Z]?[a-z]+|[A-Z]+|\d+/g) ?? [];
  return pieces.join("").length / pieces.length;
}

function segmentsOf(path: string): string[] {
  return decoded(path)
    .split(/[/\\]+/)
    .filter((segment) => segment !== "");
}

/** Links within links are encoded more than once; what can't be decoded as UTF-8 is taken byte by byte. */
function decoded(text: string): string {
  let found = text;
  for (let times = 0; times < 3 && /%[0-9a-f]{2}/i.test(found); times += 1) {
    try {
      found = decodeURIComponent(found);
    } catch {
      found = found.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    }
  }
  return found;
}

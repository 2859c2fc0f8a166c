import type { PanelRules } from "../schema.js";
import { SHORT_NAME_WORDS, TRADE_WORDS } from "./trade-words-rules.js";

/** What words mean to whoever looks for names. All lower case and without accents. */
export interface Vocabulary {
  /** Words of the trade, of agencies and of programmes: no names, even if somebody is called so. */
  readonly trade: ReadonlySet<string>;
  /** First and last names from the people list, of three letters or more. */
  readonly names: ReadonlySet<string>;
  /** First and last name of each in one word, either way round. */
  readonly wholeNames: ReadonlySet<string>;
}

export function vocabularyOf(known: {
  readonly rules: Pick<PanelRules, "programmes">;
  readonly partners: readonly { readonly id: string; readonly name: string }[];
  readonly names: readonly string[];
}): Vocabulary {
  const titles = [
    ...known.partners.flatMap(({ id, name }) => [id, name]),
    ...known.rules.programmes.flatMap(({ id, title, alsoCalled }) => [id, title, ...alsoCalled]),
  ];
  const trade = new Set([...TRADE_WORDS, ...titles.flatMap(lowerWords)]);
  const people = known.names.map(lowerWords);
  const names = new Set(people.flat().filter((word) => word.length >= 3));
  const wholeNames = new Set(people.filter((parts) => parts.length > 1).flatMap(eitherWay));
  return { trade, names, wholeNames };
}

function eitherWay(parts: readonly string[]): string[] {
  const [first = "", last = ""] = [parts.at(0), parts.at(-1)];
  return [first + last, last + first];
}

/**
 * trade: no name; name: of somebody on the people list, or a common one; code: few letters, as in codes; initial: one
 * letter; syllable: two, written like a short name; open: a word of which nothing is known.
 */
type Kind = "trade" | "name" | "code" | "initial" | "syllable" | "open";

export interface Word {
  readonly text: string;
  readonly kind: Kind;
  /** Nothing but signs between it and the word before: no digit. */
  readonly followsOn: boolean;
}

/** The words of a text: also those that only capitals part, as in JaneSmith. */
export function wordsIn(text: string, vocabulary: Vocabulary): Word[] {
  const words: Word[] = [];
  let followsOn = false;
  for (const [run] of plain(text).matchAll(/\p{L}+|\p{N}+/gu)) {
    const isNumber = /\p{N}/u.test(run);
    const pieces = isNumber ? [] : isWhole(run, vocabulary) ? [run] : piecesOf(run);
    for (const piece of pieces) {
      words.push({ text: piece.toLowerCase(), kind: kindOf(piece, vocabulary), followsOn });
      followsOn = true;
    }
    if (isNumber) followsOn = false;
  }
  return words;
}

/** Without accents, invisible signs and apostrophes, so that O’Hára is ohara. */
export function plain(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}]/gu, "")
    .replace(/(?<=\p{L})['’](?=\p{L})/gu, "");
}

function lowerWords(text: string): string[] {
  return (
    plain(text)
      .toLowerCase()
      .match(/\p{L}+/gu) ?? []
  );
}

function isWhole(run: string, { trade, names, wholeNames }: Vocabulary): boolean {
  const word = run.toLowerCase();
  return isOfTrade(word, trade) || names.has(word) || wholeNames.has(word);
}

function piecesOf(run: string): readonly string[] {
  return run.match(/\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})|[^\p{Lu}\p{Ll}]+/gu) ?? [run];
}

function kindOf(piece: string, { trade, names, wholeNames }: Vocabulary): Kind {
  const word = piece.toLowerCase();
  if (trade.has(word)) return "trade";
  if (names.has(word) || wholeNames.has(word) || SHORT_NAME_WORDS.has(word)) return "name";
  if (isOfTrade(word, trade)) return "trade";
  // Other scripts need fewer letters for a name, and no code is written in them.
  if (!/^\p{Script=Latin}+$/u.test(piece)) return "open";
  if (piece.length === 1) return "initial";
  if (/^\p{Lu}\p{Ll}$/u.test(piece)) return "syllable";
  return /^(\p{Lu}{2,4}|\p{Ll}{2,3})$/u.test(piece) ? "code" : "open";
}

/** A word of the trade, its plural, or several in one: endofplacement. */
function isOfTrade(word: string, trade: ReadonlySet<string>): boolean {
  if (trade.has(word) || (word.endsWith("s") && trade.has(word.slice(0, -1)))) return true;
  if (word.length > 40) return false;
  // Up to which letters the word is made of words of the trade; of two letters only "of", since others end up in names.
  const ends = new Set([0]);
  for (let end = 2; end <= word.length; end += 1) {
    const isEnd = [...ends].some((start) => {
      const part = word.slice(start, end);
      return (part.length >= 3 || part === "of") && trade.has(part);
    });
    if (isEnd) ends.add(end);
  }
  return ends.has(word.length);
}

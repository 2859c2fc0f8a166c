import { isNameHere, isOrdinary } from "./ordinary-rules.js";
import { lettersOf, readAs, type Seen, type Stretch } from "./seen-rules.js";

/** What is looked for: by its letters. */
export interface Sought {
  /** In any letter case, whatever parts its words. */
  readonly wholes: ReadonlySet<string>;
  /** One word that is a name by itself. */
  readonly parts: ReadonlySet<string>;
  /** Known by their capitals alone. */
  readonly initials: ReadonlySet<string>;
}

export interface Agency {
  readonly id: string;
  readonly name: string;
}

/** So many words a name has at most. */
const LONGEST = 8;
const SHORTEST_PART = 3;
/** Between two words of one name. */
const GAP = /^[\s\-'’‘`.,_/&+]{0,4}$/;

/** People's whole names, either way round, and each of their words. */
export function soughtPeople(names: readonly string[]): Sought {
  const wholes = new Set<string>();
  const parts = new Set<string>();
  for (const name of names) {
    const words = wordsOf(name).filter((word) => !TITLES.has(word.toLowerCase()));
    const letters = words.map(lettersOf);
    if (letters.length > 1) {
      wholes.add(letters.join(""));
      wholes.add([...letters.slice(1), letters[0]].join(""));
      wholes.add([letters.at(-1), ...letters.slice(0, -1)].join(""));
      wholes.add(`${letters[0]}${letters.at(-1)}`);
    }
    for (const word of words.flatMap((one) => [one, ...one.split(/['’-]/)])) {
      const part = lettersOf(word);
      if (part.length >= SHORTEST_PART && !PARTICLES.has(part)) parts.add(part);
    }
  }
  return { wholes, parts, initials: new Set() };
}

/** Agencies' names, their initials, the words of their ids, and what only they have in their names. `own` is not among them. */
export function soughtAgencies(agencies: readonly Agency[], own: string | undefined): Sought {
  const mine = agencies.filter(({ id }) => id === own).flatMap(spellings);
  const others = agencies.filter(({ id }) => id !== own).flatMap(spellings);
  const common = new Set(mine.flatMap(wordsOf).map(lettersOf));
  const wholes = new Set(others.map(lettersOf).filter((whole) => whole.length > 1));
  for (const whole of mine.map(lettersOf)) wholes.delete(whole);
  const parts = others
    .flatMap(wordsOf)
    .map(lettersOf)
    .filter((part) => part.length >= SHORTEST_PART && !GENERIC.has(part) && !part.endsWith("ing") && !common.has(part));
  const initials = new Set(others.map(initialsOf).filter((letters) => letters.length >= SHORTEST_PART));
  for (const letters of mine.map(initialsOf)) initials.delete(letters);
  return { wholes, parts: new Set(parts), initials };
}

function initialsOf(name: string): string {
  return wordsOf(name)
    .map((word) => lettersOf(word).charAt(0))
    .join("");
}

/** "and" and "&" are one. */
function spellings({ id, name }: Agency): string[] {
  return [name, id.replaceAll("-", " "), name.replace(/&/g, " and "), name.replace(/\band\b/gi, " ")];
}

/** Where in the text, the longest of what overlaps; also what stands inside other words where it is more than one word. */
export function namesIn({ text }: Seen, sought: Sought): Stretch[] {
  const words = [...text.matchAll(/\p{L}+/gu)].map(({ index, 0: word }) => ({
    start: index,
    end: index + word.length,
  }));
  const found: Stretch[] = [];
  for (let first = 0; first < words.length; first += 1) {
    const ends = joined(text, words, first);
    const last = ends.findLast(({ letters, stretch }) => isSought(text, stretch, letters, sought));
    if (!last) continue;
    found.push(last.stretch);
    first = words.findIndex(({ end }) => end === last.stretch.end);
  }
  return found;
}

/** The word and those that follow it closely, as one name could have them. */
function joined(text: string, words: readonly Stretch[], first: number) {
  const made: { readonly letters: string; readonly stretch: Stretch }[] = [];
  let letters = "";
  for (const [index, { start, end }] of words.slice(first, first + LONGEST).entries()) {
    const before = words[first + index - 1];
    if (index > 0 && before && !GAP.test(text.slice(before.end, start))) break;
    letters += text.slice(start, end).toLowerCase();
    made.push({ letters, stretch: { start: words[first]?.start ?? start, end } });
  }
  return made;
}

function isSought(text: string, { start, end }: Stretch, letters: string, sought: Sought): boolean {
  const { wholes, parts, initials } = sought;
  const word = text.slice(start, end);
  const inner = word.match(/\p{L}+/gu) ?? [];
  if (wholes.has(letters)) return isTold(text, { start, end }, inner);
  if (initials.has(letters) && /^\p{Lu}\p{L}*\p{Lu}$/u.test(word)) return true;
  if (!parts.has(letters) || /[\s.,_/&+]/.test(word)) return false;
  if (isOrdinary(letters)) return isNameHere({ before: text.slice(0, start), word, after: text.slice(end) });
  return letters.length > SHORTEST_PART || /^\p{Lu}/u.test(word);
}

/** A name all of whose words are words too is one only with its capitals. */
function isTold(text: string, { start, end }: Stretch, words: readonly string[]): boolean {
  if (!words.every((word) => isOrdinary(word.toLowerCase()) || GENERIC.has(word.toLowerCase()))) return true;
  const [word = ""] = words;
  if (words.length === 1) return isNameHere({ before: text.slice(0, start), word, after: text.slice(end) });
  return words.every((one) => /^\p{Lu}/u.test(one) || SMALL.has(one.toLowerCase()));
}

function wordsOf(name: string): string[] {
  return readAs(name).match(/\p{L}+(?:['’-]\p{L}+)*/gu) ?? [];
}

const TITLES = new Set(["dr", "mr", "mrs", "ms", "miss", "mx", "prof", "professor", "sir", "dame", "rev"]);
const PARTICLES = new Set(
  "van von der den del della dos das the and ibn bin abu ben mac san los las zur ter".split(" "),
);
const SMALL = new Set("and of the for in on upon with to at".split(" "));
/** What many agencies have in their names. */
const GENERIC = new Set(
  (
    "achievers action adult adults advice agency aid army association authority borough care central centre charity child children childrens city college " +
    "citizens community council county department disability district door east education families family foundation future futures greater group health home " +
    "hospital housing hub institute inner justice learning life lives local london metropolitan national network new nhs north office open outer partners " +
    "partnership pathway pathways people peoples place placement point practice project regional royal school service services social society south start step steps support " +
    "team together trust unitary university upon voice voices west women womens work workers young youth and the for with"
  ).split(" "),
);

import { emailsIn, phonesIn } from "./redaction/addresses-rules.js";
import { type Agency, namesIn, soughtAgencies, soughtPeople } from "./redaction/names-rules.js";
import { quotationsIn } from "./redaction/quotations-rules.js";
import { original, type Seen, type Stretch, seen } from "./redaction/seen-rules.js";

/**
 * What could give somebody away in a text that is about to leave. Rather too much is pointed out than too little: a
 * person looks at each, and changes it or says why it may stay.
 */
export interface Finding {
  /**
   * The same for the same words in the same field wherever they stand, so that what was accepted holds until they are
   * changed. Tells nothing of the words.
   */
  readonly key: string;
  readonly field: string;
  readonly kind: "name" | "email" | "phone" | "agency" | "quotation";
  /** In the text as it was typed, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

export interface Field {
  readonly field: string;
  readonly text: string;
}

export interface Known {
  /** Of people who are not to be named. */
  readonly names: readonly string[];
  readonly agencies: readonly Agency[];
  /** The id of the agency that the text is for, which may be named. */
  readonly own: string | undefined;
  /** A quotation of so many words is a long one. */
  readonly longQuotationWords: number;
}

/** In order of the fields, and in each of the places. */
export function findingsIn(fields: readonly Field[], known: Known): Finding[] {
  const people = soughtPeople(known.names);
  const others = soughtAgencies(known.agencies, known.own);
  // Another agency's name within one's own is one's own.
  const own = soughtAgencies(
    known.agencies.filter(({ id }) => id === known.own),
    undefined,
  );
  return fields.flatMap((field) => {
    const text = seen(field.text);
    const mine = namesIn(text, { wholes: own.wholes, parts: new Set(), initials: new Set() });
    const agencies = namesIn(text, others).filter((one) => !mine.some((other) => holds(other, one)));
    const addresses = { email: emailsIn(text.text), phone: phonesIn(text.text) };
    const named = { agency: outside(agencies, addresses.email), name: namesIn(text, people) };
    const names = outside(named.name, [...addresses.email, ...named.agency, ...mine]);
    const quotation = quotationsIn(text.text, known.longQuotationWords);
    const all = { ...addresses, agency: named.agency, name: names, quotation };
    return inOrder((Object.keys(all) as Finding["kind"][]).flatMap((kind) => made(field, text, kind, all[kind])));
  });
}

/** A piece of a text, and whether it was pointed out. */
export interface Piece {
  readonly text: string;
  readonly isFound: boolean;
}

/** The text in pieces, all of it and in its order. */
export function marked(text: string, findings: readonly Pick<Finding, "start" | "end">[]): Piece[] {
  const cuts = [0, ...findings.flatMap(({ start, end }) => [start, end]), text.length];
  const places = [...new Set(cuts)].filter((place) => place >= 0 && place <= text.length).sort((a, b) => a - b);
  const pieces: { text: string; isFound: boolean }[] = [];
  for (const [index, start] of places.slice(0, -1).entries()) {
    const end = places[index + 1] ?? text.length;
    const isFound = findings.some((one) => one.start <= start && end <= one.end);
    const last = pieces.at(-1);
    if (last?.isFound === isFound) last.text += text.slice(start, end);
    else pieces.push({ text: text.slice(start, end), isFound });
  }
  return pieces;
}

/** So much of a sentence is shown on either side of what was found in it. */
const MOST_AROUND = 120;

/** The sentence in which it stands, in pieces. */
export function markedSentence(text: string, { start, end }: Pick<Finding, "start" | "end">): Piece[] {
  const before = (/[^.!?\n]*$/.exec(text.slice(0, start))?.[0] ?? "").trimStart();
  const after = /^[^.!?\n]*[.!?]?/.exec(text.slice(end))?.[0] ?? "";
  const from = start - Math.min(before.length, MOST_AROUND);
  const until = end + Math.min(after.length, MOST_AROUND);
  const pieces = marked(text.slice(from, until), [{ start: start - from, end: end - from }]);
  const cut = [before.length > MOST_AROUND, after.length > MOST_AROUND];
  return pieces.map((piece, index) => ({
    ...piece,
    text: `${cut[0] && index === 0 ? "…" : ""}${piece.text}${cut[1] && index === pieces.length - 1 ? "…" : ""}`,
  }));
}

function made(field: Field, text: Seen, kind: Finding["kind"], stretches: readonly Stretch[]): Finding[] {
  return stretches.map((stretch) => {
    const words = text.text.slice(stretch.start, stretch.end).replace(/\s+/g, " ");
    return { key: `${kind}.${field.field}.${digest(words)}`, field: field.field, kind, ...original(text, stretch) };
  });
}

function outside(stretches: readonly Stretch[], others: readonly Stretch[]): Stretch[] {
  return stretches.filter((one) => !others.some((other) => holds(other, one)));
}

function holds(outer: Stretch, inner: Stretch): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function inOrder(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((one, other) => one.start - other.start || other.end - one.end);
}

/** 64 bits of FNV-1a over UTF-16 units, in hex: no secret, but short, and without the words themselves. */
function digest(words: string): string {
  let hash = 0xcbf29ce484222325n;
  for (let at = 0; at < words.length; at += 1) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(words.charCodeAt(at))) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, "0");
}

import { addDays, dateOf, instantAt, localDate, localTime, timeOf } from "../../kernel/dates.js";
import { proseOf, severalOf, textOf } from "../../kernel/typed.js";
import { BASES, type Item, KINDS_OF_ITEM, paperLink, RULES, type Terms } from "../schema.js";
import type { Text } from "./life-rules.js";

/** What a form said, or the sentences for it: by the id of the input. */
export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly errors: Typed; readonly values: Typed };
type Typed = Readonly<Record<string, string>>;

/** No item is open for longer. */
const FURTHEST_DAYS = 365;
const LONGEST = { title: 120, question: 1500, reason: 500, version: 40 } as const;

const TEXT_FIELDS = ["title", "question", "paperTitle", "paperLink", "paperVersion", "paperSha256"] as const;

/** What a draft says, beside the rule by which it is decided. */
export interface DraftText {
  readonly text: Text;
  readonly proposer: string;
  readonly deadline: Date;
}

/** Title, question and paper. Never throws, whatever `typed` is; so all of these. */
export function readText(typed: unknown): Read<Text> {
  const errors: Record<string, string> = {};
  const text = textIn(typed, errors);
  return readOf(errors, text, valuesOf(typed, TEXT_FIELDS));
}

/** `byEmail`: the person keys of everybody, by lower-case email. */
export function readDraft(typed: unknown, byEmail: ReadonlyMap<string, string>, now: Date): Read<DraftText> {
  const errors: Record<string, string> = {};
  const text = textIn(typed, errors);
  const proposer = proposerIn(typed, byEmail, errors);
  const deadline = deadlineIn(typed, now, errors);
  return readOf(errors, { text, proposer, deadline }, valuesOf(typed, [...TEXT_FIELDS, "proposer", "date", "time"]));
}

/** `before`: what the form doesn't ask stays. `seats`: partners that may vote. */
export function readTerms(typed: unknown, before: Terms, seats: number): Read<Terms> {
  const errors: Record<string, string> = {};
  const kind = oneOf(KINDS_OF_ITEM, typed, "kind", errors);
  const rule = oneOf(RULES, typed, "rule", errors);
  const of = oneOf(BASES, typed, "of", errors);
  const quorum = Number(textOf(typed, "quorum") || Number.NaN);
  if (!Number.isInteger(quorum) || quorum < 0 || quorum > seats)
    errors.quorum = `Write a whole number of partners, from 0 to ${seats}.`;
  const chosen = severalOf(typed, "options");
  const terms = {
    ...{ ...before, kind, rule, of, quorum },
    secretUntilClose: chosen.includes("secret"),
    closesEarly: chosen.includes("early"),
    abstentionsCountForQuorum: chosen.includes("abstentions"),
  };
  return readOf(errors, terms, valuesOf(typed, ["kind", "rule", "of", "quorum", "options"]));
}

/** `from`: the deadline that it has. */
export function readExtension(typed: unknown, from: Date, now: Date): Read<{ to: Date; reason: string }> {
  const errors: Record<string, string> = {};
  const to = deadlineIn(typed, now, errors);
  if (!errors.date && !errors.time && to <= from)
    errors.date = "Choose a later day or time than the deadline that it has now.";
  const reason = reasonIn(typed, errors);
  return readOf(errors, { to, reason }, valuesOf(typed, ["date", "time", "reason"]));
}

export function readReason(typed: unknown): Read<string> {
  const errors: Record<string, string> = {};
  const reason = reasonIn(typed, errors);
  return readOf(errors, reason, valuesOf(typed, ["reason"]));
}

/** Two days, the first not after the last. */
export function readPeriod(typed: unknown): Read<{ from: string; until: string }> {
  const [from, until] = [localDate.safeParse(textOf(typed, "from")), localDate.safeParse(textOf(typed, "until"))];
  const errors: Record<string, string> = {};
  if (!from.success) errors.from = "Choose the first day.";
  if (!until.success) errors.until = "Choose the last day.";
  if (from.success && until.success && until.data < from.data)
    errors.until = "Choose a last day that is not before the first one.";
  const value = { from: from.data ?? "", until: until.data ?? "" };
  return readOf(errors, value, valuesOf(typed, ["from", "until"]));
}

/** The values that show a draft's text; `proposer` as it is to be shown. */
export function textValues({ wordings }: Pick<Item, "wordings">): Record<string, string> {
  const last = wordings.at(-1);
  const { title = "", link = "", version = "", sha256 = "" } = last?.paper ?? {};
  const paper = { paperTitle: title, paperLink: link, paperVersion: version, paperSha256: sha256 };
  return { title: last?.title ?? "", question: last?.question ?? "", ...paper };
}

export function deadlineValues(deadline: Date): { readonly date: string; readonly time: string } {
  return { date: dateOf(deadline), time: timeOf(deadline) };
}

export function termsValues(terms: Terms): Record<string, string> {
  const { kind, rule, of, quorum, secretUntilClose, closesEarly, abstentionsCountForQuorum } = terms;
  const options = [
    ...(secretUntilClose ? ["secret"] : []),
    ...(closesEarly ? ["early"] : []),
    ...(abstentionsCountForQuorum ? ["abstentions"] : []),
  ];
  return { kind, rule, of, quorum: `${quorum}`, options: options.join(",") };
}

function textIn(typed: unknown, errors: Record<string, string>): Text {
  const title = textOf(typed, "title");
  const question = proseOf(typed, "question");
  if (title === "" || title.length > LONGEST.title) errors.title = `Give it a title ${atMost(LONGEST.title)}.`;
  if (question === "" || question.length > LONGEST.question)
    errors.question = `Write what the board is asked, ${atMost(LONGEST.question)}.`;
  const paper = paperIn(typed, errors);
  return { title, question, ...(paper && { paper }) };
}

function paperIn(typed: unknown, errors: Record<string, string>): Text["paper"] {
  const [title, version] = [textOf(typed, "paperTitle"), textOf(typed, "paperVersion")];
  const link = textOf(typed, "paperLink");
  // As tools print it: upper case, and in groups.
  const hash = textOf(typed, "paperSha256").toLowerCase().replace(/\s/g, "");
  if ([title, link, version, hash].every((one) => one === "")) return undefined;
  if (title === "" || title.length > LONGEST.title)
    errors.paperTitle = `Give the paper a title ${atMost(LONGEST.title)}.`;
  // A file alone is known by its hash.
  const isFile = link === "" && hash !== "";
  if (!isFile && !paperLink.safeParse(link).success)
    errors.paperLink = "Paste a link to the paper that begins with https://, or give the file’s SHA-256 instead.";
  if ((version === "" && !isFile) || version.length > LONGEST.version)
    errors.paperVersion = `Say which version it is, for example 3 or final, ${atMost(LONGEST.version)}.`;
  if (hash !== "" && !/^[0-9a-f]{64}$/.test(hash))
    errors.paperSha256 = "A SHA-256 has 64 digits from 0 to 9 and a to f. Correct it, or take it out.";
  return { title, ...(link && { link }), ...(version && { version }), ...(hash && { sha256: hash }) };
}

function proposerIn(typed: unknown, byEmail: ReadonlyMap<string, string>, errors: Record<string, string>): string {
  const proposer = textOf(typed, "proposer");
  if (proposer === "" || proposer.length > LONGEST.title)
    errors.proposer = "Write who proposes it: an email, or a name.";
  if (!proposer.includes("@")) return proposer;
  const known = byEmail.get(proposer.toLowerCase());
  if (known === undefined) errors.proposer = "I know nobody with that email. Correct it, or write a name.";
  return known ?? proposer;
}

function deadlineIn(typed: unknown, now: Date, errors: Record<string, string>): Date {
  const [date, time] = [localDate.safeParse(textOf(typed, "date")), localTime.safeParse(textOf(typed, "time"))];
  if (!date.success) errors.date = "Choose the last day.";
  if (!time.success) errors.time = "Choose the time at which it closes.";
  if (!date.success || !time.success) return now;
  const deadline = instantAt(date.data, time.data);
  if (deadline <= now) errors.date = "Choose a day and a time that are still to come.";
  if (date.data > addDays(dateOf(now), FURTHEST_DAYS)) errors.date = "Choose a day within a year.";
  return deadline;
}

function reasonIn(typed: unknown, errors: Record<string, string>): string {
  const reason = proseOf(typed, "reason");
  if (reason === "" || reason.length > LONGEST.reason)
    errors.reason = `Say why, ${atMost(LONGEST.reason)}: everybody on the board reads it.`;
  return reason;
}

function oneOf<T extends string>(
  choices: readonly [T, ...T[]],
  typed: unknown,
  field: string,
  errors: Record<string, string>,
): T {
  const chosen = choices.find((choice) => choice === textOf(typed, field));
  if (chosen === undefined) errors[field] = "Choose one.";
  return chosen ?? choices[0];
}

function atMost(characters: number): string {
  return `in at most ${characters} characters`;
}

function valuesOf(typed: unknown, fields: readonly string[]): Typed {
  const several = new Set(["options"]);
  return Object.fromEntries(
    fields.map((field) => [field, several.has(field) ? severalOf(typed, field).join(",") : proseOf(typed, field)]),
  );
}

function readOf<T>(errors: Typed, value: T, values: Typed): Read<T> {
  return Object.keys(errors).length === 0 ? { ok: true, value } : { ok: false, errors, values };
}

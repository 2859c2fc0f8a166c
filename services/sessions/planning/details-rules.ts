import { severalOf, textOf } from "../../kernel/typed.js";
import { type Lead, type Occurrence, type Reading, readingSchema, type Session } from "../schema.js";
import { emailsIn, unknownInWords } from "./emails-rules.js";

export const MOST_READING = 3;
const LONGEST_THEME = 200;

/** What a coordinator sets for one occurrence. */
export interface Details {
  readonly theme: string | undefined;
  readonly reading: readonly Reading[];
  /** Person keys by session, of the sessions that were on the form. */
  readonly leads: ReadonlyMap<string, readonly string[]>;
}

/** Who may lead: person keys. */
export interface CouldLead {
  /** Those on the list. */
  readonly chosen: readonly string[];
  /** Everybody, by lower-case email. */
  readonly byEmail: ReadonlyMap<string, string>;
}

export type DetailsRead =
  | { readonly ok: true; readonly details: Details }
  | {
      readonly ok: false;
      readonly errors: Readonly<Record<string, string>>;
      readonly values: Readonly<Record<string, string>>;
    };

/** The fields of the form for these sessions, by input id. */
export function detailsFields(sessions: readonly string[]): string[] {
  const reading = Array.from({ length: MOST_READING }, (_, index) => [`title${index + 1}`, `link${index + 1}`]).flat();
  return ["theme", ...reading, ...sessions.flatMap((id) => [`leads.${id}`, `others.${id}`])];
}

/** The values that show an occurrence's details. */
export function detailsValues({ theme, reading, sessions }: Occurrence): Record<string, string> {
  const links = reading.flatMap(({ title, link }, index) => [
    [`title${index + 1}`, title],
    [`link${index + 1}`, link],
  ]);
  const leads = sessions.map((session) => [`leads.${session.id}`, leading(session).join(",")]);
  return Object.fromEntries([...(theme === undefined ? [] : [["theme", theme]]), ...links, ...leads]);
}

/** Checks the form; never throws, whatever `typed` is. */
export function readDetails(typed: unknown, sessions: readonly string[], could: CouldLead): DetailsRead {
  const errors: Record<string, string> = {};
  const theme = textOf(typed, "theme");
  if (theme.length > LONGEST_THEME) errors.theme = `Use at most ${LONGEST_THEME} characters.`;
  const reading = Array.from({ length: MOST_READING }, (_, index) => readingAt(typed, index + 1, errors));
  const leads = sessions.map((id) => {
    const chosen = severalOf(typed, `leads.${id}`);
    if (chosen.some((one) => !could.chosen.includes(one))) errors[`leads.${id}`] = "Choose from the list.";
    const others = emailsIn(typed, `others.${id}`);
    const unknown = unknownInWords(others.filter((email) => !could.byEmail.has(email.toLowerCase())));
    if (unknown !== undefined) errors[`others.${id}`] = unknown;
    const named = others.flatMap((email) => could.byEmail.get(email.toLowerCase()) ?? []);
    return [id, [...new Set([...chosen, ...named])]] as const;
  });
  if (Object.keys(errors).length > 0) {
    const values = Object.fromEntries(detailsFields(sessions).map((field) => [field, textOf(typed, field)]));
    return { ok: false, errors, values };
  }
  const details = { theme: theme || undefined, reading: reading.flatMap((one) => one ?? []), leads: new Map(leads) };
  return { ok: true, details };
}

/**
 * The occurrence with these details; undefined when it has all of them already. `shownAt`: when the form was; who has said
 * since then that they lead stays. Once it is announced, calendars are to show what is new.
 */
export function withDetails(
  occurrence: Occurrence,
  details: Details,
  { shownAt, now }: { readonly shownAt: Date; readonly now: Date },
): Occurrence | undefined {
  const { theme: before, ...others } = occurrence;
  const { theme, reading, leads } = details;
  const isNews = occurrence.status !== "planned" && (theme !== before || !isSame(reading, occurrence.reading));
  const sessions = occurrence.sessions.map((session) => {
    const chosen = leads.get(session.id);
    const led = chosen ? { ...session, leads: leadsOf(session, chosen, { shownAt, now }) } : session;
    return isNews ? { ...led, sequence: led.sequence + 1 } : led;
  });
  const next = { ...others, ...(theme !== undefined && { theme }), reading: [...reading], sessions };
  const isNew = theme !== before || !isSame(reading, occurrence.reading) || !isSame(sessions, occurrence.sessions);
  return isNew ? next : undefined;
}

/** Whom a coordinator takes out has passed, so that the rota does not ask them for the same session again. */
function leadsOf(
  { leads }: Session,
  chosen: readonly string[],
  { shownAt, now }: { readonly shownAt: Date; readonly now: Date },
): Lead[] {
  const at = now.toISOString();
  const kept = leads.map((lead): Lead => {
    if (chosen.includes(lead.person)) {
      return lead.state === "accepted" ? lead : { person: lead.person, state: "accepted", at };
    }
    const wasShown = lead.state === "accepted" && new Date(lead.at) <= shownAt;
    return wasShown ? { person: lead.person, state: "passed", at, takenOut: true } : lead;
  });
  const added = chosen.filter((one) => !leads.some(({ person }) => person === one));
  return [...kept, ...added.map((person): Lead => ({ person, state: "accepted", at }))];
}

function leading({ leads }: Session): string[] {
  return leads.filter(({ state }) => state === "accepted").map(({ person }) => person);
}

function readingAt(typed: unknown, nth: number, errors: Record<string, string>): Reading | undefined {
  const [title, link] = [textOf(typed, `title${nth}`), textOf(typed, `link${nth}`)];
  if (title === "" && link === "") return undefined;
  const read = readingSchema.safeParse({ title, link });
  if (read.success) return read.data;
  const wrong = new Set(read.error.issues.map(({ path }) => path[0]));
  if (wrong.has("title")) errors[`title${nth}`] = "Give it a title of at most 120 characters.";
  if (wrong.has("link")) errors[`link${nth}`] = "Paste a link that begins with https://";
  return undefined;
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

import type { LocalDate } from "../../kernel/dates.js";
import { addDays } from "../../kernel/dates.js";
import type { Changed } from "../ports.js";
import type { Lead, Occurrence, Rota, Session } from "../schema.js";
import { isCalledOff, startOf } from "../times-rules.js";

const DAY_MS = 24 * 3_600_000;
/** Turns count for a year. */
const COUNTS_DAYS = 365;

/** A session that somebody leads, or is asked to lead. */
export interface Turn {
  readonly person: string;
  readonly date: LocalDate;
}

/** The turns of a series: those that people took or are asked to take, called off sessions left out. */
export function turnsIn(occurrences: readonly Occurrence[], seriesId: string): Turn[] {
  return occurrences
    .filter(({ series }) => series.id === seriesId)
    .flatMap(({ sessions }) => sessions.filter((session) => !isCalledOff(session)))
    .flatMap(({ leads, date }) => leads.filter(isIn).map(({ person }) => ({ person, date })));
}

/**
 * Whose turn it is for a session on `date`, first to last: who had fewest turns in the year before it and since, then
 * whose last turn is longest ago, then in the list's order.
 */
export function inTurn(facilitators: readonly string[], turns: readonly Turn[], date: LocalDate): string[] {
  const from = addDays(date, -COUNTS_DAYS);
  const standings = facilitators.map((person, place) => {
    const own = turns.filter((turn) => turn.person === person && turn.date >= from).map((turn) => turn.date);
    return { person, place, count: own.length, last: own.sort().at(-1) ?? "" };
  });
  return standings
    .sort((a, b) => a.count - b.count || (a.last < b.last ? -1 : a.last > b.last ? 1 : a.place - b.place))
    .map(({ person }) => person);
}

/** Whether people are asked to lead it at that instant. */
export function isAskedFor({ status, series }: Occurrence, session: Session, now: Date): boolean {
  if (!series.rota || status === "closed" || isCalledOff(session)) return false;
  const start = startOf(session).getTime();
  return now.getTime() < start && now.getTime() >= start - series.rota.askWeeksBefore * 7 * DAY_MS;
}

/**
 * Who has not answered in time counts as having passed, and as many as are missing are asked, of `candidates` in their
 * order; nobody twice. Gives all who are asked now.
 */
export function askNext(
  occurrence: Occurrence,
  sessionId: string,
  candidates: readonly string[],
  now: Date,
): Changed<{ readonly asked: readonly Lead[]; readonly expired: readonly Lead[] }> {
  const session = occurrence.sessions.find(({ id }) => id === sessionId);
  const { rota } = occurrence.series;
  if (!session || !rota || !isAskedFor(occurrence, session, now)) return { result: { asked: [], expired: [] } };
  const at = now.toISOString();
  const expired = session.leads.filter((lead) => isExpired(lead, rota, now));
  const kept = session.leads.map((lead): Lead => (expired.includes(lead) ? { ...lead, state: "passed", at } : lead));
  const others = candidates.filter((person) => !kept.some((lead) => isTheirs(lead, person)));
  const more = others.slice(0, missing(kept, rota)).map((person): Lead => ({ person, state: "asked", at }));
  const leads = [...kept, ...more];
  const result = { asked: leads.filter(({ state }) => state === "asked"), expired };
  return expired.length + more.length === 0 ? { result } : { next: withLeads(occurrence, sessionId, leads), result };
}

export type Answered =
  | "accepted"
  /** As many lead it as are needed. */
  | "taken"
  | "passed"
  /** Called off, begun, or this person was never asked, or taken out by a coordinator. */
  | "not-asked";

/** They will lead it. Also too late, as long as nobody else was asked in their place. */
export function accept(occurrence: Occurrence, sessionId: string, person: string, now: Date): Changed<Answered> {
  const { session, lead, rota } = asked(occurrence, sessionId, person, now);
  if (!session || !lead || !rota || lead.takenOut) return { result: "not-asked" };
  if (lead.state === "accepted") return { result: "accepted" };
  const others = session.leads.filter((one) => one !== lead && (lead.state === "asked" ? isAccepted(one) : isIn(one)));
  if (others.length >= rota.perSession) return { result: "taken" };
  const accepted: Lead = { person, state: "accepted", at: now.toISOString() };
  return { next: withLead(occurrence, session, accepted), result: "accepted" };
}

/** Not this time, or not after all. */
export function pass(occurrence: Occurrence, sessionId: string, person: string, now: Date): Changed<Answered> {
  const { session, lead } = asked(occurrence, sessionId, person, now);
  if (!session || !lead) return { result: "not-asked" };
  if (lead.state === "passed") return { result: "passed" };
  const passed: Lead = { person, state: "passed", at: now.toISOString() };
  return { next: withLead(occurrence, session, passed), result: "passed" };
}

/** Whom somebody who leads a session could ask to lead it instead: anybody of the rota who is not in it. */
export function couldSwap({ leads }: Session, facilitators: readonly string[], from: string): string[] {
  return facilitators.filter(
    (person) => person !== from && !leads.some((lead) => isIn(lead) && isTheirs(lead, person)),
  );
}

export function askSwap(
  occurrence: Occurrence,
  sessionId: string,
  { from, to }: { readonly from: string; readonly to: string },
  now: Date,
): Changed<"asked" | "not-possible"> {
  const { session, lead } = asked(occurrence, sessionId, from, now);
  const isPossible = session && lead?.state === "accepted" && couldSwap(session, [to], from).length > 0;
  if (!isPossible) return { result: "not-possible" };
  if (lead.swapWith === to) return { result: "asked" };
  return { next: withLead(occurrence, session, { ...lead, swapWith: to }), result: "asked" };
}

/** The swap in one step, so that at no time both or neither of them lead. `over`: they are not asked any more. */
export function answerSwap(
  occurrence: Occurrence,
  sessionId: string,
  { to, yes }: { readonly to: string; readonly yes: boolean },
  now: Date,
): Changed<"swapped" | "declined" | "over"> {
  const { session } = asked(occurrence, sessionId, to, now);
  const lead = session && swapWanted(session, to);
  if (!session || !lead) return { result: session && isSwapped(session, to) ? "swapped" : yes ? "over" : "declined" };
  const { swapWith: _, ...stays } = lead;
  if (!yes) return { next: withLead(occurrence, session, stays), result: "declined" };
  const at = now.toISOString();
  const passed = withLead(occurrence, session, { ...lead, state: "passed", at });
  const after = passed.sessions.find(({ id }) => id === sessionId) ?? session;
  return { next: withLead(passed, after, { person: to, state: "accepted", at }), result: "swapped" };
}

/** Who leads the session and has asked this person to do it instead. */
export function swapWanted({ leads }: Session, person: string): Lead | undefined {
  return leads.find((lead) => isAccepted(lead) && lead.swapWith === person);
}

/** How many have said that they lead it are missing; 0 without a rota. */
export function gapOf({ series }: Occurrence, session: Session): number {
  return Math.max(0, (series.rota?.perSession ?? 0) - session.leads.filter(isAccepted).length);
}

export function leadOf({ leads }: Session, person: string): Lead | undefined {
  return leads.find((lead) => isTheirs(lead, person));
}

function isSwapped({ leads }: Session, to: string): boolean {
  const hasIt = leads.some((lead) => isTheirs(lead, to) && isAccepted(lead));
  return hasIt && leads.some(({ state, swapWith }) => state === "passed" && swapWith === to);
}

/** What there is to answer. */
function asked({ sessions, series, status }: Occurrence, sessionId: string, person: string, now: Date) {
  const session = sessions.find(({ id }) => id === sessionId);
  const isOpen = session && status !== "closed" && !isCalledOff(session) && now < startOf(session);
  return isOpen ? { session, lead: leadOf(session, person), rota: series.rota } : {};
}

function missing(leads: readonly Lead[], { perSession }: Rota): number {
  return Math.max(0, perSession - leads.filter(isIn).length);
}

function isExpired({ state, at }: Lead, { answerWithinDays }: Rota, now: Date): boolean {
  return state === "asked" && now.getTime() >= Date.parse(at) + answerWithinDays * DAY_MS;
}

function isIn({ state }: Lead): boolean {
  return state !== "passed";
}

function isAccepted({ state }: Lead): boolean {
  return state === "accepted";
}

function isTheirs(lead: Lead, person: string): boolean {
  return lead.person === person;
}

/** In the place of what was said of that person before. */
function withLead(occurrence: Occurrence, { id, leads }: Session, changed: Lead): Occurrence {
  const isNew = !leads.some((lead) => isTheirs(lead, changed.person));
  const next = leads.map((lead) => (isTheirs(lead, changed.person) ? changed : lead));
  return withLeads(occurrence, id, isNew ? [...next, changed] : next);
}

function withLeads(occurrence: Occurrence, sessionId: string, leads: readonly Lead[]): Occurrence {
  const sessions = occurrence.sessions.map((one) => (one.id === sessionId ? { ...one, leads: [...leads] } : one));
  return { ...occurrence, sessions };
}

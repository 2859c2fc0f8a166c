import { addDays, dateOf, instantAt } from "../kernel/dates.js";
import type { Campaign, Contact, Nudge } from "./schema.js";

/** How often and when a partnership nudges one person, over all that the bot does. */
export interface NudgeLimits {
  /** In one London day. */
  readonly perDay: number;
  /** In any seven London days together. */
  readonly perWeek: number;
  /** The earliest instant from the given one on that is not in quiet hours. */
  nextAllowed(instant: Date): Date;
}

export type Permission =
  | { readonly kind: "now" }
  | { readonly kind: "wait"; readonly until: Date; readonly held: boolean };

/** Between two messages that the bot starts in one chat, well within Teams' 7 a second, 8 in two, 60 in thirty. */
export const SPACING_MS = 1200;
/** Kept so long, a day more than what a week's budget looks at. */
const KEPT_DAYS = 8;

/**
 * Whether the person may be written to now; else from when on, and whether they are then released together with what
 * else waits for them. `limits` left out: no quiet hours and no budget.
 */
export function permission(
  contact: Contact,
  { id, manner }: Pick<Campaign, "id" | "manner">,
  now: Date,
  limits: NudgeLimits | undefined,
): Permission {
  // A message that is tried again is still the same one.
  const others = contact.recent.filter(({ campaignId }) => campaignId !== id);
  const free = Math.max(0, ...others.map(({ at }) => at.getTime() + SPACING_MS));
  if (free > now.getTime()) return { kind: "wait", until: new Date(free), held: false };
  if (manner === "replies" || !limits) return { kind: "now" };
  const until = nextWithinBudget(others, now, limits);
  return until.getTime() <= now.getTime() ? { kind: "now" } : { kind: "wait", until, held: true };
}

/** The contact after a message that leaves now. */
export function nudged(contact: Contact, { id, manner }: Pick<Campaign, "id" | "manner">, now: Date): Contact {
  const oldest = now.getTime() - KEPT_DAYS * 86_400_000;
  const others = contact.recent.filter(({ at, campaignId }) => at.getTime() > oldest && campaignId !== id);
  return {
    ...contact,
    recent: [...others, { at: now, campaignId: id, counts: manner === "asks" || manner === "tells" }],
  };
}

/** The contact without a trace of that campaign; undefined where there was none. */
export function withoutCampaign(contact: Contact, campaignId: string): Contact | undefined {
  const recent = contact.recent.filter((nudge) => nudge.campaignId !== campaignId);
  return recent.length === contact.recent.length ? undefined : { ...contact, recent };
}

function nextWithinBudget(recent: readonly Nudge[], now: Date, limits: NudgeLimits): Date {
  const days = recent.filter(({ counts }) => counts).map(({ at }) => dateOf(at));
  let at = limits.nextAllowed(now);
  // After so many days nothing that was sent counts any more.
  for (let later = 0; later <= KEPT_DAYS && isUsedUp(days, dateOf(at), limits); later += 1) {
    at = limits.nextAllowed(instantAt(addDays(dateOf(at), 1), "00:00"));
  }
  return at;
}

function isUsedUp(days: readonly string[], today: string, { perDay, perWeek }: NudgeLimits): boolean {
  const weekBegan = addDays(today, -6);
  const inDay = days.filter((day) => day === today).length;
  const inWeek = days.filter((day) => day >= weekBegan && day <= today).length;
  return inDay >= perDay || inWeek >= perWeek;
}

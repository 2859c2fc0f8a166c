import type { LiveCard } from "./schema.js";

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** From a change to the edit that shows it, so that changes are shown together. In milliseconds, as all here. */
export const TOGETHER = 3 * SECOND;
/** A card is looked at this often though nothing was heard: whoever should have told may have died. */
const LOOK = 30 * SECOND;
const LIFETIME = 24 * 60 * MINUTE;

/** How long somebody is likely to watch. */
const WATCHED = 10 * MINUTE;
/** Teams takes some 1,800 edits an hour in one chat, where several cards may be live for hours. */
const RARELY = 15 * SECOND;

const FIRST_BACK_OFF = 5 * SECOND;
const LONGEST_BACK_OFF = 2 * MINUTE;
const SPREAD = 0.2;

/** Nobody looks at it any more. */
export function isOver({ since }: LiveCard, now: Date): boolean {
  return now.getTime() - Date.parse(since) >= LIFETIME;
}

/** When it may be edited next; undefined for now. */
export function waitsUntil({ notBefore }: LiveCard, now: Date): Date | undefined {
  const instant = new Date(notBefore);
  return instant > now ? instant : undefined;
}

export function nextLook(now: Date): Date {
  return after(now, LOOK);
}

export function edited(card: LiveCard, shows: string, now: Date): LiveCard {
  const gap = now.getTime() - Date.parse(card.since) < WATCHED ? TOGETHER : RARELY;
  return { ...card, shows, failures: 0, notBefore: after(now, gap).toISOString() };
}

/**
 * What failed may have arrived all the same, so nobody knows what the card shows. `retryAfter`: as Teams said;
 * `chance`: from 0 to below 1.
 */
export function failed(card: LiveCard, retryAfter: number | undefined, now: Date, chance: number): LiveCard {
  const { shows: _, ...rest } = card;
  const wait = Math.max(retryAfter ?? 0, backOff(card.failures, chance));
  return { ...rest, failures: card.failures + 1, notBefore: after(now, wait).toISOString() };
}

function backOff(failures: number, chance: number): number {
  const usual = Math.min(FIRST_BACK_OFF * 2 ** failures, LONGEST_BACK_OFF);
  return Math.round(usual * (1 - SPREAD + 2 * SPREAD * chance));
}

function after(instant: Date, ms: number): Date {
  return new Date(instant.getTime() + ms);
}

import type { Post } from "./schema.js";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

/** From a change to the edit that shows it, and from one edit to the next at least. In milliseconds, as all here. */
export const TOGETHER = 3 * SECOND;
const FIRST_BACK_OFF = 5 * SECOND;
const LONGEST_BACK_OFF = 5 * MINUTE;
const SPREAD = 0.2;
/** Whether a channel was chosen meanwhile is looked at this often. */
const LOOK = 60 * MINUTE;
/** After so long without a change it is looked at only when it is touched. */
const LOOKED_AT_FOR = 60 * DAY;

/**
 * What is to be done about a post, if anything, where its channel is `channel` now. `anew`: it was refused where it
 * was, and coordinators have another place for it, or none any more.
 */
export function stepFor({ at, refused }: Post, channel: string | undefined): "edit" | "post" | "anew" | "wait" {
  if (refused) return refused.conversationId === channel ? "wait" : "anew";
  if (at) return "edit";
  return channel === undefined ? "wait" : "post";
}

/** When it may be tried next; undefined for now. */
export function waitsUntil({ notBefore }: Post, now: Date): Date | undefined {
  const instant = new Date(notBefore ?? 0);
  return instant > now ? instant : undefined;
}

export function nextLook({ changedAt }: Post, now: Date): Date | undefined {
  const age = now.getTime() - Date.parse(changedAt);
  return age < LOOKED_AT_FOR ? later(now, LOOK) : undefined;
}

/** Two tries may have arrived: a third could be one card too many. */
export function isGivenUp({ tryingSince, uncertain }: Post): boolean {
  return tryingSince !== undefined && uncertain;
}

/** A try begins. One whose end was never known may have arrived. */
export function begun(post: Post, now: Date): Post {
  const uncertain = post.uncertain || post.tryingSince !== undefined;
  return { ...post, uncertain, tryingSince: now.toISOString(), changedAt: now.toISOString() };
}

export function posted(post: Post, at: NonNullable<Post["at"]>, shows: string, now: Date): Post {
  return { ...shown(settled(post), shows, now), at };
}

export function shown(post: Post, shows: string, now: Date): Post {
  const notBefore = later(now, TOGETHER).toISOString();
  return { ...post, shows, failures: 0, notBefore, changedAt: now.toISOString() };
}

export interface Failure {
  /** As Teams said, in milliseconds. */
  readonly afterMs: number | undefined;
  /** It may have arrived all the same. */
  readonly uncertain: boolean;
}

/** `chance`: from 0 to below 1. Of a failed edit nobody knows what the card shows now. */
export function failed(post: Post, { afterMs, uncertain }: Failure, now: Date, chance: number): Post {
  const { shows: _, ...rest } = uncertain ? post : settled(post);
  const wait = Math.max(afterMs ?? 0, backOff(post.failures, chance));
  return { ...rest, failures: post.failures + 1, notBefore: later(now, wait).toISOString() };
}

export function refused(post: Post, reason: string, conversationId: string, now: Date): Post {
  return { ...settled(post), refused: { reason, conversationId }, changedAt: now.toISOString() };
}

/** As if it had never been posted. */
export function anew({ id, channel, message }: Post, now: Date): Post {
  return { id, channel, message, uncertain: false, failures: 0, changedAt: now.toISOString() };
}

/** The end of its last try is known. */
function settled({ tryingSince: _, ...post }: Post): Post {
  return post;
}

function backOff(failures: number, chance: number): number {
  const usual = Math.min(FIRST_BACK_OFF * 2 ** failures, LONGEST_BACK_OFF);
  return Math.round(usual * (1 - SPREAD + 2 * SPREAD * chance));
}

function later(instant: Date, ms: number): Date {
  return new Date(instant.getTime() + ms);
}

import type { Post } from "./schema.js";

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** From a change to the edit that shows it, and from one edit to the next at least. In milliseconds, as all here. */
export const TOGETHER = 3 * SECOND;
const FIRST_BACK_OFF = 5 * SECOND;
const LONGEST_BACK_OFF = 5 * MINUTE;
const SPREAD = 0.2;
/** Whether a channel was chosen meanwhile is looked at this often. */
const LOOK = 60 * MINUTE;

/**
 * What is to be done about a post, if anything, where its channel is `channel` now. `anew`: it was refused where it
 * was, and coordinators have another place for it, or none any more.
 */
export function stepFor(post: Post, channel: string | undefined, now: Date): "edit" | "post" | "anew" | "wait" {
  const { at, refused: refusal } = post;
  if (at && !refusal) return "edit";
  if (isOver(post, now) || (refusal && refusal.conversationId === channel)) return "wait";
  if (refusal) return "anew";
  return channel === undefined ? "wait" : "post";
}

/** When it may be tried next; undefined for now. */
export function waitsUntil({ notBefore }: Post, now: Date): Date | undefined {
  const instant = new Date(notBefore ?? 0);
  return instant > now ? instant : undefined;
}

/** Undefined when only a touch can bring something new. */
export function nextLook(post: Post, now: Date): Date | undefined {
  return isOver(post, now) ? undefined : later(now, LOOK);
}

/** Where it was not posted by then it will not be. */
export function isOver({ usefulUntil }: Post, now: Date): boolean {
  return usefulUntil !== undefined && new Date(usefulUntil) <= now;
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
export function anew({ id, ...asked }: Pick<Post, "id"> & Asked, now: Date): Post {
  return { id, ...askedFor(asked), uncertain: false, failures: 0, changedAt: now.toISOString() };
}

/** With what was asked for last; undefined where that is what it is. */
export function instead(post: Post, asked: Asked): Post | undefined {
  const { channel, message, usefulUntil, ...state } = post;
  const isSame =
    channel === asked.channel &&
    message.kind === asked.message.kind &&
    message.subject === asked.message.subject &&
    usefulUntil === asked.usefulUntil;
  return isSame ? undefined : { ...state, ...askedFor(asked) };
}

/** What whoever keeps a post says of it. */
type Asked = Pick<Post, "channel" | "message" | "usefulUntil">;

function askedFor({ channel, message, usefulUntil }: Asked): Asked {
  return { channel, message, ...(usefulUntil !== undefined && { usefulUntil }) };
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

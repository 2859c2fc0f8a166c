import type { Channel } from "../channels/ports.js";
import type { SendOutcome } from "../delivery/ports.js";
import type { Clock } from "../kernel/clock.js";
import type { Randomness } from "../kernel/random.js";
import { fingerprint } from "../live/keys.js";
import { changePost } from "./change.js";
import type { Poster, PostStore, SeenPost } from "./ports.js";
import * as rules from "./rules.js";
import type { Post } from "./schema.js";

export interface BringingNeeds {
  readonly store: PostStore;
  readonly channels: { find(name: string): Promise<Channel | undefined> };
  readonly poster: Poster;
  readonly clock: Clock;
  readonly random: Randomness;
}

/**
 * Longest time from the first look to the try, in milliseconds. With a try's own 15 seconds it stays within the
 * schedule's lease of 30, so that no other process is at the same post meanwhile.
 */
const FRESH = 10_000;

/** One look at one post: whether it is where it should be and shows what is so. */
export class Bringing {
  constructor(private readonly needs: BringingNeeds) {}

  /** When to look again; undefined when only a touch can make that necessary. */
  async look(id: string): Promise<Date | undefined> {
    const { store, channels, clock } = this.needs;
    const began = clock.now();
    const seen = await store.find(id);
    if (!seen) return undefined;
    const waits = rules.waitsUntil(seen.post, began);
    if (waits) return waits;
    const channel = await channels.find(seen.post.channel);
    switch (rules.stepFor(seen.post, channel?.conversationId, began)) {
      case "wait":
        return rules.nextLook(seen.post, began);
      case "anew":
        return this.#startAnew(seen, began);
      case "edit":
        return this.#edit(seen.post, channel, began);
      case "post":
        return channel && this.#post(seen, channel, began);
    }
  }

  async #startAnew({ post, version }: SeenPost, now: Date): Promise<Date> {
    await this.needs.store.save(rules.anew(post, now), version);
    return new Date(now.getTime() + rules.TOGETHER);
  }

  async #post(seen: SeenPost, channel: Channel, began: Date): Promise<Date | undefined> {
    const { store, poster, clock } = this.needs;
    const { post } = seen;
    if (rules.isGivenUp(post)) return this.#refuse(post, "gave-up", channel.conversationId);
    const letter = await poster.writePost(post.message);
    if (!letter) return undefined;
    const now = clock.now();
    // Written down before the try, so that whoever finds it without an end knows that the card may be there.
    const isFirst = this.#isFresh(began) && (await store.save(rules.begun(post, now), seen.version));
    if (!isFirst) return this.#soon();
    const { tenantId, serviceUrl, conversationId } = channel;
    const outcome = await poster.post(channel, letter);
    if (outcome.kind !== "sent") return this.#fail(post, outcome, conversationId);
    const at = { tenantId, serviceUrl, conversationId: outcome.conversationId, activityId: outcome.activityId };
    return this.#record(post, (one) => rules.posted(one, at, fingerprint(letter.card), clock.now()));
  }

  async #edit(post: Post, channel: Channel | undefined, began: Date): Promise<Date | undefined> {
    const { poster, clock } = this.needs;
    const letter = await poster.writePost(post.message);
    if (!letter || !post.at || fingerprint(letter.card) === post.shows) return undefined;
    if (!this.#isFresh(began)) return this.#soon();
    const outcome = await poster.replacePost(newest(post.at, channel), letter);
    if (outcome.kind !== "sent") return this.#fail(post, outcome, post.at.conversationId);
    return this.#record(post, (one) => rules.shown(one, fingerprint(letter.card), clock.now()));
  }

  async #fail(
    post: Post,
    outcome: Exclude<SendOutcome, { kind: "sent" }>,
    conversationId: string,
  ): Promise<Date | undefined> {
    if (outcome.kind === "final") return this.#refuse(post, outcome.reason, conversationId);
    const { clock, random } = this.needs;
    const now = clock.now();
    const chance = random.below(1000) / 1000;
    const after = await changePost(this.needs.store, post.id, (one) => rules.failed(one, outcome, now, chance));
    return after && rules.waitsUntil(after, now);
  }

  async #refuse({ id }: Post, reason: string, conversationId: string): Promise<Date | undefined> {
    const now = this.needs.clock.now();
    const after = await changePost(this.needs.store, id, (one) => rules.refused(one, reason, conversationId, now));
    return after && rules.nextLook(after, now);
  }

  async #record({ id }: Post, rule: (post: Post) => Post): Promise<undefined> {
    await changePost(this.needs.store, id, rule);
    return undefined;
  }

  #isFresh(began: Date): boolean {
    return this.needs.clock.now().getTime() - began.getTime() <= FRESH;
  }

  #soon(): Date {
    return new Date(this.needs.clock.now().getTime() + rules.TOGETHER);
  }
}

/** The service URL may be newer than the post. */
function newest(at: NonNullable<Post["at"]>, channel: Channel | undefined): NonNullable<Post["at"]> {
  return channel?.conversationId === at.conversationId ? { ...at, serviceUrl: channel.serviceUrl } : at;
}

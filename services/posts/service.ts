import type { Purgeable } from "../retention/ports.js";
import type { Handler } from "../schedule/ports.js";
import { Bringing, type BringingNeeds } from "./bringing.js";
import { changePost } from "./change.js";
import type { NewPost, PostStore, Posts, PostTimers } from "./ports.js";
import * as rules from "./rules.js";

export interface KeptPostsNeeds extends BringingNeeds {
  readonly timers: PostTimers;
}

const BRING = "posts.bring";

/**
 * Cards in channels, each kept in step with what it shows: posted where coordinators said that posts of its name go, and
 * edited every few seconds at most.
 *
 * @example
 * await posts.keep({ id: "sessions|2026-12-08.blm", channel: "blm", message: { kind: "sessions.announcement", subject } });
 * await posts.touch("sessions|2026-12-08.blm");
 */
export class KeptPosts implements Posts {
  readonly #bringing: Bringing;

  constructor(private readonly needs: KeptPostsNeeds) {
    this.#bringing = new Bringing(needs);
  }

  /** Whoever is cut short between the two steps keeps it once more. */
  async keep({ id, channel, message, usefulUntil }: NewPost): Promise<void> {
    const { store, clock } = this.needs;
    const until = usefulUntil && { usefulUntil: usefulUntil.toISOString() };
    const post = rules.anew({ id, channel, message, ...until }, clock.now());
    const isThere = (await store.find(id)) !== undefined || !(await store.add(post));
    if (isThere) await changePost(store, id, (one) => rules.instead(one, post));
    await this.touch(id);
  }

  /** A coordinator said where posts of that name go: what waits for that is there soon, and what was refused anew. */
  async chosen(channel: string): Promise<void> {
    const { store, clock } = this.needs;
    for (const { id, at, refused } of await store.ofChannel(channel)) {
      if (refused) await changePost(store, id, (one) => (one.refused ? rules.anew(one, clock.now()) : undefined));
      if (refused || !at) await this.touch(id);
    }
  }

  async touch(id: string): Promise<void> {
    const due = new Date(this.needs.clock.now().getTime() + rules.TOGETHER).toISOString();
    await this.needs.timers.soon({ id: `post|${id}`, kind: BRING, subject: id, due });
  }

  async standing(id: string): Promise<"posted" | "on-its-way" | "no-channel" | "refused" | "none"> {
    const post = (await this.needs.store.find(id))?.post;
    if (!post) return "none";
    if (post.refused) return "refused";
    if (post.at) return "posted";
    if (rules.isOver(post, this.needs.clock.now())) return "none";
    return (await this.needs.channels.find(post.channel)) ? "on-its-way" : "no-channel";
  }

  /** What is done when a timer that was set here is due, by its kind. */
  readonly handlers: Readonly<Record<string, Handler>> = {
    [BRING]: ({ subject }) => this.#bringing.look(subject),
  };
}

/** Posts that have not changed for as long as bookings are kept. The cards stay in their channels. */
export function purgeablePosts(store: PostStore): Purgeable {
  return { kind: "bookings", purge: (before) => store.removeChangedBefore(before) };
}

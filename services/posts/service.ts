import type { Purgeable } from "../retention/ports.js";
import type { Handler } from "../schedule/ports.js";
import { Bringing, type BringingNeeds } from "./bringing.js";
import { changePost } from "./change.js";
import type { NewPost, PostStore, Posts, PostTimers } from "./ports.js";
import { TOGETHER } from "./rules.js";
import type { Post } from "./schema.js";

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
  async keep({ id, channel, message }: NewPost): Promise<void> {
    const { store, clock } = this.needs;
    const changedAt = clock.now().toISOString();
    const post = { id, channel, message, uncertain: false, failures: 0, changedAt };
    if (!(await store.add(post))) await changePost(store, id, (one) => instead(one, post));
    await this.touch(id);
  }

  async touch(id: string): Promise<void> {
    const due = new Date(this.needs.clock.now().getTime() + TOGETHER).toISOString();
    await this.needs.timers.soon({ id: `post|${id}`, kind: BRING, subject: id, due });
  }

  async standing(id: string): Promise<"posted" | "on-its-way" | "no-channel" | "refused" | "none"> {
    const post = (await this.needs.store.find(id))?.post;
    if (!post) return "none";
    if (post.refused) return "refused";
    if (post.at) return "posted";
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

function instead(one: Post, { channel, message }: Post): Post | undefined {
  const isSame =
    one.channel === channel && one.message.kind === message.kind && one.message.subject === message.subject;
  return isSame ? undefined : { ...one, channel, message };
}

import type { Channel } from "../channels/ports.js";
import type { Letter, PostedAt, SendOutcome } from "../delivery/ports.js";
import type { Message } from "../delivery/schema.js";
import type { NewTimer } from "../schedule/schema.js";
import type { Post } from "./schema.js";

export interface SeenPost {
  readonly post: Post;
  readonly version: string;
}

export interface PostStore {
  find(id: string): Promise<SeenPost | undefined>;
  /** False when there is one of that id. */
  add(post: Post): Promise<boolean>;
  /** False when somebody was faster. */
  save(post: Post, version: string): Promise<boolean>;
  /** Those for the channel of that name. Reads all, some seventy a year. */
  ofChannel(name: string): Promise<Post[]>;
  /** Removes those last changed before that instant; returns how many. */
  removeChangedBefore(instant: Date): Promise<number>;
}

export interface PostTimers {
  set(timer: NewTimer): Promise<void>;
  soon(timer: NewTimer): Promise<void>;
}

/** The way out to channels, implemented by bot/messenger.ts. One try each; never throws. */
export interface Poster {
  /** What the post is to show now; undefined when there is nothing to show. */
  writePost(message: Message): Promise<Letter | undefined>;
  post(to: Pick<Channel, "serviceUrl" | "conversationId">, letter: Letter): Promise<SendOutcome>;
  replacePost(at: PostedAt & { readonly serviceUrl: string }, letter: Letter): Promise<SendOutcome>;
}

export interface NewPost {
  readonly id: string;
  readonly channel: string;
  readonly message: Message;
  /** After that it is not posted any more, but still edited where it is. */
  readonly usefulUntil?: Date;
}

/** What the capabilities use: services/posts/service.ts. */
export interface Posts {
  /** Has it posted to that channel, soon; or, where it is there already, brought up to date. */
  keep(post: NewPost): Promise<void>;
  /** What it shows has changed: edited within some seconds, together with what else changes by then. Cheap to repeat. */
  touch(id: string): Promise<void>;
  /** Whether it is in a channel, waits for somebody to choose one, or was refused there. */
  standing(id: string): Promise<"posted" | "on-its-way" | "no-channel" | "refused" | "none">;
}

import { ExpectedError } from "../kernel/errors.js";
import type { PostStore } from "./ports.js";
import type { Post } from "./schema.js";

const MOST_TRIES = 20;

/** Applies a rule to the post as it is, and to the fresh one when somebody was faster; undefined leaves it as it is. */
export async function changePost(
  store: PostStore,
  id: string,
  rule: (post: Post) => Post | undefined,
): Promise<Post | undefined> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const seen = await store.find(id);
    const next = seen && rule(seen.post);
    if (!seen || !next) return seen?.post;
    if (await store.save(next, seen.version)) return next;
  }
  throw new ExpectedError("busy", "Several people are changing this just now. Please try again in a moment.");
}

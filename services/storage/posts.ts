import type { PostStore, SeenPost } from "../posts/ports.js";
import { type Post, postSchema } from "../posts/schema.js";
import { fromJson, json } from "./limits.js";
import type { Storage } from "./storage.js";
import type { Row, Table } from "./table.js";

/** Some seventy a year. */
const ALL = "all";

/** `posts`: (`all`, post). */
export class PostTable implements PostStore {
  readonly #table: Table;

  constructor(storage: Storage) {
    this.#table = storage.table("posts");
  }

  async find(id: string): Promise<SeenPost | undefined> {
    const row = await this.#table.find(ALL, id);
    return row && { post: postIn(row), version: row.version };
  }

  add(post: Post): Promise<boolean> {
    return this.#table.insert(ALL, post.id, valuesOf(post));
  }

  save(post: Post, version: string): Promise<boolean> {
    return this.#table.replace(ALL, post.id, valuesOf(post), version);
  }

  async ofChannel(name: string): Promise<Post[]> {
    const found: Post[] = [];
    for await (const row of this.#table.rows({ partition: ALL })) {
      const post = postIn(row);
      if (post.channel === name) found.push(post);
    }
    return found;
  }

  async removeChangedBefore(instant: Date): Promise<number> {
    let removed = 0;
    for await (const row of this.#table.rows({ partition: ALL })) {
      if (new Date(postIn(row).changedAt) >= instant) continue;
      if (await this.#table.remove(ALL, row.key)) removed += 1;
    }
    return removed;
  }
}

function valuesOf(post: Post) {
  return { v: 1, ...json("post", post) };
}

function postIn({ values }: Row): Post {
  return postSchema.parse(fromJson("post", values));
}

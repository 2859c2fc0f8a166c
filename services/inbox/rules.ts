import type { InboxItem } from "./schema.js";

/** By due instant, most urgent first; those due together by title. */
export function inOrder(items: readonly InboxItem[]): InboxItem[] {
  return [...items].sort(
    (one, other) => one.due.getTime() - other.due.getTime() || one.title.localeCompare(other.title, "en-GB"),
  );
}

import { createHash } from "node:crypto";
import type { Live, LivePlace } from "./schema.js";

/** Short, and of letters that any key takes: Teams' own ids may be long. */
export function placeKey({ conversationId, activityId }: LivePlace): string {
  return digest([conversationId, activityId]);
}

export function liveKey({ kind, subject }: Live): string {
  return digest([kind, subject]);
}

/** The same for cards that look the same. */
export function fingerprint(card: unknown): string {
  return digest(card);
}

function digest(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("base64url");
}

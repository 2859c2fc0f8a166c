import { createHash } from "node:crypto";

/** SHA-256 of the text in UTF-8: 64 hex digits, lower case, as `sha256sum` prints them. */
export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

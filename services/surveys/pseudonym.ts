import { createHmac } from "node:crypto";

/**
 * A code that stands for `subject` as long as `key` exists: HMAC-SHA-256 (RFC 2104), hex. Without the key nobody can
 * tell which subject a code stands for, or whether two codes under different keys stand for the same.
 */
export function pseudonym(key: string, subject: string): string {
  return createHmac("sha256", Buffer.from(key, "hex")).update(subject).digest("hex");
}

/**
 * Keys that Azure takes, whatever is in them: the characters it refuses (/ \ # ? %, control characters) and the
 * escape sign itself become `=` and four hex digits a UTF-16 unit.
 * Source: "Understanding the Table service data model", characters disallowed in key fields.
 */
export function encodeKey(key: string): string {
  return key.replace(/[^A-Za-z0-9\-:~_.@|]/g, (unit) => `=${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** The way back from {@link encodeKey}. */
export function decodeKey(encoded: string): string {
  return encoded.replace(/=([0-9a-f]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

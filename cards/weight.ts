/**
 * The UTF-16 units of a card as JSON, and whether a text in it starts an expression (`${`). Counted by a walk: every card
 * is weighed, and writing it out takes many times as long. Names of members are taken to need no escapes.
 */
export function weigh(card: unknown): { readonly units: number; readonly hasExpression: boolean } {
  let hasExpression = false;
  return { units: unitsOf(card), hasExpression };

  function unitsOf(value: unknown): number {
    if (typeof value === "string") {
      hasExpression ||= value.includes("${");
      return ESCAPED.test(value) ? JSON.stringify(value).length : value.length + 2;
    }
    if (value === null || typeof value !== "object") return String(value).length;
    let units = 1;
    if (Array.isArray(value)) for (const item of value) units += unitsOf(item) + 1;
    else for (const member in value) units += member.length + unitsOf(value[member as keyof typeof value]) + 4;
    return Math.max(units, 2);
  }
}

/** What JSON may write with a backslash. Without the `u` flag, which makes the search three times as long. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON escapes them
const ESCAPED = /["\\\u0000-\u001f\ud800-\udfff]/;

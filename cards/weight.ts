/**
 * The UTF-16 units of a value as JSON, counted by a walk: writing it out to measure it takes eight times as long, and
 * every card is measured.
 */
export function unitsOf(value: unknown): number {
  if (typeof value === "string") return ESCAPED.test(value) ? JSON.stringify(value).length : value.length + 2;
  if (value === null || typeof value !== "object") return String(value).length;
  let units = 1;
  if (Array.isArray(value)) for (const item of value) units += unitsOf(item) + 1;
  else for (const member in value) units += unitsOf(member) + unitsOf(value[member as keyof typeof value]) + 2;
  return Math.max(units, 2);
}

/** Whether a text that starts an expression is anywhere in the value. */
export function hasExpression(value: unknown): boolean {
  if (typeof value === "string") return value.includes("${");
  if (value === null || typeof value !== "object") return false;
  if (Array.isArray(value)) return value.some(hasExpression);
  for (const member in value) if (hasExpression(value[member as keyof typeof value])) return true;
  return false;
}

/** What JSON writes with a backslash. */
const ESCAPED = /["\\\p{Cc}\p{Cs}]/u;

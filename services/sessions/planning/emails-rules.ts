import { wordsOf } from "../../kernel/typed.js";

/** Emails in a field as people type them and mail programs copy them: “ada@vale.example, <noor@vale.example>”. */
export function emailsIn(typed: unknown, field: string): string[] {
  return wordsOf(typed, field)
    .map((word) => word.replace(/^<|>$/g, ""))
    .filter((word) => word !== "");
}

/** The sentence for emails, or what was typed as such, that nobody has; undefined when there are none. */
export function unknownInWords(emails: readonly string[]): string | undefined {
  if (emails.length === 0) return undefined;
  const named = emails.slice(0, MOST_NAMED).map((email) => `“${email.slice(0, 60)}”`);
  const rest = emails.length > MOST_NAMED ? [`${emails.length - MOST_NAMED} more`] : [];
  const which = [...named, ...rest].join(", ");
  return emails.length === 1
    ? `I know nobody with the email ${which}: correct it, or take it out.`
    : `I know nobody with these emails: ${which}. Correct them, or take them out.`;
}

const MOST_NAMED = 5;

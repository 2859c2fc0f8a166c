/**
 * Text that people typed, or that data files hold, is shown as it was written: no markdown, no links, no direction
 * tricks. cards/render.ts applies this to every card, so that no template and no typed function can forget it.
 */

/** More than this is cut on cards: longer than any answer that is taken, far below what a card may weigh. */
export const LONGEST_SHOWN = 2500;

/** Markdown, HTML, entities, addresses and the `{{DATE()}}` functions of text blocks. */
const MARKDOWN = /[*_`~[\]\\|]|<(?=[a-z/!?])|&(?=#?\w+;)|^\s*(?:[#>+-]|\d+[.)])|\{\{|^ {4}|\n|:\/\/|\bwww\./im;

/** Marks that turn the direction of what follows, control characters and halves of characters. */
const UNSEEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  /[\p{Cs}\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;
const DIRTY = new RegExp(`${UNSEEN.source}|\\{\\{`, "u");

/** As people see it: without unseen marks, at most `longest` UTF-16 units, the last of them an ellipsis if it was cut. */
export function plain(text: string, longest = LONGEST_SHOWN): string {
  const seen = DIRTY.test(text) ? text.replace(UNSEEN, "").replaceAll("{{", "{\u2060{") : text;
  return seen.length <= longest ? seen : `${seen.slice(0, longest - 1).replace(UNSEEN, "")}…`;
}

const HARMLESS = /^(?:[a-z(]|\d{1,9}[ %])[a-z0-9 ,.:;!?'"()%-]{0,300}$/i;

/** Most texts are: a quick look that spares them the thorough ones. */
export function isHarmless(text: string): boolean {
  return HARMLESS.test(text) && !text.includes("www.");
}

/** Whether a TextBlock would show the text as something else. */
export function looksLikeMarkdown(text: string): boolean {
  return MARKDOWN.test(text);
}

/** For the few places that read markdown and have no plain alternative: headings and facts. */
export function escaped(text: string): string {
  return text
    .replace(/[*_`~[\]\\|<&#]/g, "\\$&")
    .replace(/^(\s*)([>+-])/gm, "$1\\$2")
    .replace(/^(\s*\d+)([.)])/gm, "$1\\$2")
    .replace(/:(?=\/\/)|\bwww(?=\.)/gi, "$&\u2060");
}

/** For titles of choices, which only some clients read as markdown: an unseen joiner keeps `](` from being a link. */
export function unlinked(text: string): string {
  return text.replaceAll("](", "]\u2060(");
}

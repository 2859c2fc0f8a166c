import type { Command } from "./capability.js";

/** Nobody types a command longer than this; the rest of a text is not looked at. */
const LONGEST = 500;

/** What the person typed, without mentions and with plain spaces. */
export function wordsOf(text: string): string {
  return text
    .slice(0, LONGEST)
    .replace(/<at[^>]*>[^<]*<\/at>/gi, " ")
    .replace(/&nbsp;/gi, " ")
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

export interface Understood {
  readonly command: Command;
  /** What follows the command's word, in the person's letter case. */
  readonly rest: string;
}

/**
 * The command that is clearly meant: the words of exactly one command occur in the text, or those of several, but one
 * of them in a phrase of its own ("use this channel for board") or at the very beginning ("surveys, help!").
 */
export function understand(words: string, commands: readonly Command[]): Understood | undefined {
  const found = commands.flatMap((command) => occurrence(words, command));
  const clear = only(found) ?? only(found.filter(isPhrase)) ?? only(found.filter(({ at }) => at === 0));
  return clear && { command: clear.command, rest: words.slice(clear.at + clear.command.word.length).trim() };
}

interface Occurrence {
  readonly command: Command;
  readonly at: number;
}

function occurrence(words: string, command: Command): Occurrence[] {
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${command.word}(?![\\p{L}\\p{N}])`, "iu");
  const at = words.search(pattern);
  return at < 0 ? [] : [{ command, at }];
}

function isPhrase({ command }: Occurrence): boolean {
  return command.word.includes(" ");
}

function only<T>(items: readonly T[]): T | undefined {
  return items.length === 1 ? items[0] : undefined;
}

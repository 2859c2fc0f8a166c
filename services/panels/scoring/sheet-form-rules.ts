import { proseOf } from "../../kernel/typed.js";
import { criteriaPages, readScores, scoreValues } from "../criteria-rules.js";
import type { Draft, PanelRules } from "../schema.js";

/** In characters, of each comment. */
const LONGEST_COMMENT = 1000;
/** The input's id of the comment on the report as a whole. */
const WHOLE = "comment";

export interface PageRead {
  /** As it was, with all that was typed validly. */
  readonly draft: Draft;
  /** As typed, by input's id. */
  readonly values: Readonly<Record<string, string>>;
  /** Sentences, by input's id. */
  readonly errors: Readonly<Record<string, string>>;
}

export const NO_DRAFT: Draft = { scores: {}, comments: {}, comment: "" };

/** Reads what a page of the sheet sent; never throws, whatever `typed` is. What was not sent stays as it was. */
export function readPage(typed: object, page: number, rules: PanelRules, before: Draft): PageRead {
  const asked = criteriaPages(rules)[page] ?? [];
  const read = readScores(typed, asked, rules, before.scores);
  const comments = { ...before.comments };
  const values: Record<string, string> = { ...read.values };
  const errors: Record<string, string> = { ...read.errors };
  /** The text, unless it was not sent or can't be taken. */
  const textIn = (field: string): string | undefined => {
    if (!Object.hasOwn(typed, field)) return undefined;
    const text = proseOf(typed, field);
    values[field] = text;
    if (text.length <= LONGEST_COMMENT) return text;
    errors[field] = `Use at most 1,000 characters; these are ${text.length}.`;
    return undefined;
  };
  for (const { id } of asked) {
    const text = textIn(commentField(id));
    if (text !== undefined) comments[id] = text;
  }
  const comment = textIn(WHOLE) ?? before.comment;
  return { draft: { scores: read.scores, comments, comment }, values, errors };
}

/** The input's id for the comment on a criterion. */
export function commentField(criterion: string): string {
  return `comment.${criterion}`;
}

/** As inputs hold it. */
export function draftValues({ scores, comments, comment }: Draft): Record<string, string> {
  const ofCriteria = Object.entries(comments).map(([id, text]) => [commentField(id), text] as const);
  return { ...scoreValues(scores), ...Object.fromEntries(ofCriteria), [WHOLE]: comment };
}

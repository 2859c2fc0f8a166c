import { proseOf } from "../../kernel/typed.js";
import { criteriaPages, readScores, scoreValues } from "../criteria-rules.js";
import type { AgreementDraft, PanelRules, Review } from "../schema.js";
import { alikeScores } from "./compare-rules.js";

/** In characters, of each text. */
const LONGEST_TEXT = 1500;

const TEXTS = ["strengths", "develop", "action"] as const;

export interface AgreeRead {
  /** As it was, with all that was typed validly. */
  readonly draft: AgreementDraft;
  /** As typed, by input's id. */
  readonly values: Readonly<Record<string, string>>;
  /** Sentences, by input's id. */
  readonly errors: Readonly<Record<string, string>>;
}

/** What the form begins with for somebody: their draft, else what stands, else where all scores are alike. */
export function draftFor(key: string, review: Review): AgreementDraft {
  const { agreementDrafts, agreement } = review;
  const kept = agreementDrafts[key];
  if (kept) return kept;
  if (!agreement) return { base: 0, scores: alikeScores(review), strengths: "", develop: "", action: "" };
  const { version, scores, strengths, develop, action } = agreement;
  return { base: version, scores, strengths, develop, action };
}

/** Reads what a page sent; never throws, whatever `typed` is. What was not sent stays as it was. */
export function readAgreePage(typed: object, page: number, rules: PanelRules, before: AgreementDraft): AgreeRead {
  const { scores, ...read } = readScores(typed, criteriaPages(rules)[page] ?? [], rules, before.scores);
  const draft = { ...before, scores };
  const values: Record<string, string> = { ...read.values };
  const errors: Record<string, string> = { ...read.errors };
  for (const field of TEXTS.filter((one) => Object.hasOwn(typed, one))) {
    const text = proseOf(typed, field);
    values[field] = text;
    if (text.length <= LONGEST_TEXT) draft[field] = text;
    else errors[field] = `Use at most 1,500 characters; these are ${text.length}.`;
  }
  return { draft, values, errors };
}

/** As inputs hold it. */
export function agreementValues({ scores, strengths, develop, action }: AgreementDraft): Record<string, string> {
  return { ...scoreValues(scores), strengths, develop, action };
}

/** By input's id, where one of the texts is missing. */
export function missingTexts(draft: AgreementDraft): Record<string, string> {
  const missing = TEXTS.filter((field) => draft[field] === "");
  return Object.fromEntries(missing.map((field) => [field, SENTENCES[field]]));
}

const SENTENCES: Readonly<Record<(typeof TEXTS)[number], string>> = {
  strengths: "Write what is strong in this report.",
  develop: "Write one thing to develop.",
  action: "Write one action.",
};

import { type Finding, findingsIn, type Known, markedSentence } from "../redaction-rules.js";
import type { Round } from "../schema.js";
import type { OpenFinding } from "./views.js";
import { learningPages, textsOf } from "./writing-rules.js";

/** Whom and what the check looks for. No agency's name may stand in what everyone reads. */
export type LearningKnown = Omit<Known, "own" | "longQuotationWords">;

/** What the check points out in the texts as they are, and nobody has accepted. */
export function openFindings({ rules, learning }: Pick<Round, "rules" | "learning">, known: LearningKnown): Finding[] {
  const fields = Object.entries(textsOf(rules, learning)).map(([field, text]) => ({ field, text }));
  const all = findingsIn(fields, { ...known, own: undefined, longQuotationWords: rules.longQuotationWords });
  return all.filter(({ key }) => !Object.hasOwn(learning?.accepted ?? {}, key));
}

/** A reason that could not be taken, and why. */
export interface TypedReason {
  readonly reason: string;
  readonly error: string;
}

/** The first of these, marked in its sentence. */
export function findingView(round: Round, findings: readonly Finding[], typed: TypedReason): OpenFinding | undefined {
  const [first] = findings;
  if (!first) return undefined;
  const { key, kind, field } = first;
  const pages = learningPages(round.rules);
  const page = pages.findIndex((texts) => texts.some(({ id }) => id === field));
  return {
    ...{ round: round.id, title: round.title, key, kind, ...typed, open: findings.length },
    ...{ page, where: pages[page]?.find(({ id }) => id === field)?.title ?? "" },
    sentence: markedSentence(textsOf(round.rules, round.learning)[field] ?? "", first),
  };
}

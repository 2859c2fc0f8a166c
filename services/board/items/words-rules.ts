import type { Outcome, Terms } from "../schema.js";

/**
 * How the outcome came of the figures, for example "9 of 11 partners voted, quorum 6; 7 approve, 1 reject, 1 abstain; simple
 * majority of votes cast: approved".
 */
export function arithmeticInWords(outcome: Outcome, terms: Terms): string {
  const { voted, eligible, quorum, approve, reject, abstain, result } = outcome;
  const who = `${voted} of ${eligible} ${eligible === 1 ? "partner" : "partners"} voted`;
  const base = [who, ...interestsInWords(outcome, terms), `quorum ${quorum}${withoutAbstentions(outcome, terms)}`];
  return `${base.join(", ")}; ${approve} approve, ${reject} reject, ${abstain} abstain; ${ruleFor(outcome, terms)}: ${result}`;
}

/** "simple majority of votes cast" */
export function ruleInWords({ rule, of }: Pick<Terms, "rule" | "of">): string {
  return rule === "no-objection" ? RULE_NAMES[rule] : `${RULE_NAMES[rule]} of ${BASE_NAMES[of]}`;
}

const RULE_NAMES = {
  "simple-majority": "simple majority",
  "two-thirds": "two thirds",
  unanimous: "unanimity",
  "no-objection": "no objection",
} as const;
const BASE_NAMES = { cast: "votes cast", eligible: "eligible partners" } as const;

function ruleFor({ present, quorum, eligible, interests }: Outcome, terms: Terms): string {
  const left = eligible - (terms.interest === "vote" ? interests : 0);
  if (left === 0) return "nobody was left to vote";
  if (present < quorum) return "the quorum was not met";
  return terms.kind === "noting" ? "for noting" : ruleInWords(terms);
}

function interestsInWords({ interests }: Outcome, { interest }: Terms): string[] {
  if (interests === 0) return [];
  const count = interest === "vote" ? " and count for the quorum" : "";
  return [`${interests} took no part for an interest${count}`];
}

function withoutAbstentions({ abstain }: Outcome, { abstentionsCountForQuorum }: Terms): string {
  return abstain > 0 && !abstentionsCountForQuorum ? " without abstentions" : "";
}

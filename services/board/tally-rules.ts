import type { Item, Outcome, Seat, Terms, Vote } from "./schema.js";

/** What a tally is made of: all of it frozen or on the record. */
export type Ballot = Pick<Item, "terms" | "roll" | "votes" | "interests"> & { readonly version: number };

/**
 * The vote of each partner that stands, by partner: on this wording, not contradicted; the member's above the deputy's, of
 * each the last.
 */
export function standing({ votes, roll, version }: Ballot): ReadonlyMap<string, Vote> {
  const stands = new Map<string, Vote>();
  const inOrder = [...votes].sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
  for (const vote of inOrder) {
    if (vote.version !== version || vote.phone?.contradicted || !roll.some(({ partner }) => partner === vote.partner))
      continue;
    const before = stands.get(vote.partner);
    if (before?.as === "member" && vote.as === "deputy") continue;
    stands.set(vote.partner, vote);
  }
  return stands;
}

/** Partners that declared an interest. */
export function interested({ interests, roll }: Pick<Ballot, "interests" | "roll">): Seat[] {
  return roll.filter(({ partner }) => interests.some((one) => one.partner === partner));
}

/** The figures as they stand, and what they come to by the rule. */
export function tally(ballot: Ballot): Outcome {
  const { terms, roll } = ballot;
  const out = new Set(interested(ballot).map(({ partner }) => partner));
  const votes = [...standing(ballot).values()].filter(({ partner }) => !out.has(partner));
  const of = (choice: Vote["choice"]) => votes.filter((vote) => vote.choice === choice).length;
  const [approve, reject, abstain] = [of("approve"), of("reject"), of("abstain")];
  const isOut = terms.interest === "vote-and-quorum";
  const eligible = roll.length - (isOut ? out.size : 0);
  const present = approve + reject + (terms.abstentionsCountForQuorum ? abstain : 0);
  // Whoever is out of the vote may still make up the quorum.
  const quorate = present + (isOut ? 0 : out.size);
  const quorum = Math.min(terms.quorum, eligible);
  const figures = {
    eligible,
    voted: votes.length,
    present: quorate,
    quorum,
    approve,
    reject,
    abstain,
    interests: out.size,
  };
  return { result: resultOf(terms, figures), ...figures };
}

function resultOf(terms: Terms, figures: Omit<Outcome, "result">): Outcome["result"] {
  if (figures.present < figures.quorum) return "lapsed";
  if (terms.kind === "noting") return "noted";
  return isCarried(terms, figures) ? "approved" : "rejected";
}

/** Of votes cast: those for and against; abstentions count for neither. */
export function isCarried(
  { rule, of }: Pick<Terms, "rule" | "of">,
  { approve, reject, eligible }: Pick<Outcome, "approve" | "reject" | "eligible">,
): boolean {
  const base = of === "cast" ? approve + reject : eligible;
  switch (rule) {
    case "simple-majority":
      return 2 * approve > base;
    case "two-thirds":
      return base > 0 && 3 * approve >= 2 * base;
    case "unanimous":
      return base > 0 && approve === base;
    case "no-objection":
      return reject === 0;
  }
}

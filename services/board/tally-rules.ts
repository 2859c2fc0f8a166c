import type { Item, Outcome, Seat, Terms, Vote } from "./schema.js";

/** What a tally is made of: all of it frozen or on the record. */
export type Ballot = Pick<Item, "terms" | "roll" | "votes" | "interests"> & { readonly version: number };

/** Votes and interests by partners, as numbers. */
export interface Counts extends Pick<Outcome, "approve" | "reject" | "abstain" | "interests"> {
  /** On the roll. */
  readonly seats: number;
}

/** The item's ballot as it counts: on the last wording, and nothing that came after the deadline. */
export function ballotOf({ terms, roll, votes, interests, wordings, deadline }: Item): Ballot {
  const inTime = ({ at }: { readonly at: string }) => at <= deadline;
  return {
    ...{ terms, roll, version: wordings.at(-1)?.version ?? 1 },
    ...{ votes: votes.filter(inTime), interests: interests.filter(inTime) },
  };
}

/**
 * The vote of each partner that stands, by partner: on this wording, not contradicted; the member's above the deputy's, and
 * both above one by phone that the member hasn't confirmed; of each the last.
 */
export function standing({ votes, roll, version }: Ballot): ReadonlyMap<string, Vote> {
  const stands = new Map<string, Vote>();
  const inOrder = [...votes].sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
  for (const vote of inOrder) {
    if (vote.version !== version || vote.phone?.contradicted || !roll.some(({ partner }) => partner === vote.partner))
      continue;
    const before = stands.get(vote.partner);
    if (!before || weightOf(vote) >= weightOf(before)) stands.set(vote.partner, vote);
  }
  return stands;
}

/** Entered by a coordinator, and the member has not said that it is theirs: what others gave must not give way to it. */
export function isUnconfirmed({ phone }: Pick<Vote, "phone">): boolean {
  return phone !== undefined && phone.confirmed === undefined;
}

function weightOf(vote: Vote): number {
  if (isUnconfirmed(vote)) return 0;
  return vote.as === "deputy" ? 1 : 2;
}

/** Partners that declared an interest. */
export function interested({ interests, roll }: Pick<Ballot, "interests" | "roll">): Seat[] {
  return roll.filter(({ partner }) => interests.some((one) => one.partner === partner));
}

/** The votes that count, by partner: those that stand, of partners without an interest. */
export function counting(ballot: Ballot): ReadonlyMap<string, Vote> {
  const out = new Set(interested(ballot).map(({ partner }) => partner));
  return new Map([...standing(ballot)].filter(([partner]) => !out.has(partner)));
}

/** Partners that could still vote: without a vote that stands, and without an interest. */
export function silent(ballot: Ballot): Seat[] {
  const known = new Set([...standing(ballot).keys(), ...interested(ballot).map(({ partner }) => partner)]);
  return ballot.roll.filter(({ partner }) => !known.has(partner));
}

/** The figures as they stand, and what they come to by the rule. */
export function tally(ballot: Ballot): Outcome {
  return outcomeOf(ballot.terms, countsOf(ballot));
}

export function countsOf(ballot: Ballot): Counts {
  const votes = [...counting(ballot).values()];
  const of = (choice: Vote["choice"]) => votes.filter((vote) => vote.choice === choice).length;
  return {
    ...{ seats: ballot.roll.length, interests: interested(ballot).length },
    ...{ approve: of("approve"), reject: of("reject"), abstain: of("abstain") },
  };
}

/** What such numbers come to. */
export function outcomeOf(terms: Terms, { seats, approve, reject, abstain, interests }: Counts): Outcome {
  const isOut = terms.interest === "vote-and-quorum";
  const eligible = seats - (isOut ? interests : 0);
  // Whoever is out of the vote may still make up the quorum.
  const present = approve + reject + (terms.abstentionsCountForQuorum ? abstain : 0) + (isOut ? 0 : interests);
  const figures = {
    ...{ eligible, voted: approve + reject + abstain, present, quorum: Math.min(terms.quorum, eligible) },
    ...{ approve, reject, abstain, interests },
  };
  // Where every partner has an interest, nobody is left to decide.
  return { result: seats === interests ? "lapsed" : resultOf(terms, figures), ...figures };
}

function resultOf(terms: Terms, figures: Omit<Outcome, "result">): Outcome["result"] {
  if (figures.present < figures.quorum) return "lapsed";
  if (terms.kind === "noting") return "noted";
  return isCarried(terms, figures) ? "approved" : "rejected";
}

/** Of votes cast: those for and against; abstentions count for neither. */
function isCarried(
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

/** What everybody may see while an item is open. */
export interface Progress {
  readonly voted: number;
  readonly eligible: number;
  readonly quorum: number;
  /**
   * Undefined where it would tell how somebody voted: in a secret ballot in which abstentions don't count for the quorum.
   */
  readonly isQuorate: boolean | undefined;
}

export function progressOf(ballot: Ballot): Progress {
  const { secretUntilClose, abstentionsCountForQuorum } = ballot.terms;
  const { voted, eligible, quorum, present } = tally(ballot);
  const tells = secretUntilClose && !abstentionsCountForQuorum;
  return { voted, eligible, quorum, isQuorate: tells ? undefined : present >= quorum };
}

import type { Outcome } from "../schema.js";
import { type Ballot, countsOf, isUnconfirmed, outcomeOf, silent } from "../tally-rules.js";

/**
 * Whether the outcome is there: the same whatever partners do that have not voted (approve, reject, abstain, declare an
 * interest, or nothing). Votes that were given are taken as given, though they could be changed until the close. A secret
 * ballot waits until every partner has voted: that it goes on would tell how close it is. A vote by phone settles nothing
 * before the member confirms it, since it takes nobody's own vote away.
 */
export function isSettled({ votes, ...others }: Ballot): boolean {
  const ballot = { ...others, votes: votes.filter((vote) => !isUnconfirmed(vote)) };
  const waiting = silent(ballot).length;
  if (ballot.terms.secretUntilClose || waiting === 0) return waiting === 0;
  const given = countsOf(ballot);
  const results = new Set<Outcome["result"]>();
  for (const more of splits(waiting)) {
    const { result } = outcomeOf(ballot.terms, {
      seats: given.seats,
      approve: given.approve + more.approve,
      reject: given.reject + more.reject,
      abstain: given.abstain + more.abstain,
      interests: given.interests + more.interests,
    });
    if (results.add(result).size > 1) return false;
  }
  return true;
}

/** Every way in which so many partners can act, as numbers: who of them does what makes no difference. */
function* splits(partners: number) {
  for (let approve = 0; approve <= partners; approve += 1)
    for (let reject = 0; approve + reject <= partners; reject += 1)
      for (let abstain = 0; approve + reject + abstain <= partners; abstain += 1)
        for (let interests = 0; approve + reject + abstain + interests <= partners; interests += 1)
          yield { approve, reject, abstain, interests };
}

import { type Person, personKey } from "../people/schema.js";
import { hasHandedIn, isComplete, isReviewer, mayScore } from "./access-rules.js";
import type { Review, Round } from "./schema.js";
import type { OwnReport } from "./views.js";

/** What this person has to do with a report as one of its reviewers; undefined where they have nothing to do with it. */
export function ownReport(person: Person, round: Round, review: Review): OwnReport | undefined {
  if (round.status !== "open" || !isReviewer(person, review)) return undefined;
  const { no, reference } = review.report;
  return {
    round: round.id,
    title: round.title,
    no,
    reference,
    due: dueOf(round, review),
    step: stepOf(person, round, review),
  };
}

function stepOf(person: Person, round: Round, review: Review): OwnReport["step"] {
  if (mayScore(person, review)) return review.drafts[personKey(person)] ? "go-on" : "score";
  if (!review.revealed) return isComplete(round, review) && hasHandedIn(person, review) ? "reveal" : "wait";
  if (review.agreedAt) return "agreed";
  if (!review.agreement) return "propose";
  return review.agreement.agreed.some(({ by }) => by === personKey(person)) ? "others" : "agree";
}

/** Once all sheets are in, what is left to do is done by the meeting. */
function dueOf(round: Round, review: Review): OwnReport["due"] {
  return review.revealed || isComplete(round, review) ? round.meetingOn : round.scoresDue;
}

/** Steps at which it is this person's turn. */
export const OWN_TURN: ReadonlySet<OwnReport["step"]> = new Set(["score", "go-on", "reveal", "propose", "agree"]);

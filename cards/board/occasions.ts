import type { Paper } from "../../services/board/schema.js";
import type { BallotView, Extension, Rewording } from "../../services/board/voting/views.js";
import { momentInWords } from "../../services/kernel/dates.js";
import type { Card } from "../card.js";
import { ballotCard } from "./ballot.js";
import { paperInWords } from "./words.js";

/** Asks those who have a seat to vote. */
export function ballotAskCard(view: BallotView): Card {
  return ballotCard(view, { eyebrow: "Strategic Board: your vote is asked for" });
}

/** Asks partners that have not voted. */
export function ballotReminderCard(view: BallotView): Card {
  return ballotCard(view, { eyebrow: "Strategic Board: your partner has not voted yet" });
}

/** There is more time. */
export function ballotExtendedCard(view: BallotView, { from, reason }: Extension): Card {
  const notices = [
    `Open for longer: until ${momentInWords(view.deadline)} instead of ${momentInWords(from)}.`,
    `Why: ${reason}`,
  ];
  return ballotCard(view, { eyebrow: "Strategic Board: there is more time", notices });
}

/** What is voted on is another text now. */
export function ballotChangedCard(view: BallotView, rewording: Rewording): Card {
  const notices = [...changesOf(view, rewording), "Votes given before are emptied. Please vote on it as it is now."];
  return ballotCard(view, { eyebrow: "Strategic Board: this item was changed", notices, tone: "warning" });
}

function changesOf({ wording: now }: BallotView, { before }: Rewording): string[] {
  return [
    ...(before.title === now.title ? [] : [`The title was: ${before.title}`]),
    ...(before.question === now.question ? [] : [`The question was: ${before.question}`]),
    ...(wholePaper(before.paper) === wholePaper(now.paper) ? [] : [`The paper was: ${wholePaper(before.paper)}`]),
  ];
}

/** The link or the file may be another, though nothing else has changed. */
function wholePaper(paper: Paper | undefined): string {
  if (!paper) return "none";
  return paper.link === undefined ? paperInWords(paper) : `${paperInWords(paper)} (${paper.link})`;
}

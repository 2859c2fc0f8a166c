import type { Choice } from "../../services/board/schema.js";
import type { Phase, Refusal } from "../../services/board/voting/ballot-rules.js";
import type { BallotReply, BallotView, By, OwnState, ShownVote } from "../../services/board/voting/views.js";
import { momentInWords } from "../../services/kernel/dates.js";

/** The contract's titles. */
export const CHOICE_TITLES: Readonly<Record<Choice, string>> = {
  approve: "Approve",
  reject: "Reject",
  abstain: "Abstain",
};

/** What is over about it; undefined while it is open. */
export function phaseInWords({ phase, result }: Pick<BallotView, "phase" | "result">): string | undefined {
  return result === undefined ? PHASES[phase] : `Closed: ${result}.`;
}

const PHASES: Readonly<Record<Phase, string | undefined>> = {
  draft: "Not open yet.",
  open: undefined,
  ended: "Voting is over. The outcome follows.",
  closed: "Voting is over.",
  withdrawn: "Withdrawn: there is nothing to vote on any more.",
};

/** What the person's own partner has said. */
export function ownInWords(own: OwnState, phase: Phase): string[] {
  const { partner, as, stands, below, unconfirmed, interest } = own;
  if (interest) return [`${partner} is out of this vote: ${nameOf(interest.by)} declared an interest.`];
  if (!stands) return [`${partner} has not voted${phase === "open" ? ` yet. You vote as its ${as}.` : "."}`];
  return [
    `${partner}: ${standsInWords(stands)}`,
    ...(stands.phone === "entered" ? [UNCONFIRMED[phase === "open" ? "open" : "over"]] : []),
    ...(stands.phone === "confirmed" ? ["It was entered by phone, and confirmed."] : []),
    ...(below ? [`Your own vote (${choiceIn(below)}) is kept, but the member’s stands above it.`] : []),
    ...(unconfirmed && phase === "open" ? [unconfirmedInWords(unconfirmed)] : []),
  ];
}

const UNCONFIRMED = {
  open: "It was entered by phone and is not confirmed yet: a vote that the partner gives itself takes its place.",
  over: "It was entered by phone and was not confirmed.",
} as const;

function unconfirmedInWords(vote: ShownVote): string {
  const whose = vote.by.isYou ? "you" : (vote.by.name ?? "the member");
  const choice = vote.choice ? ` (${vote.choice})` : "";
  return `A vote by phone${choice} was entered for ${whose}. It counts in this one’s place once ${whose === "you" ? "you confirm" : "it is confirmed"}.`;
}

function standsInWords(vote: ShownVote): string {
  const how = vote.choice ? choiceIn(vote) : "voted, not shown before it closes";
  return `${how}, by ${nameOf(vote.by)} (${vote.as}), ${momentInWords(vote.at)}.`;
}

function choiceIn({ choice }: ShownVote): string {
  return choice ?? "not shown";
}

function nameOf({ isYou, name }: By): string {
  return isYou ? "you" : (name ?? "a colleague");
}

/** What a press came to. */
export function replyInWords({ view, refusal, said }: BallotReply): string | undefined {
  if (refusal === "over") return view.phase === "withdrawn" ? WITHDRAWN : OVER;
  if (refusal) return REFUSALS[refusal];
  return said && saidInWords(view, said);
}

const OVER = "Not counted: voting is over.";
const WITHDRAWN = "Not counted: this item was withdrawn.";
const REFUSALS: Readonly<Record<Exclude<Refusal, "over">, string>> = {
  reworded: "Not counted: the item has been changed since. Please read it as it is now, and vote again.",
  interest: "Not counted: your partner has declared an interest, which must be taken back first.",
  "member-voted": "Your member has voted, so only a member can declare an interest.",
  often: "You have changed this too often. What was recorded last stands. A coordinator can help.",
};

function saidInWords(view: BallotView, said: NonNullable<BallotReply["said"]>): string {
  const { own } = view;
  switch (said) {
    case "voted":
      return own?.below
        ? `Recorded. The member’s vote stands above yours.${view.phase === "open" ? "" : ` ${nowOver(view)}`}`
        : `Your vote is recorded. ${changeable(view, "change it")}`;
    case "declared":
      return `The interest is recorded. ${changeable(view, "take it back")}`;
    case "taken-back":
      return own?.interest
        ? "Yours is taken back. A colleague’s interest still stands."
        : "The interest is taken back.";
  }
}

/** Until when; or, where it was what settled the item, what came of it. */
function changeable(view: BallotView, change: string): string {
  return view.phase === "open" ? `You can ${change} until ${momentInWords(view.deadline)}.` : nowOver(view);
}

function nowOver({ result }: BallotView): string {
  return result === undefined ? "Voting is over." : `With that the outcome is there, so voting is closed: ${result}.`;
}

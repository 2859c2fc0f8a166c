import type { Choice, Item, Outcome, Vote, Wording } from "../schema.js";
import type { Progress } from "../tally-rules.js";
import type { Phase, Refusal } from "./ballot-rules.js";

/** An item as whoever votes on it sees it. */
export interface BallotView {
  readonly item: string;
  readonly wording: Pick<Wording, "version" | "title" | "question" | "paper">;
  readonly kind: Item["terms"]["kind"];
  readonly phase: Phase;
  readonly deadline: Date;
  /** Until it closes nobody sees how anybody voted. */
  readonly isSecret: boolean;
  /** It may close before its deadline. */
  readonly closesEarly: boolean;
  readonly progress: Progress;
  /** Once it is closed. */
  readonly result?: Outcome["result"];
  /** Of those who have a seat. */
  readonly own?: OwnState;
  /** For others: why they can't vote, in a sentence. */
  readonly noSeat?: string;
  /** For coordinators. */
  readonly canManage?: boolean;
}

/** What somebody's own partner has said so far. */
export interface OwnState {
  /** Its name. */
  readonly partner: string;
  /** As what the person votes. */
  readonly as: Vote["as"];
  /** The vote that counts for the partner. */
  readonly stands?: ShownVote;
  /** Their own last one, where the member's stands above it. */
  readonly below?: ShownVote;
  /** By phone, and in the place of the one that stands once the member confirms it. */
  readonly unconfirmed?: ShownVote;
  /** The partner is out of the vote. */
  readonly interest?: { readonly by: By; readonly canTakeBack: boolean };
  /** What they wrote with their last vote. */
  readonly comment: string;
  readonly forMinutes: boolean;
}

/** `you`, or a name; left out where it is not known any more. */
export interface By {
  readonly isYou: boolean;
  readonly name?: string;
}

export interface ShownVote {
  /** Left out where the ballot is secret and the vote is another's. */
  readonly choice?: Choice;
  readonly by: By;
  readonly as: Vote["as"];
  readonly at: Date;
  /** It was entered by a coordinator. */
  readonly phone?: "entered" | "confirmed";
}

/** What comes of a press: the ballot, why it was not taken, and what was typed if that needs another look. */
export interface BallotReply {
  readonly view: BallotView;
  readonly refusal?: Refusal;
  readonly said?: "voted" | "declared" | "taken-back";
  readonly typed?: TypedComment;
}

export interface TypedComment {
  readonly comment: string;
  readonly forMinutes: boolean;
  /** A sentence. */
  readonly error: string;
}

/** What has changed since the wording before. */
export interface Rewording {
  readonly before: Pick<Wording, "title" | "question" | "paper">;
}

/** Until when an item was open before it was extended, and why. */
export interface Extension {
  readonly from: Date;
  readonly reason: string;
}

/** A vote by phone, as the member is asked about it. */
export interface HeardVote {
  readonly item: string;
  readonly vote: string;
  readonly title: string;
  readonly question: string;
  readonly choice: Choice;
  /** Who entered it. */
  readonly enteredBy: string | undefined;
  readonly at: Date;
  readonly standing: "asked" | "confirmed" | "contradicted" | "acknowledged" | "disputed";
  readonly isOver: boolean;
  /** Whether the person could vote themselves: they have their seat still, and it is not over. */
  readonly canVote: boolean;
}

/** A vote that was entered for a member; or why it was not. */
export interface Entered {
  readonly title: string;
  readonly member: string;
  readonly refusal?: Refusal;
}

/** The form by which a coordinator enters a vote. */
export interface PhoneForm {
  readonly item: string;
  readonly version: number;
  readonly title: string;
  readonly isSecret: boolean;
  readonly members: readonly { readonly ref: string; readonly title: string }[];
  readonly values: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, string>>;
}

/** What a form of one reason shows. */
export interface InterestForm {
  readonly item: string;
  readonly title: string;
  readonly partner: string;
  readonly values: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, string>>;
}

/** What waits for somebody. */
export type BallotAsk =
  | {
      readonly ask: "vote";
      readonly item: string;
      readonly title: string;
      readonly partner: string;
      readonly due: Date;
    }
  | {
      readonly ask: "confirm";
      readonly item: string;
      readonly vote: string;
      readonly title: string;
      readonly due: Date;
    }
  /** A member says that a vote which was entered for them is not theirs. */
  | {
      readonly ask: "disputed";
      readonly item: string;
      readonly title: string;
      readonly partner: string;
      /** It stayed counted, since the ballot was over. */
      readonly wasCounted: boolean;
      readonly due: Date;
    };

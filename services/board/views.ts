import type { Choice, Item, Outcome, Wording } from "./schema.js";
import type { Progress } from "./tally-rules.js";

/** A form as it was typed, with a sentence where it needs another look. */
export interface FormState {
  readonly values: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, string>>;
}

/** What an item says: of a draft, with proposer and deadline; of an open item the wording alone. */
export interface TextForm extends FormState {
  readonly item: string;
  readonly about: "new" | "draft" | "open";
  /** Votes that another wording empties. */
  readonly voted: number;
  /** Of an open item: when it closes. */
  readonly closes?: { readonly at: Date; readonly isSoon: boolean; readonly canExtend: boolean };
}

/** How an item is decided. */
export interface RuleForm extends FormState {
  readonly item: string;
  readonly title: string;
  /** Partners that may vote. */
  readonly seats: number;
}

/** A later deadline, or a reason alone. */
export interface ReasonForm extends FormState {
  readonly item: string;
  readonly title: string;
  readonly deadline: Date;
}

/** A partner that may vote, and who may for it, by name. */
export interface SeatLine {
  readonly name: string;
  readonly members: readonly string[];
  readonly deputies: readonly string[];
  /** It has somebody, and none of them can be written to. */
  readonly isOutOfReach: boolean;
}

/** How a partner voted; left out of secret ballots. */
export interface VoteLine {
  readonly partner: string;
  readonly choice: Choice;
  readonly byPhone: boolean;
}

/** What came of an item. */
export interface Decision {
  readonly result: Outcome["result"];
  readonly at: Date;
  readonly why: "deadline" | "settled";
  /** `2026-27/3` */
  readonly number: string | undefined;
  /** The figures and the rule, in one sentence. */
  readonly arithmetic: string;
}

/** An item with everything that everybody on the board may see of it, and coordinators of drafts. */
export interface ItemView extends Pick<Wording, "title" | "question" | "paper" | "version"> {
  readonly item: string;
  readonly status: Item["status"];
  readonly kind: Item["terms"]["kind"];
  /** By name. */
  readonly proposer: string;
  readonly deadline: Date;
  /** "simple majority of votes cast, quorum 6 of 11 partners" */
  readonly rule: string;
  readonly isSecret: boolean;
  readonly closesEarly: boolean;
  readonly progress: Progress;
  /** How partners voted: of ballots that are not secret. */
  readonly votes: readonly VoteLine[];
  /** Names of partners that can vote and have not, in the order of the roll: while it is open, and not secret. */
  readonly missing: readonly string[];
  readonly extension: { readonly from: Date; readonly reason: string } | undefined;
  readonly withdrawn: { readonly reason: string } | undefined;
  readonly decision: Decision | undefined;
  /** It is open or a draft, and nobody has chosen a channel for the board yet. */
  readonly withoutChannel: boolean;
  /** Its successor, once it was offered again. */
  readonly offeredAs: string | undefined;
}

/** The last look before an item is opened. */
export interface Preview {
  readonly item: ItemView;
  readonly roll: readonly SeatLine[];
}

/** One item in the list. */
export interface ItemLine {
  readonly item: string;
  readonly title: string;
  readonly status: Item["status"];
  readonly deadline: Date;
  readonly progress: Progress;
  readonly decision: Decision | undefined;
  /** Where the viewer's own partner stands, while it is open. */
  readonly own: "voted" | "not-voted" | "interest" | undefined;
}

/** Everything of the board that concerns one person. */
export interface BoardView {
  readonly items: readonly ItemLine[];
  /** Whether they set items up. */
  readonly plans: boolean;
}

import { z } from "zod";
import { actSchema } from "../audit/outbox.js";
import { localTime } from "../kernel/dates.js";

export const KINDS_OF_ITEM = ["decision", "approval", "noting"] as const;
export const RULES = ["simple-majority", "two-thirds", "unanimous", "no-objection"] as const;
/** What a rule's share is of: votes for and against, or all eligible partners. */
export const BASES = ["cast", "eligible"] as const;
/** What a declared interest takes a partner out of. */
export const INTERESTS = ["vote-and-quorum", "vote"] as const;
export const CHOICES = ["approve", "reject", "abstain"] as const;
export type Choice = (typeof CHOICES)[number];

/** board.yaml: what items begin with. Everything that is left out is as usual. */
export const boardRulesSchema = z.strictObject({
  /** Whose members vote. */
  eligible: z
    .strictObject({
      tiers: z
        .array(z.enum(["primary", "secondary"]))
        .min(1)
        .default(["primary"]),
    })
    .prefault({}),
  kind: z.enum(KINDS_OF_ITEM).default("decision"),
  rule: z.enum(RULES).default("simple-majority"),
  of: z.enum(BASES).default("cast"),
  /** Of the eligible partners, in per cent, rounded up; an item may say another number. */
  quorumPercent: z.int().min(0).max(100).default(50),
  abstentionsCountForQuorum: z.boolean().default(true),
  secretUntilClose: z.boolean().default(false),
  /** Closes once the outcome can't change any more. */
  closesEarly: z.boolean().default(false),
  interest: z.enum(INTERESTS).default("vote-and-quorum"),
  /** An item is open for so many days, and closes at this local time. */
  openDays: z.int().min(1).max(120).default(10),
  closesAt: localTime.default("17:00"),
  /** Days before the deadline. */
  remindDaysBefore: z.array(z.int().min(0).max(60)).max(4).default([3, 1]),
});
export type BoardRules = z.infer<typeof boardRulesSchema>;

const instant = z.iso.datetime();
const act = z.object({ at: instant, by: z.string() });
const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** Where a paper is; without a name and a password, and nothing that would end it early on a card. */
export const paperLink = z
  .url({ protocol: /^https$/ })
  .max(500)
  .regex(/^https:\/\/(?![^/?#]*@)[^\s<>"\\]+$/i);

/** Given by its link and version, or as a file: by its name and SHA-256; or by all of these. */
export const paperSchema = z.object({
  /** Or the file's name. */
  title: z.string(),
  link: z.string().optional(),
  /** As the board counts them, for example "3" or "final draft". */
  version: z.string().optional(),
  /** Of the file. */
  sha256: hash.optional(),
});
export type Paper = z.infer<typeof paperSchema>;

/** What is voted on, as it was worded at one time. */
export const wordingSchema = z.object({
  /** From 1 on. A change empties the votes. */
  version: z.int().min(1),
  title: z.string(),
  question: z.string(),
  paper: paperSchema.optional(),
  /** SHA-256 of the canonical JSON of title, question and paper. */
  sha256: hash,
  changed: act,
});
export type Wording = z.infer<typeof wordingSchema>;

/** By which rule an item is decided. */
export const termsSchema = z.object({
  kind: z.enum(KINDS_OF_ITEM),
  rule: z.enum(RULES),
  of: z.enum(BASES),
  /** Partners. */
  quorum: z.int().min(0),
  abstentionsCountForQuorum: z.boolean(),
  secretUntilClose: z.boolean(),
  closesEarly: z.boolean(),
  interest: z.enum(INTERESTS),
});
export type Terms = z.infer<typeof termsSchema>;

/** A partner that may vote, and for it whom, as it was when the item was opened. */
export const seatSchema = z.object({
  partner: z.string(),
  name: z.string(),
  /** Person keys. */
  members: z.array(z.string()),
  deputies: z.array(z.string()),
});
export type Seat = z.infer<typeof seatSchema>;

/** One vote as it was given. Later ones stand in its place; none is taken away. */
export const voteSchema = z.object({
  /** Its act's. */
  id: z.string(),
  partner: z.string(),
  /** A person key: who votes; for a vote by phone the member for whom it was entered. */
  person: z.string(),
  as: z.enum(["member", "deputy"]),
  choice: z.enum(CHOICES),
  comment: z.string().default(""),
  /** Whether the comment is to stand in the minutes. */
  forMinutes: z.boolean().default(false),
  at: instant,
  /** The wording that it is on. */
  version: z.int().min(1),
  /** Entered by a coordinator for who said it by phone. */
  phone: z
    .object({
      by: z.string(),
      /** Until then it stands only where the partner has no vote of its own. */
      confirmed: instant.optional(),
      contradicted: instant.optional(),
      /** Confirmed, or contradicted, when the ballot was over: what counted stays so, and the record says it. */
      acknowledged: instant.optional(),
      disputed: instant.optional(),
    })
    .optional(),
});
export type Vote = z.infer<typeof voteSchema>;

export const interestSchema = z.object({
  id: z.string(),
  partner: z.string(),
  person: z.string(),
  at: instant,
  reason: z.string(),
});

/** What came of it, and the figures it came of. */
export const outcomeSchema = z.object({
  result: z.enum(["approved", "rejected", "noted", "lapsed"]),
  /** Partners that may vote, without those with an interest where the terms say so. */
  eligible: z.int(),
  voted: z.int(),
  /** Those that count for the quorum. */
  present: z.int(),
  quorum: z.int(),
  approve: z.int(),
  reject: z.int(),
  abstain: z.int(),
  interests: z.int(),
});
export type Outcome = z.infer<typeof outcomeSchema>;

export const ITEM_STATUSES = ["draft", "open", "closed", "withdrawn"] as const;

/** Something that the board decides. */
export const itemSchema = z.object({
  id: z.string(),
  status: z.enum(ITEM_STATUSES),
  created: act,
  /** A person key, or a name as it was typed. */
  proposer: z.string(),
  terms: termsSchema,
  /** The last one counts; the earlier ones stay on the record. */
  wordings: z.array(wordingSchema).min(1),
  deadline: instant,
  opened: act.optional(),
  /** Frozen when it was opened. */
  roll: z.array(seatSchema).default([]),
  votes: z.array(voteSchema).default([]),
  interests: z.array(interestSchema).default([]),
  extension: act.extend({ from: instant, reason: z.string() }).optional(),
  closed: z
    .object({
      at: instant,
      /** Why then: its deadline came, or the outcome could not change any more. */
      why: z.enum(["deadline", "settled"]),
      outcome: outcomeSchema,
      /** In the order in which the board decided, from 1 on, in its year: `2026-27/3`. Nothing that lapsed has one. */
      number: z.string().optional(),
      /** The id of the act that closed it. */
      act: z.string().optional(),
    })
    .optional(),
  withdrawn: act.extend({ reason: z.string() }).optional(),
  /** The lapsed item that this one offers again. */
  again: z.string().optional(),
  /** The item that offers this one again. */
  offeredAs: z.string().optional(),
  /** Not on the record yet. */
  acts: z.array(actSchema).default([]),
  /** Where acts are on the record, by their ids. */
  recorded: z.record(z.string(), z.object({ seq: z.int(), hash })).default({}),
});
export type Item = z.infer<typeof itemSchema>;

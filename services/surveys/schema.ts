import { z } from "zod";
import { localDate } from "../kernel/dates.js";
import { type Selection, selectionSchema } from "../people/schema.js";

/** Who can see what; a promise printed on the card. See docs/decisions/anonymity.md. */
export const MODES = ["named", "confidential", "anonymous"] as const;
export type Mode = (typeof MODES)[number];

export const DIMENSIONS = ["side", "partner", "cohort"] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** The scales that the partnership already uses, worst to best (domain.md). */
export const SCALES = {
  expectation: ["not met", "partly met", "fully met", "exceeded"],
  helpfulness: ["not at all helpful", "not very helpful", "somewhat helpful", "very helpful", "extremely helpful"],
  quality: ["very poor", "poor", "ok", "good", "excellent"],
  agreement: ["strongly disagree", "disagree", "neither agree nor disagree", "agree", "strongly agree"],
} as const;
export type Scale = keyof typeof SCALES;

export const POSITIONS = ["for", "against", "mixed"] as const;
export type Position = (typeof POSITIONS)[number];

/** Longest comment that is taken, in UTF-16 units. */
export const LONGEST_TEXT = 2000;

const key = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "lower-case words joined by hyphens, for example meets-needs");
const sentence = z.string().trim().min(1).max(200);
const options = z
  .array(z.strictObject({ id: key, title: z.string().trim().min(1).max(80) }))
  .min(2)
  .max(12);

const common = {
  id: key,
  text: sentence,
  required: z.boolean().default(true),
  /** Asked only of those who gave one of `is` to an earlier single-choice or scale question. */
  showIf: z.strictObject({ question: key, is: z.array(z.string()).min(1) }).optional(),
};

export const questionSchema = z.discriminatedUnion("type", [
  z.strictObject({
    ...common,
    type: z.literal("scale"),
    scale: z.enum(["expectation", "helpfulness", "quality", "agreement"]),
  }),
  z.strictObject({ ...common, type: z.literal("choice"), options }),
  z.strictObject({ ...common, type: z.literal("choices"), options }),
  z.strictObject({
    ...common,
    type: z.literal("number"),
    min: z.number(),
    max: z.number(),
    unit: z.string().max(20).optional(),
  }),
  z.strictObject({
    ...common,
    type: z.literal("text"),
    maxLength: z.int().min(1).max(LONGEST_TEXT).default(LONGEST_TEXT),
  }),
  /** For / against / mixed; a submission is one person's or a group's with an estimated number of people. */
  z.strictObject({ ...common, type: z.literal("position") }),
]);
export type Question = z.infer<typeof questionSchema>;

/** One YAML file in `surveys/`. Cross-checks (showIf, headline, card size) are in rules.ts. */
export const definitionSchema = z.strictObject({
  id: key,
  title: z.string().trim().min(1).max(80),
  /** One sentence, shown to the people asked. */
  purpose: sentence,
  anonymity: z.enum(MODES),
  /** Sensitive subjects have the higher small-group threshold. */
  sensitive: z.boolean().default(false),
  dimensions: z.array(z.enum(DIMENSIONS)).default([]),
  questions: z.array(questionSchema).min(1).max(20),
  /** The figure quoted in reports: the share of all answers to `questions` that is one of `counts`. */
  headline: z.strictObject({ label: sentence, questions: z.array(key).min(1), counts: z.array(z.string()).min(1) }),
});
export type Definition = z.infer<typeof definitionSchema>;

export const positionAnswerSchema = z.strictObject({
  position: z.enum(POSITIONS),
  respondent: z.enum(["person", "group"]),
  /** How many people the submission speaks for; 1 for a person. */
  people: z.int().min(1).max(10_000),
});

/** By question id: the scale's wording or option id, option ids, a number, a text, or a position. Left out = not answered. */
export const answersSchema = z.record(
  z.string(),
  z.union([z.string(), z.array(z.string()), z.number(), positionAnswerSchema]),
);
export type Answers = z.infer<typeof answersSchema>;

export type Audience = Selection;

export const waveSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  /** The series of which it asks those who came to a session; such waves stand in lists after all others. */
  evaluationOf: z.string().optional(),
  /** Until it is settled who is asked: person keys of those who are, in the place of everybody in the audience. */
  people: z.array(z.string()).optional(),
  /** Who was asked is forgotten once it is closed. */
  forget: z.boolean().default(false),
  /** Frozen with the wave: later edits of the YAML don't reach it. */
  definition: definitionSchema,
  audience: selectionSchema,
  opensOn: localDate,
  /** The last day on which answers are taken. */
  closesOn: localDate,
  /** Days after opening; at most two. They go out on the working day that comes then, see timetable.ts. */
  reminders: z.array(z.int().min(1).max(60)).max(2),
  /**
   * draft (→ scheduled) → sending → open → closing → closed; before it is sent it can be cancelled. The -ing ones go on
   * after a restart.
   */
  status: z.enum(["draft", "scheduled", "sending", "open", "closing", "closed", "cancelled"]),
  /** A draft that was to open by schedule and could not: `late`, nobody was there to open it before its last day ended. */
  missed: z.strictObject({ on: localDate, why: z.enum(["late", "audience"]) }).optional(),
  /** While sending: who is asked is settled and the box is open, so answers are taken. */
  frozen: z.boolean().default(false),
  /** While closing: every answer has been copied to the archive, so the box may go. */
  archived: z.boolean().default(false),
  /** Small-group thresholds as they were when the wave was sent. */
  thresholds: z.strictObject({ group: z.int(), comments: z.int() }),
  createdAt: z.iso.datetime(),
  openedAt: z.iso.datetime().optional(),
  closedAt: z.iso.datetime().optional(),
  /** People invited; 0 until sent. */
  invited: z.int().default(0),
  /** How many of them are in each group that may be shown, by "dimension:id". */
  groupSizes: z.record(z.string(), z.int()).default({}),
  /** The last reminder, so that nobody is asked twice on one day. */
  remindedOn: localDate.optional(),
  /** By schedule and by hand. */
  remindersSent: z.int().default(0),
  /** How many of `reminders` have had their turn, sent or not. */
  remindersDone: z.int().default(0),
});
export type Wave = z.infer<typeof waveSchema>;

/** What a breakdown may know of a respondent. Missing = held back, since the group is too small. */
export interface Stratum {
  readonly side?: string;
  readonly partner?: string;
  readonly cohort?: string;
}

/** One person's place in a wave, made when it is sent and never changed after. */
export interface Invitation {
  readonly personKey: string;
  /** Position among the wave's invitations in order of person key; the place in the roll of who answered. */
  readonly place: number;
  readonly stratum: Stratum;
}

/** Sums kept by group while a wave is open: how many answered, and how many of their headline answers count. */
export interface GroupTally {
  readonly answered: number;
  readonly hits: number;
}

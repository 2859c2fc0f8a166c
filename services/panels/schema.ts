import { z } from "zod";
import { actSchema } from "../audit/outbox.js";
import { localDate } from "../kernel/dates.js";

const id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "lower-case words joined by hyphens, for example critical-reflection");

export const STAGES = ["midway", "epr"] as const;
export const OUTCOMES = ["pass", "borderline", "fail"] as const;
export type Stage = (typeof STAGES)[number];
export type Outcome = (typeof OUTCOMES)[number];

export const criterionSchema = z.strictObject({
  id,
  title: z.string().min(1).max(80),
  /** What to look for, in a line. */
  prompt: z.string().min(1).max(200).optional(),
});
export type Criterion = z.infer<typeof criterionSchema>;

export const levelSchema = z.strictObject({
  value: z.int().min(1).max(9),
  title: z.string().min(1).max(40),
  descriptor: z.string().min(1).max(200),
});
export type Level = z.infer<typeof levelSchema>;

export const programmeSchema = z.strictObject({
  id,
  title: z.string().min(1).max(60),
  /** Other spellings that a frame may have, in any letter case. */
  alsoCalled: z.array(z.string().min(1).max(60)).max(10).default([]),
});
export type Programme = z.infer<typeof programmeSchema>;

/** The nine capabilities of the Professional Capabilities Framework (British Association of Social Workers, 2018). */
const USUAL_CRITERIA = [
  { id: "professionalism", title: "Professionalism" },
  { id: "values-and-ethics", title: "Values and ethics" },
  { id: "diversity", title: "Diversity" },
  { id: "rights-and-justice", title: "Rights, justice and economic wellbeing" },
  { id: "knowledge", title: "Knowledge" },
  { id: "critical-reflection", title: "Critical reflection and analysis" },
  { id: "intervention-and-skills", title: "Intervention and skills" },
  { id: "contexts-and-organisations", title: "Contexts and organisations" },
  { id: "professional-leadership", title: "Professional leadership" },
];

const USUAL_SCALE = [
  { value: 1, title: "Weak", descriptor: "Little or no evidence is described, or it is not linked to the capability." },
  { value: 2, title: "Developing", descriptor: "Some evidence is described, but it is thin or hardly analysed." },
  { value: 3, title: "Clear", descriptor: "Evidence from practice is described and linked to the capability." },
  { value: 4, title: "Strong", descriptor: "Varied evidence is analysed well and shows the student's development." },
];

const USUAL_PROGRAMMES = [
  { id: "ba", title: "BA", alsoCalled: ["BA Social Work"] },
  { id: "msw", title: "MSW", alsoCalled: ["MA"] },
  { id: "pgdip", title: "PgDip", alsoCalled: ["Postgraduate Diploma"] },
  { id: "step-up", title: "Step Up", alsoCalled: ["Step Up to Social Work"] },
  { id: "apprentice", title: "Apprentice", alsoCalled: ["Apprenticeship"] },
];

/** What the sample sees to where it can, over the passes that are drawn. */
export const COVERS = ["stage", "programme"] as const;

/** panel.yaml: how this partnership reviews placement reports. Everything that is left out is as usual. */
export const panelRulesSchema = z.strictObject({
  criteria: z.array(criterionSchema).min(1).max(12).default(USUAL_CRITERIA),
  /** Ascending. */
  scale: z.array(levelSchema).min(2).max(7).default(USUAL_SCALE),
  programmes: z.array(programmeSchema).min(1).max(12).prefault(USUAL_PROGRAMMES),
  /** A report is scored by so many. */
  reviewers: z.int().min(1).max(4).default(2),
  sample: z
    .strictObject({
      /** Of the passes, in per cent, rounded up; every fail and borderline comes on top. */
      passesPercent: z.number().min(0).max(100).default(10),
      /** At least one pass of each, where there is one; stages first. */
      cover: z
        .array(z.enum(COVERS))
        .max(2)
        .default([...COVERS]),
    })
    .prefault({}),
  /** Two scores that differ by so much are marked. */
  marksDifference: z.int().min(1).max(6).default(2),
  /** Reminders to who has not handed in, in working days before scores are due. */
  remindDaysBefore: z.array(z.int().min(0).max(30)).max(4).default([3, 1]),
  acknowledge: z
    .strictObject({
      /** Working days until a WFD lead who has not acknowledged is reminded, once. */
      remindAfter: z.int().min(1).max(60).default(10),
      /** Working days after that until a coordinator follows it up. */
      followUpAfter: z.int().min(1).max(60).default(5),
    })
    .prefault({}),
  /** A quotation of so many words or more is pointed out before feedback leaves. */
  longQuotationWords: z.int().min(5).max(200).default(20),
});
export type PanelRules = z.infer<typeof panelRulesSchema>;

/** A placement report as the frame has it. */
export const reportSchema = z.object({
  /** Its place in the frame, from 1 on; late reports come after. What cards call it by. */
  no: z.int().min(1),
  reference: z.string().min(1).max(40),
  /** A partner's id. */
  agency: z.string(),
  /** A programme's id in the round's rules. */
  programme: z.string(),
  stage: z.enum(STAGES),
  outcome: z.enum(OUTCOMES),
  /** To the anonymised file. */
  link: z.string(),
});
export type Report = z.infer<typeof reportSchema>;

/** Why a report is reviewed: its outcome, the draw, or a coordinator who added it by hand. */
export const WHYS = ["fail", "borderline", "drawn", "late"] as const;
export type Why = (typeof WHYS)[number];

const instant = z.iso.datetime();
const person = z.string();
const act = z.object({ at: instant, by: person });

export const STATUSES = ["draft", "drawn", "open", "closed"] as const;

const spreadSchema = z.object({
  /** A criterion's, a stage's or a programme's id. */
  id: z.string(),
  /** How many agreed reports are in it. */
  reports: z.int(),
  /** How often each level of the scale was agreed, from the lowest on; last, how often "not evidenced". */
  counts: z.array(z.int()),
});
export type Spread = z.infer<typeof spreadSchema>;

/** Figures of agreed scores that everyone may see. */
export const learningFiguresSchema = z.object({
  /** How many agreed reports they are about; 0 where there were too few to tell anything. */
  reports: z.int(),
  criteria: z.array(spreadSchema),
  /** Over all criteria; those that are large enough. */
  stages: z.array(spreadSchema),
  programmes: z.array(spreadSchema),
  /** Of agreed scores, per cent in the upper half of the scale: rounds with the same criteria and scale, this one last. */
  trend: z.array(z.object({ round: z.string(), title: z.string(), percent: z.int() })),
});
export type LearningFigures = z.infer<typeof learningFiguresSchema>;

/** What the panel learned, as the coordinators word it. */
export const learningSchema = z.object({
  /** By criterion's id. */
  themes: z.record(z.string(), z.string()),
  goodPractice: z.string(),
  /** What the check pointed out and a coordinator left as it is: by finding's key, the reason. */
  accepted: z.record(z.string(), z.string()).default({}),
  changed: act,
  published: act.optional(),
  /** As they were published: they never change. */
  figures: learningFiguresSchema.optional(),
});
export type Learning = z.infer<typeof learningSchema>;

/**
 * draft: frame, people and dates are being set; drawn: the frame is frozen, the sample drawn and allocated; open: being
 * scored, talked over and fed back; closed: nothing of it changes any more.
 */
export const roundSchema = z.object({
  id: z.string(),
  title: z.string(),
  status: z.enum(STATUSES),
  created: act,
  /** As they were when the round was made. */
  rules: panelRulesSchema,
  /** Person keys of the panel. */
  members: z.array(person),
  scoresDue: localDate.optional(),
  meetingOn: localDate.optional(),
  /** How many reports the frame has, late ones included. */
  reports: z.int(),
  drawn: act
    .extend({
      /** Names the algorithm and its version, for example `sha256-rank-1`. */
      algorithm: z.string(),
      seed: z.string(),
      /** SHA-256, hex, of the frame in its canonical text. */
      frame: z.string(),
      /** Numbers of the reports, in order. */
      sample: z.array(z.int()),
    })
    .optional(),
  opened: act.optional(),
  closed: act.optional(),
  learning: learningSchema.optional(),
  /** What happened and is not on the record yet. */
  acts: z.array(actSchema).default([]),
});
export type Round = z.infer<typeof roundSchema>;

export const NOT_EVIDENCED = "not-evidenced";
export const scoreSchema = z.union([z.int(), z.literal(NOT_EVIDENCED)]);
/** One of the scale's values, or that the report doesn't show it. */
export type Score = z.infer<typeof scoreSchema>;

/** What a reviewer has filled in so far: by criterion's id. */
export const draftSchema = z.object({
  scores: z.record(z.string(), scoreSchema).default({}),
  comments: z.record(z.string(), z.string()).default({}),
  /** On the report as a whole. */
  comment: z.string().default(""),
});
export type Draft = z.infer<typeof draftSchema>;

/** A reviewer's scores as handed in. Never changed. */
export const sheetSchema = draftSchema.extend({
  reviewer: person,
  handedInAt: instant,
});
export type Sheet = z.infer<typeof sheetSchema>;

/** What the panel agreed on, proposed by one and agreed by each reviewer. */
export const agreementSchema = z.object({
  /** Who agrees, agrees to a version. */
  version: z.int().min(1),
  proposed: act,
  scores: z.record(z.string(), scoreSchema),
  strengths: z.string(),
  develop: z.string(),
  action: z.string(),
  agreed: z.array(act),
  /** A coordinator doesn't wait for the words that are missing: who, and why. */
  without: act.extend({ reason: z.string() }).optional(),
});
export type Agreement = z.infer<typeof agreementSchema>;

/** What somebody has filled in so far of what is to be agreed; seen by them alone. */
export const agreementDraftSchema = z.object({
  /** The version that stood when they began; 0: none. */
  base: z.int().min(0),
  scores: z.record(z.string(), scoreSchema),
  strengths: z.string(),
  develop: z.string(),
  action: z.string(),
});
export type AgreementDraft = z.infer<typeof agreementDraftSchema>;

/** On its way to the WFD leads of the report's agency. */
export const feedbackSchema = z.object({
  strengths: z.string(),
  develop: z.string(),
  action: z.string(),
  /** What to pass on to the practice educator. */
  passOn: z.string(),
  /** What the check pointed out and a coordinator left as it is: by finding's key, the reason. */
  accepted: z.record(z.string(), z.string()).default({}),
  changed: act,
  sent: act.optional(),
  /** To whom it went. */
  to: z.array(person).default([]),
  remindedAt: instant.optional(),
  acknowledged: act.optional(),
  /** Nobody acknowledged it in time: a coordinator is to follow it up; then that they did. */
  followUp: z.object({ since: instant, done: act.optional() }).optional(),
});
export type Feedback = z.infer<typeof feedbackSchema>;

/** A report of the sample and all that the panel does with it. */
export const reviewSchema = z.object({
  round: z.string(),
  report: reportSchema,
  why: z.enum(WHYS),
  /** Why it was added by hand. */
  reason: z.string().optional(),
  /** Person keys: who scores it. */
  reviewers: z.array(person),
  /** Those of them who are on the panel no more: their sheets stay, and nobody waits for them to agree. */
  excused: z.array(person).default([]),
  /** Who declared a conflict on it. That people of its agency are kept from it needs no declaring. */
  conflicts: z.array(act),
  /** By person key. */
  drafts: z.record(z.string(), draftSchema).default({}),
  sheets: z.array(sheetSchema).default([]),
  /** Handed in by somebody who declared a conflict after that: kept, and shown to nobody. */
  setAside: z.array(sheetSchema).default([]),
  revealed: act
    .extend({
      /** Why before all had handed in. */
      reason: z.string().optional(),
    })
    .optional(),
  agreement: agreementSchema.optional(),
  /** By person key. */
  agreementDrafts: z.record(z.string(), agreementDraftSchema).default({}),
  /** Earlier versions of it. */
  earlier: z.array(agreementSchema).default([]),
  /** When the last reviewer agreed. */
  agreedAt: instant.optional(),
  feedback: feedbackSchema.optional(),
  /** What happened and is not on the record yet. */
  acts: z.array(actSchema).default([]),
});
export type Review = z.infer<typeof reviewSchema>;

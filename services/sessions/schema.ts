import { z } from "zod";
import { localDate, localTime } from "../kernel/dates.js";
import { selectionSchema } from "../people/schema.js";

const key = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "lower-case words joined by hyphens, for example research-hub");
const sentence = z.string().trim().min(1).max(200);
const link = z.url({ protocol: /^https$/, error: "a link that begins with https://" }).max(500);
const instant = z.iso.datetime();

export const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** The nth such weekday of a month, or the last one, at a time of London's clocks. */
const dayOfMonth = z.strictObject({
  nth: z.literal([1, 2, 3, 4, "last"]),
  weekday: z.enum(WEEKDAYS),
  at: localTime,
});

/** So many sessions can share one theme: people choose one of them. */
const MOST_SESSIONS = 4;
const days = z.array(dayOfMonth).min(1).max(MOST_SESSIONS);

/** When a series meets. Several `days` are several sessions of one occurrence, on one theme. */
export const recurrenceSchema = z.discriminatedUnion("every", [
  z.strictObject({ every: z.literal("month"), days }),
  /** `firstMonth`: the first of the year, 1 to 3. */
  z.strictObject({ every: z.literal("quarter"), firstMonth: z.int().min(1).max(3), days }),
  z.strictObject({ every: z.literal("year"), month: z.int().min(1).max(12), days }),
  z.strictObject({ every: z.literal("weeks"), weeks: z.int().min(1).max(52), from: localDate, at: localTime }),
  z.strictObject({ every: z.literal("dates"), dates: z.array(localDate).min(1).max(60), at: localTime }),
]);
export type Recurrence = z.infer<typeof recurrenceSchema>;

/**
 * `reading`: the pre-reading. `ways-out`: can you still come? with the easy ways out. Both go out `scheduledAt`, so many
 * days before, or on the working day before that. `join`: the join link, so many minutes before.
 */
export const reminderSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("reading"), daysBefore: z.int().min(1).max(60) }),
  z.strictObject({ kind: z.literal("ways-out"), daysBefore: z.int().min(1).max(60) }),
  z.strictObject({ kind: z.literal("join"), minutesBefore: z.int().min(5).max(720) }),
]);
export type Reminder = z.infer<typeof reminderSchema>;

export const USUAL_REMINDERS: readonly Reminder[] = [
  { kind: "reading", daysBefore: 7 },
  { kind: "ways-out", daysBefore: 2 },
  { kind: "join", minutesBefore: 60 },
];

/** Who leads: asked in the order of the list, each in turn. */
const rotaSchema = z.strictObject({
  /** Emails, as in people.csv. */
  facilitators: z.array(z.email()).min(1).max(40),
  /** How many lead each session. */
  perSession: z.int().min(1).max(4).default(1),
  askWeeksBefore: z.int().min(1).max(26).default(8),
  /** After so many days without an answer the next one is asked. */
  answerWithinDays: z.int().min(1).max(30).default(5),
});
export type Rota = z.infer<typeof rotaSchema>;

/** One YAML file in `series/`, or what coordinators made of it in chat. */
export const seriesSchema = z.strictObject({
  id: key,
  title: z.string().trim().min(1).max(80),
  /** For buttons, and the channel that it is announced in: `use this channel for research hub`. */
  shortTitle: z
    .string()
    .trim()
    .regex(/^[\p{L}\p{N}][\p{L}\p{N} &'’-]{0,23}$/u, "1 to 24 letters, digits and spaces"),
  /** What it is for, in one sentence. */
  purpose: sentence,
  /** What each occurrence has. */
  about: z.enum(["theme", "topic"]).default("theme"),
  recurrence: recurrenceSchema,
  minutes: z.int().min(10).max(600),
  place: z.string().trim().min(1).max(120).optional(),
  joinLink: link.optional(),
  /** Places in each session. */
  capacity: z.int().min(1).max(500),
  /** Who may book: everyone who matches every list that isn't empty. */
  audience: selectionSchema.prefault({}),
  /** Months without it, 1 to 12. Weeks in which the partnership is closed are left out by themselves. */
  skipMonths: z.array(z.int().min(1).max(12)).max(11).default([]),
  /** From the first day to the last, both included. */
  skipWeeks: z
    .array(z.strictObject({ from: localDate, to: localDate }))
    .max(20)
    .default([]),
  onBankHoliday: z.enum(["skip", "next-working-day"]).default("skip"),
  announceDaysBefore: z.int().min(1).max(180).default(28),
  reminders: z
    .array(reminderSchema)
    .max(6)
    .default(() => [...USUAL_REMINDERS]),
  /** A survey's id: goes to those who came. */
  evaluation: key.optional(),
  rota: rotaSchema.optional(),
  /** Nobody but its facilitators and coordinators can see who comes, and it is kept for the shortest time. */
  confidential: z.boolean().default(false),
  /** Added in chat that day: not announced before the next working day, so that all of it can be set first. */
  addedOn: localDate.optional(),
});
export type Series = z.infer<typeof seriesSchema>;

/** What a reminder says to make people come or give their place back; `whenOthersWait` is added where some do. */
export const wordingSchema = z.strictObject({
  id: key,
  text: z.string().trim().min(1).max(300),
  /** May hold {waiting}: how many wait for a place. */
  whenOthersWait: z.string().trim().min(1).max(200).optional(),
});
export type Wording = z.infer<typeof wordingSchema>;

/** A person key, as in people/schema.ts. */
const person = z.string();

/** Somebody's turn in the rota of one session. */
export const leadSchema = z.strictObject({
  person,
  state: z.enum(["asked", "accepted", "passed"]),
  /** When it came to be so. */
  at: instant,
  /** Somebody whom this one, having accepted, has asked to lead instead; once passed, whoever does. */
  swapWith: person.optional(),
  /** A coordinator took them out, so it is not theirs to come back. */
  takenOut: z.literal(true).optional(),
});
export type Lead = z.infer<typeof leadSchema>;

/** One meeting. */
export const sessionSchema = z.strictObject({
  /** Within its occurrence: a, b, … */
  id: z.string().regex(/^[a-d]$/),
  date: localDate,
  /** On London's clocks. */
  at: localTime,
  minutes: z.int(),
  place: z.string().optional(),
  joinLink: z.string().optional(),
  capacity: z.int(),
  calledOffAt: instant.optional(),
  /** Counts up with each change that a calendar entry must show. */
  sequence: z.int().default(0),
  /** The sequence that its last move gave it. */
  movedAs: z.int().optional(),
  leads: z.array(leadSchema).default([]),
  /** Three letters that are said in the session; there from the moment it is given to who leads. */
  code: z.string().optional(),
  /** When somebody settled who came. */
  settledAt: instant.optional(),
});
export type Session = z.infer<typeof sessionSchema>;

export const ENDS = ["attended", "cancelled", "no-show", "other"] as const;
export type End = (typeof ENDS)[number];
/** Of `other`. `moved`: to a day that they never said yes to. `not-recorded`: nobody said who came. */
export const OTHER_REASONS = ["called-off", "moved", "not-recorded"] as const;
export type OtherReason = (typeof OTHER_REASONS)[number];

/** A place in a session, from its booking to its one end. */
export const bookingSchema = z.strictObject({
  id: z.string(),
  /** Undefined once forgotten. */
  person: person.optional(),
  /** Theirs when they booked; never of a confidential series. */
  partner: z.string().optional(),
  /** A session's id. */
  session: z.string(),
  bookedAt: instant,
  /** Undefined while it has not ended. */
  end: z.enum(ENDS).optional(),
  why: z.enum(OTHER_REASONS).optional(),
  endedAt: instant.optional(),
  /** The wording that they were reminded with. */
  wording: z.string().optional(),
  /** The session was moved since, and they have not said whether they can come then. */
  unsure: z.boolean().default(false),
  /** Codes of attendance that were wrong. */
  wrongCodes: z.int().default(0),
  /** The entry that was the last of them, so that it is known again when it comes twice. */
  wrongEntry: z.string().optional(),
  /** Booked where others look on, or from the waiting list: they are to be told in their own chat. */
  untold: z.boolean().default(false),
  /** Counts up with each change of it that a calendar entry must show. */
  sequence: z.int().default(0),
});
export type Booking = z.infer<typeof bookingSchema>;

/** A place in the line for a full session; the list's order is the line's. */
export const waitingSchema = z.strictObject({
  person,
  partner: z.string().optional(),
  session: z.string(),
  since: instant,
  /** A freed place is kept for them until then. */
  offeredUntil: instant.optional(),
  /** The booking that they would give up for it. */
  insteadOf: z.string().optional(),
});
export type Waiting = z.infer<typeof waitingSchema>;

export const readingSchema = z.strictObject({ title: z.string().trim().min(1).max(120), link });
export type Reading = z.infer<typeof readingSchema>;

/**
 * What a series has at one time of its rhythm: a theme, and one or more sessions on it. All that happens to it is in
 * one row, so that every change of it is whole.
 */
export const occurrenceSchema = z.strictObject({
  /** `slot.series`, for example `2026-12-08.research-hub`: sorts by date. */
  id: z.string(),
  /** The first date that the rule gives it, whatever it was moved to since. */
  slot: localDate,
  /** As it is for this occurrence: follows the series until it is announced, and is frozen then. */
  series: seriesSchema,
  /** `planned` is for coordinators only; from `announced` on it can be booked; `closed`: every booking has its end. */
  status: z.enum(["planned", "announced", "closed"]),
  announcedAt: instant.optional(),
  /** Its theme or topic. */
  theme: z.string().optional(),
  reading: z.array(readingSchema).default([]),
  sessions: z.array(sessionSchema).min(1).max(MOST_SESSIONS),
  /** In the order in which they were made. Somebody who cancelled and booked again has two. */
  bookings: z.array(bookingSchema).default([]),
  waiting: z.array(waitingSchema).default([]),
  /** For the next booking's id. */
  booked: z.int().default(0),
  /** What was done once and is not to be done again. */
  marks: z.array(z.string()).default([]),
  /** Whether who was in it has been forgotten: the bookings are there still, in no order and without people. */
  forgotten: z.boolean().default(false),
});
export type Occurrence = z.infer<typeof occurrenceSchema>;

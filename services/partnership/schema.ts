import { z } from "zod";
import { localDate, localTime } from "../kernel/dates.js";
import { wordingSchema } from "../sessions/schema.js";

const id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "lower-case words joined by hyphens, for example riverside-adults");
const link = z.url({ protocol: /^https$/, error: "a link that begins with https://" });
const days = z.int().min(1).max(3660);

export const partnerSchema = z.strictObject({
  id,
  name: z.string().min(1).max(80),
  tier: z.enum(["primary", "secondary"]),
  sector: z.enum(["local-authority", "local-authority-services", "hei", "pvi"]),
  side: z.enum(["children", "adults", "both"]),
});
export type Partner = z.infer<typeof partnerSchema>;

/** How many nudges a person gets at most, over everything that the bot does, where partnership.yaml doesn't say. */
export const USUAL_NUDGES = { perDay: 3, perWeek: 8 };

/** What reminders say where partnership.yaml doesn't. */
const USUAL_WORDINGS = [
  { id: "cost", text: "A place that stays empty is one that a colleague could have had." },
  { id: "plain", text: "Please tell me if you can't come." },
];

/** partnership.yaml: all that makes one partnership another than the next. */
export const partnershipSchema = z.strictObject({
  id,
  name: z.string().min(1).max(80),
  /** Whom a person should ask when the bot doesn't know them. */
  contact: z.strictObject({ name: z.string().min(1).max(80), email: z.email() }),
  /** Pages about the partnership, shown with the app in Teams. */
  links: z.strictObject({ website: link, privacy: link, terms: link }).optional(),
  /** Microsoft 365 tenants whose people may use the bot; all others are turned away at the door. */
  tenants: z.array(z.strictObject({ id: z.guid().toLowerCase(), name: z.string().min(1).max(80) })).min(1),
  partners: z.array(partnerSchema).min(1),
  cohorts: z.array(z.strictObject({ id, title: z.string().min(1).max(80) })),
  quietHours: z.strictObject({
    from: localTime,
    until: localTime,
    weekends: z.boolean(),
    bankHolidays: z.array(z.iso.date()),
  }),
  /** When the partnership is away: from the first day to the last, both included. */
  closedWeeks: z.array(z.strictObject({ from: localDate, to: localDate, name: z.string().min(1).max(80) })).default([]),
  nudges: z
    .strictObject({
      perDay: z.int().min(1).max(20).default(USUAL_NUDGES.perDay),
      perWeek: z.int().min(1).max(50).default(USUAL_NUDGES.perWeek),
    })
    .prefault({}),
  /** The local time at which things happen that are due on a day. */
  scheduledAt: localTime.default("09:00"),
  thresholds: z.strictObject({
    /** The fewest people a figure may be about. */
    group: z.int().min(5).max(50),
    /** The same for surveys marked sensitive. */
    sensitiveGroup: z.int().min(10).max(100),
    /** The fewest answers before comments are shown. */
    comments: z.int().min(10).max(200),
  }),
  /** How long each kind of data is kept, in days. */
  retention: z.strictObject({
    /** Answer rows, after the wave closed. Published figures stay. */
    answers: days,
    /** Who was invited, after the wave closed. */
    invitations: days,
    /** Delivery records, after the campaign ended. */
    deliveries: days,
    /** People marked as left, after they were. */
    peopleLeft: days,
    /** Who booked and who came, after the session. Of confidential series it is forgotten as soon as it is settled. */
    bookings: days.default(365),
    /** Who scored what in a panel, after its round closed. Agreed scores and figures stay. */
    panels: days.default(1095),
  }),
  /** Ways to say why a place should be given back: which one somebody gets is chance, so that they can be compared. */
  reminderWordings: z.array(wordingSchema).min(1).max(6).default(USUAL_WORDINGS),
  sending: z
    .strictObject({
      /** By all processes together. Teams takes 50; the rest is left for answers. */
      requestsPerSecondPerTenant: z.int().min(1).max(50).default(40),
      /** Under way in one process, over all tenants. */
      sendsAtATime: z.int().min(1).max(1000).default(256),
    })
    .prefault({}),
});
export type Partnership = z.infer<typeof partnershipSchema>;

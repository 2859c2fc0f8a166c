import { z } from "zod";
import type { Card } from "../../../cards/card.js";
import * as cards from "../../../cards/sessions.js";
import { localDate } from "../../../services/kernel/dates.js";
import { can } from "../../../services/permissions.js";
import type { Planning } from "../../../services/sessions/planning/planning.js";
import { PARTS } from "../../../services/sessions/planning/series-fields-rules.js";
import { action, type CardAction, type Turn } from "../../capability.js";
import type { SessionsNeeds, SessionsPart } from "./part.js";

const occurrence = z.string().regex(/^\d{4}-\d\d-\d\d\.[a-z0-9-]{1,80}$/);
const series = z.string().regex(/^[a-z0-9-]{1,80}$/);
const session = z.string().regex(/^[a-d]$/);
const every = z.enum(["month", "quarter", "year", "weeks", "dates"]);
const from = z.coerce.number().int().min(0).max(10_000).default(0);
const ofOccurrence = z.object({ occurrence });
const ofSession = z.object({ occurrence, session });
const ofPart = z.object({ series, part: z.enum(PARTS), every: every.optional() });

/** Coordinators plan: the series, each occurrence, the year ahead. */
export function planning({ sessions }: SessionsNeeds): SessionsPart {
  const { planning: plans } = sessions;
  return {
    actions: [...looking(plans), ...changing(plans), ...moving(plans), ...editing(plans)],
    messages: {},
    waiting: async (person, clock) => {
      if (!can(person, "sessions.plan")) return [];
      return (await plans.overview.withoutDates()).map(({ id, title }) => ({
        title: `${title}: no date`,
        summary: "It has no date in the next two years. Change when it meets.",
        due: clock.now(),
        button: { title: "Edit", verb: "sessions.edit-part", data: { series: id, part: "when" } },
      }));
    },
  };
}

function looking({ overview, changing: changes }: Planning): CardAction[] {
  return [
    plan("sessions.series", z.object({}), async ({ now }) => cards.seriesListCard(await overview.list(), now)),
    plan("sessions.one-series", z.object({ series, from }), async (_, data) =>
      cards.seriesCard(await overview.one(data.series), data.from),
    ),
    plan("sessions.occurrence", ofOccurrence, async ({ now }, data) =>
      cards.plannedOccurrenceCard(await changes.view(data.occurrence), now),
    ),
    plan("sessions.year", z.object({ from }), async (_, data) => cards.yearCard(await overview.year(), data.from)),
  ];
}

function changing(plans: Planning): CardAction[] {
  const { changing: changes } = plans;
  return [
    plan("sessions.details", ofOccurrence, async (_, data) =>
      cards.detailsCard(await changes.detailsForm(data.occurrence)),
    ),
    plan("sessions.save-details", z.looseObject({ occurrence, shown: z.coerce.date() }), async (turn, data) => {
      const form = await changes.saveDetails(data.occurrence, data, data.shown, turn.person);
      return form ? cards.detailsCard(form) : after(plans, turn, data.occurrence, "Saved.");
    }),
    plan("sessions.announce-now", ofOccurrence, async (turn, data) => {
      await changes.announceNow(data.occurrence, turn.person);
      return after(plans, turn, data.occurrence, "It is announced within a minute.");
    }),
  ];
}

function moving(plans: Planning): CardAction[] {
  const { changing: changes } = plans;
  return [
    plan("sessions.reschedule", ofSession, async (_, data) =>
      cards.timeCard(await changes.timeForm(data.occurrence, data.session)),
    ),
    plan("sessions.save-time", ofSession.extend({ confirms: localDate.optional() }).loose(), async (turn, data) => {
      const form = await changes.saveTime(data.occurrence, data.session, data, data.confirms, turn.person);
      return form
        ? cards.timeCard(form)
        : after(plans, turn, data.occurrence, "Moved. Whoever has booked it is asked again.");
    }),
    plan("sessions.call-off", ofSession, async (_, data) =>
      cards.callOffCard(await changes.callOffView(data.occurrence, data.session)),
    ),
    plan("sessions.call-off-confirm", ofSession, async (turn, data) => {
      await changes.callOff(data.occurrence, data.session, turn.person);
      return after(plans, turn, data.occurrence, "Called off. Whoever had booked it is told.");
    }),
  ];
}

function editing({ overview, editing: edits }: Planning): CardAction[] {
  return [
    plan("sessions.rhythm", z.object({ series: series.optional() }), async (_, data) => {
      const chosen = data.series === undefined ? undefined : (await overview.series(data.series)).recurrence.every;
      return cards.rhythmCard(data.series, chosen);
    }),
    plan("sessions.new-series", z.object({ every }), async (_, data) =>
      cards.seriesFormCard(await edits.newForm(data.every)),
    ),
    plan("sessions.save-series", z.looseObject({ every }), async (turn, data) => {
      const added = await edits.add(data.every, data, turn.person);
      if (typeof added !== "string") return cards.seriesFormCard(added);
      return cards.seriesCard(await overview.one(added), 0, "Saved. Press Edit to say who may come and who leads.");
    }),
    plan("sessions.edit", z.object({ series }), async (_, data) => cards.editCard(await overview.series(data.series))),
    plan("sessions.edit-part", ofPart, async (_, data) =>
      cards.seriesFormCard(await edits.form(data.series, data.part, data.every)),
    ),
    plan("sessions.save-part", ofPart.loose(), async (turn, data) => {
      const form = await edits.save(data.series, data.part, data.every, data, turn.person);
      if (form) return cards.seriesFormCard(form);
      return cards.seriesCard(await overview.one(data.series), 0, "Saved. What is not announced yet follows.");
    }),
  ];
}

function plan<Schema extends z.ZodType>(
  verb: string,
  schema: Schema,
  run: (turn: Turn, data: z.infer<Schema>) => Promise<Card>,
): CardAction {
  return action({ verb, needs: "sessions.plan", schema, run });
}

async function after({ changing: changes }: Planning, { now }: Turn, id: string, done: string): Promise<Card> {
  return cards.plannedOccurrenceCard(await changes.view(id), now, done);
}

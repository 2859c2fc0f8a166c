import { z } from "zod";
import * as cards from "../../../cards/sessions.js";
import type { Attendance } from "../../../services/sessions/attendance/attendance.js";
import type { Came } from "../../../services/sessions/attendance/presence.js";
import { ENDS, OTHER_REASONS } from "../../../services/sessions/schema.js";
import { subjectOf } from "../../../services/sessions/timetable.js";
import { action, type CardAction, toAll, toEach } from "../../capability.js";
import type { SessionsNeeds, SessionsPart } from "./part.js";

const occurrence = z.string().max(80);
const session = z.string().regex(/^[a-d]$/);
const ofSession = z.object({ occurrence, session });
const from = z.coerce.number().int().min(0).max(10_000).default(0);
const ids = z
  .string()
  .max(4_000)
  .default("")
  .transform((text) => text.split(",").filter((id) => id !== ""));

/** `attended`, or `other.moved`: an end, for `other` with its reason. */
const chosenEnd = z
  .string()
  .transform((text) => {
    const [end, why] = text.split(".");
    return { end, why };
  })
  .pipe(
    z.union([
      z.object({ end: z.enum(ENDS).exclude(["other"]), why: z.undefined() }),
      z.object({ end: z.literal("other"), why: z.enum(OTHER_REASONS) }),
    ]),
  );

/** Who came: the code, the list afterwards, and putting it right. */
export function attendance({ sessions: { attendance: service } }: SessionsNeeds): SessionsPart {
  return {
    actions: [...coming(service), ...listing(service), ...correcting(service)],
    messages: {
      "sessions.code": toEach(async (person, subject) => {
        const at = subjectOf(subject);
        const view = await service.code(person, at.occurrence, at.session);
        return view && cards.codeCard(view);
      }),
      "sessions.list": toEach(async (person, subject) => {
        const at = subjectOf(subject);
        const view = await service.listing.toAsk(person, at.occurrence, at.session);
        return view && cards.listCard(view);
      }),
      "sessions.list-settled": toAll(async (subject) => {
        const at = subjectOf(subject);
        const head = await service.head(at.occurrence, at.session);
        return head && cards.listSettledCard(head);
      }),
    },
    waiting: async (person) =>
      (await service.listing.waiting(person)).map(({ view, due }) => ({
        title: `${view.title}: who came?`,
        summary: `${view.open === 1 ? "One person" : `${view.open} people`} of whom you have not said yet. Half a minute.`,
        due,
        button: {
          title: "Who came",
          verb: "sessions.came-list",
          data: { occurrence: view.occurrence, session: view.session },
        },
      })),
  };
}

function coming({ presence }: Attendance): CardAction[] {
  return [
    action({
      verb: "sessions.came",
      needs: "sessions.book",
      schema: ofSession,
      run: async ({ person }, data) => cameCard(await presence.form(person, data.occurrence, data.session)),
    }),
    action({
      verb: "sessions.came-code",
      needs: "sessions.book",
      schema: ofSession.extend({ code: z.string().max(50).default("") }),
      run: async ({ person }, { code, ...data }) =>
        cameCard(await presence.enter(person, data.occurrence, data.session, code)),
    }),
  ];
}

function listing({ listing: list }: Attendance): CardAction[] {
  return [
    action({
      verb: "sessions.attendance",
      needs: "sessions.lead",
      schema: z.object({ from }),
      run: async ({ person }, data) => cards.attendanceCard(await list.door(person), data.from),
    }),
    action({
      verb: "sessions.who",
      needs: "sessions.lead",
      schema: ofSession.extend({ from }),
      run: async ({ person }, data) => cards.whoCard(await list.who(person, data.occurrence, data.session), data.from),
    }),
    action({
      verb: "sessions.came-list",
      needs: "sessions.lead",
      schema: ofSession,
      run: async ({ person }, data) => cards.listCard(await list.list(person, data.occurrence, data.session)),
    }),
    action({
      verb: "sessions.came-save",
      needs: "sessions.lead",
      schema: ofSession.extend({ shown: ids, absent: ids }),
      run: async ({ person }, { shown, absent, ...data }) =>
        cards.listCard(await list.save(person, data.occurrence, data.session, { shown, absent })),
    }),
    action({
      verb: "sessions.came-all",
      needs: "sessions.lead",
      schema: ofSession,
      run: async ({ person }, data) =>
        cards.listCard(await list.save(person, data.occurrence, data.session, { absent: [] })),
    }),
  ];
}

function correcting({ listing: list }: Attendance): CardAction[] {
  return [
    action({
      verb: "sessions.correct",
      needs: "sessions.lead",
      schema: ofSession.extend({ from }),
      run: async ({ person }, data) =>
        cards.correctCard(await list.people(person, data.occurrence, data.session), { from: data.from }),
    }),
    action({
      verb: "sessions.correct-save",
      needs: "sessions.lead",
      schema: ofSession.extend({ from, booking: z.string().max(40).default(""), end: z.string().max(40).default("") }),
      run: async ({ person }, { from: at, booking, end, ...data }) => {
        const view = await list.people(person, data.occurrence, data.session);
        const to = chosenEnd.safeParse(end);
        const isKnown = view.people.some((one) => one.booking === booking);
        if (!isKnown || !to.success) {
          const error = isKnown ? "Choose what is right." : "Choose somebody from the list.";
          return cards.correctCard(view, { from: at, error, chosen: { booking, end } });
        }
        await list.correct(person, data.occurrence, data.session, booking, to.data);
        return cards.listCard(await list.list(person, data.occurrence, data.session));
      },
    }),
  ];
}

function cameCard(came: Came) {
  return came.kind === "recorded" ? cards.cameRecordedCard(came.head) : cards.cameCard(came.form);
}

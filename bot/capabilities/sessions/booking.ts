import { z } from "zod";
import type { Card } from "../../../cards/card.js";
import { fromSchema } from "../../../cards/home.js";
import * as cards from "../../../cards/sessions.js";
import { type Person, personKey } from "../../../services/people/schema.js";
import type { Booking, SessionId } from "../../../services/sessions/booking/booking.js";
import type { BookingReply, Standing } from "../../../services/sessions/booking/views.js";
import { noSuchSession } from "../../../services/sessions/context.js";
import { subjectOf } from "../../../services/sessions/timetable.js";
import { action, type CardAction, type MessageCards, type Turn } from "../../capability.js";
import type { SessionsNeeds, SessionsPart } from "./part.js";

const occurrence = z.string().max(120);
const ofSession = z.object({ occurrence, session: z.string().max(4) });

/** What everybody does: see what is coming, book, give back, move, wait in line. */
export function booking({ sessions: { booking: service }, clock, fileUrl }: SessionsNeeds): SessionsPart {
  const card = async (person: Person, { view, refusal }: BookingReply, occasion?: cards.Occasion) => {
    const token = await service.calendarToken(person, view);
    return cards.bookingCard(view, { now: clock.now(), refusal, occasion, calendarUrl: token && fileUrl(token) });
  };
  const reply: Reply = async ({ person, place }, answer) =>
    place.kind === "personal" ? card(person, answer) : cards.channelAnswerCard(answer.view, answer.refusal);
  return {
    commands: [{ word: "sessions", needs: "sessions.see", run: (turn) => list(service, turn, 0) }],
    actions: [...looking(service, reply), ...changing(service, reply)],
    messages: Object.fromEntries(
      Object.entries(MESSAGES).map(([kind, said]) => [`sessions.${kind}`, message(service, said, card)]),
    ),
    posts: {
      "sessions.announcement": async (subject) => {
        const view = await service.announcement(subject);
        return view && cards.announcementCard(view, clock.now());
      },
    },
    waiting: async (person) => (await service.asks(person)).map(cards.askInInbox),
  };
}

type Reply = (turn: Turn, reply: BookingReply) => Promise<Card>;

function looking(service: Booking, reply: Reply): CardAction[] {
  const needs = "sessions.see" as const;
  const viewOf = async ({ person }: Turn, at: SessionId) =>
    (await service.view(person, at.occurrence, at.session)) ?? gone();
  return [
    action({ verb: "sessions.list", needs, schema: fromSchema, run: (turn, { from }) => list(service, turn, from) }),
    action({
      verb: "sessions.show",
      needs,
      schema: ofSession,
      run: async (turn, at) => reply(turn, { view: await viewOf(turn, at) }),
    }),
    action({
      verb: "sessions.choose",
      needs,
      schema: ofSession,
      run: async (turn, at) => cards.chooseSessionCard(await viewOf(turn, at)),
    }),
    action({
      verb: "sessions.announcement",
      needs,
      schema: z.object({ occurrence }),
      run: async ({ now }, at) => cards.announcementCard((await service.announcement(at.occurrence)) ?? gone(), now),
    }),
  ];
}

function changing(service: Booking, reply: Reply): CardAction[] {
  const change = (verb: string, run: (turn: Turn, at: SessionId) => Promise<BookingReply>) =>
    action({
      verb: `sessions.${verb}`,
      needs: "sessions.book",
      schema: ofSession,
      run: async (turn, at) => reply(turn, await run(turn, at)),
    });
  const elsewhere = ({ place }: Turn) => ({ elsewhere: place.kind !== "personal" });
  return [
    change("book", (turn, at) => service.book(turn.person, at, elsewhere(turn))),
    change("move", (turn, at) => service.moveTo(turn.person, at, elsewhere(turn))),
    change("give-back", ({ person }, at) => service.giveBack(person, at)),
    change("accept", ({ person }, at) => service.accept(person, at)),
    change("decline", ({ person }, at) => service.decline(person, at)),
    change("confirm", ({ person }, at) => service.confirm(person, at)),
  ];
}

interface Said {
  /** It is said to those who stand like this, and to nobody else any more; to everybody where nothing is given. */
  readonly to?: readonly Standing[];
  readonly occasion?: (standing: Standing) => cards.Occasion | undefined;
}

/** By kind of message, all about `occurrence|session`. */
const MESSAGES: Readonly<Record<string, Said>> = {
  booked: { to: ["booked", "unsure"] },
  offer: { to: ["offered"] },
  /** Takes the place of an offer, whatever came of it. */
  lapsed: { occasion: (standing) => (standing === "none" || standing === "cancelled" ? cards.LAPSED : undefined) },
  moved: { to: ["unsure"] },
  "called-off": { to: ["called-off"] },
};

function message(
  service: Booking,
  { to, occasion }: Said,
  card: (person: Person, reply: BookingReply, occasion?: cards.Occasion) => Promise<Card>,
): MessageCards {
  return async (people, subject) => {
    const at = subjectOf(subject);
    const views = await service.views(people, at.occurrence, at.session);
    const told = people.flatMap((person) => {
      const view = views.get(personKey(person));
      return view && (to?.includes(view.standing) ?? true) ? [{ person, view }] : [];
    });
    const made = told.map(
      async ({ person, view }) => [personKey(person), await card(person, { view }, occasion?.(view.standing))] as const,
    );
    return new Map(await Promise.all(made));
  };
}

async function list(service: Booking, { person }: Turn, from: number): Promise<Card> {
  return cards.comingCard(await service.coming(person), from);
}

function gone(): never {
  throw noSuchSession();
}

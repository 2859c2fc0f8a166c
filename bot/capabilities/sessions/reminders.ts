import type { Card } from "../../../cards/card.js";
import * as cards from "../../../cards/sessions.js";
import { type Person, personKey } from "../../../services/people/schema.js";
import type { BookingView } from "../../../services/sessions/booking/views.js";
import { subjectOf } from "../../../services/sessions/timetable.js";
import type { MessageCards } from "../../capability.js";
import type { SessionsNeeds, SessionsPart } from "./part.js";

/** Reminders, for those who still have a place. */
export function reminders({ sessions, clock, fileUrl }: SessionsNeeds): SessionsPart {
  const toBooked = (make: MakerOf): MessageCards => messageTo(sessions, make);
  const shown = async (person: Person, view: BookingView) => {
    const token = await sessions.booking.calendarToken(person, view);
    return { now: clock.now(), calendarUrl: token && fileUrl(token) };
  };
  return {
    actions: [],
    messages: {
      "sessions.reading": toBooked(async () => async (person, view) => {
        return view.reading.length > 0 ? cards.readingCard(view, await shown(person, view)) : undefined;
      }),
      "sessions.ways-out": toBooked(async (occurrence, session) => {
        const wordings = await sessions.reminding.wordings(occurrence, session);
        return async (person, view) =>
          cards.waysOutCard(view, { ...(await shown(person, view)), wording: wordings.get(personKey(person)) });
      }),
      "sessions.join": toBooked(async () => async (_, view) => cards.joinCard(view)),
    },
  };
}

type Maker = (person: Person, view: BookingView) => Promise<Card | undefined>;
/** Of one session, for all of those people. */
type MakerOf = (occurrence: string, session: string) => Promise<Maker>;

function messageTo({ booking }: SessionsNeeds["sessions"], makerOf: MakerOf): MessageCards {
  return async (people, subject) => {
    const { occurrence, session } = subjectOf(subject);
    const [views, make] = [await booking.views(people, occurrence, session), await makerOf(occurrence, session)];
    const cardsOf = people.map(async (person) => {
      const view = views.get(personKey(person));
      return [personKey(person), isBooked(view) ? await make(person, view) : undefined] as const;
    });
    return new Map((await Promise.all(cardsOf)).flatMap(([key, card]) => (card ? [[key, card]] : [])));
  };
}

function isBooked(view: BookingView | undefined): view is BookingView {
  return view?.isOpen === true && (view.standing === "booked" || view.standing === "unsure");
}

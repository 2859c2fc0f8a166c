import { momentInWords } from "../../services/kernel/dates.js";
import type { BookingView, Refusal } from "../../services/sessions/booking/views.js";
import type { SessionTime } from "../../services/sessions/views.js";
import { placesInWords, whenInWords } from "./words.js";

export interface Words {
  readonly title: string;
  readonly sentence: string;
}

/** Where somebody stands, and what comes next. */
export function standingInWords(view: BookingView): Words {
  switch (view.standing) {
    case "booked":
      return { title: "You are booked", sentence: view.isOpen ? GIVE_BACK : "It has begun." };
    case "unsure":
      return { title: "It was moved: can you still come?", sentence: "Your place is kept for you until you say." };
    case "waiting":
      return { title: `You are number ${view.inLine} in line`, sentence: `${WAITING} ${keeps(view)}`.trim() };
    case "offered":
      return { title: "A place has come free for you", sentence: offerInWords(view) };
    case "cancelled":
      return { title: "You gave your place back", sentence: "Thank you for telling me: a colleague can have it now." };
    case "called-off":
      return { title: "This session was called off", sentence: calledOff(view) };
    case "attended":
      return { title: "You came", sentence: "Thank you for being there." };
    case "no-show":
      return { title: "You are down as not having come", sentence: PUT_RIGHT };
    case "other":
      return { title: "This booking has ended", sentence: "Type sessions to see what is coming." };
    case "none":
      return withoutBooking(view);
  }
}

/** Why a press changed nothing. */
export const REFUSALS: Readonly<Record<Refusal, Words>> = {
  "offer-over": {
    title: "The time for this place is over",
    sentence: "It goes to the next in line. You can still join the line again, at its end.",
  },
  "no-offer": {
    title: "No place is kept for you just now",
    sentence: "When one comes free and it is your turn, I will offer it to you here.",
  },
  begun: {
    title: "It has begun",
    sentence: "So your place can't be given back any more. If you can't be there, please tell those who lead it.",
  },
  "holds-begun": {
    title: "You have a place in the other session",
    sentence: "That one has begun, so it can't be moved any more. If you missed it, please tell those who lead it.",
  },
  "line-full": {
    title: "It can't be booked any more",
    sentence: "There are too many bookings already. Type sessions to see what else is coming.",
  },
};

/** In the place of an offer that somebody let pass. */
export const LAPSED: Words = {
  title: "The time for this place is over",
  sentence: "It went to the next in line, and you are out of the line. You can join it again, at its end.",
};

const GIVE_BACK =
  "I will remind you before it. If you can't come after all, press Can't come, so that a colleague can have your place.";
const WAITING = "When a place comes free for you, I will offer it to you in our chat, with time to decide.";
const PUT_RIGHT = "If that is wrong, please tell those who led it: it can be put right for 14 days.";

function keeps({ holds }: BookingView): string {
  return holds ? `Until you say yes to it, you keep your place on ${whenInWords(holds.time)}.` : "";
}

function offerInWords({ offeredUntil, holds }: BookingView): string {
  const until = offeredUntil
    ? `It is kept for you until ${momentInWords(offeredUntil)}, and then goes to the next in line.`
    : "";
  const instead = holds ? `If you take it, your place on ${whenInWords(holds.time)} is given back.` : "";
  return `${until} ${instead}`.trim();
}

function calledOff({ others, holds }: BookingView): string {
  if (holds) return `You keep your place on ${whenInWords(holds.time)}.`;
  return others.length === 0 ? "Type sessions to see what else is coming." : "You can have a place in another session.";
}

function withoutBooking(view: BookingView): Words {
  if (!view.isOpen) return { title: "It can't be booked any more", sentence: "Type sessions to see what is coming." };
  if (view.holds) return { title: "You have a place in the other session", sentence: shallMove(view, view.holds.time) };
  const sentence = view.placesLeft > 0 ? "" : "Join the list: a freed place is offered to the first in line.";
  return { title: placesInWords(view), sentence };
}

function shallMove({ placesLeft }: BookingView, held: SessionTime): string {
  const place = `Your place is on ${whenInWords(held)}.`;
  if (placesLeft > 0) return `${place} Shall I move you to this one?`;
  return `${place} This one is full: you can wait for it, and keep your place until you say yes to another.`;
}

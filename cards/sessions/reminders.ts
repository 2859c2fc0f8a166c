import { dateOf, dayInWords, daysBetween, timeOf } from "../../services/kernel/dates.js";
import type { BookingView } from "../../services/sessions/booking/views.js";
import type { Wording } from "../../services/sessions/schema.js";
import type { Card } from "../card.js";
import { render } from "../render.js";
import { bookingCard } from "./booking.js";
import { mainly, open, press } from "./parts.js";
import { whenInWords } from "./words.js";

interface Shown {
  readonly now: Date;
  readonly calendarUrl?: string | undefined;
}

/** The pre-reading, some days ahead. */
export function readingCard(view: BookingView, shown: Shown): Card {
  const title = `To read before ${dayOf(view, shown.now)}`;
  const sentence = "Please look at it before the session, so that there is more time to talk.";
  return bookingCard(view, { ...shown, occasion: { title, sentence } });
}

/** "Can you still come?", in the wording that this person was dealt, with the easy ways out. */
export function waysOutCard(view: BookingView, shown: Shown & { readonly wording: Wording | undefined }): Card {
  const { wording, ...rest } = shown;
  const day = dayOf(view, shown.now);
  const title = `Can you still come ${NEAR.has(day) ? day : `on ${day}`}?`;
  return bookingCard(view, { ...rest, occasion: { title, sentence: reason(wording, view.waiting) } });
}

/** Shortly before it begins: the way in, and the way out. */
export function joinCard(view: BookingView): Card {
  const { theme = "", place = "", joinLink } = view;
  const join = joinLink === undefined ? [] : [mainly(open("Join", joinLink))];
  return render("sessions/join", {
    title: `${view.title} begins at ${timeOf(view.time.start)}`,
    ...{ theme, when: whenInWords(view.time), place, code: CODE },
    actions: [...join, press("Can't come", "give-back", view), press("I came", "came", view)],
  });
}

const CODE = "In the session, press I came and type the code that you are told there.";
const NEAR: ReadonlySet<string> = new Set(["today", "tomorrow"]);
const USUAL = "Please tell me if you can't come: then somebody else can have your place.";

function reason(wording: Wording | undefined, waiting: number): string {
  if (!wording) return USUAL;
  const others = waiting > 0 ? (wording.whenOthersWait?.replaceAll("{waiting}", `${waiting}`) ?? "") : "";
  return [wording.text, others].filter((part) => part !== "").join(" ");
}

/** "today", "tomorrow", "Tuesday", and from a week ahead "Tuesday 8 December" */
function dayOf({ time }: BookingView, now: Date): string {
  const date = dateOf(time.start);
  const days = daysBetween(dateOf(now), date);
  if (days <= 1) return days < 1 ? "today" : "tomorrow";
  const day = dayInWords(date);
  return days < 7 ? (day.split(" ")[0] ?? day) : day;
}

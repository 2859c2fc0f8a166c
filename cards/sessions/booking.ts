import type { BookingView } from "../../services/sessions/booking/views.js";
import type { Card } from "../card.js";
import { doneNotice } from "../notices.js";

/** Why the card is there, when it isn't the answer to a press: a reminder, a freed place, a moved session. */
export interface Occasion {
  readonly title: string;
  readonly sentence: string;
}

/** One session as one person sees it, with what they can do about it. `calendarUrl`: the link to its calendar entry. */
export function bookingCard(
  view: BookingView,
  _shown: { readonly now: Date; readonly calendarUrl?: string; readonly occasion?: Occasion },
): Card {
  return doneNotice({ title: view.title, sentence: "" });
}

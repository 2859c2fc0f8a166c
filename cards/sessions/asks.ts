import type { InboxItem } from "../../services/inbox/schema.js";
import type { BookingAsk } from "../../services/sessions/booking/views.js";
import { whenInWords } from "./words.js";

/** What a session asks of somebody, as a line of their inbox. */
export function askInInbox({ ask, occurrence, session, title, time, due }: BookingAsk): InboxItem {
  const { summary, button } = ASKS[ask];
  return {
    title,
    summary: `${whenInWords(time)}. ${summary}`,
    due,
    button: { title: button, verb: "sessions.show", data: { occurrence, session } },
  };
}

const ASKS: Readonly<Record<BookingAsk["ask"], { readonly summary: string; readonly button: string }>> = {
  "take-place": { summary: "A place has come free for you: do you want it?", button: "Answer" },
  confirm: { summary: "It was moved: can you still come?", button: "Answer" },
  "still-coming": { summary: "Can you still come? If not, somebody else can have your place.", button: "Show" },
};

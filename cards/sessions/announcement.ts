import type { AnnouncedSession, AnnouncementView } from "../../services/sessions/booking/views.js";
import type { Card } from "../card.js";
import { render } from "../render.js";
import { lines, PROMISE, press, readingLines } from "./parts.js";
import { inDays, namesInWords, placesInWords, shortly, whenInWords, whereInWords } from "./words.js";

/** What a channel sees of an occurrence: numbers, never names of those who come. */
export function announcementCard(view: AnnouncementView, now: Date): Card {
  const isOver = view.sessions.every(({ state }) => state === "over" || state === "called-off");
  const open = view.sessions.filter(({ state }) => state === "open");
  const title = view.theme ?? view.title;
  const intro = isOver ? "It is over. Thank you to everybody who took part." : view.purpose;
  return render("sessions/announcement", {
    eyebrow: view.theme === undefined ? `The ${view.about} is to come` : view.title,
    title,
    intro,
    reading: isOver ? [] : readingLines(view.reading),
    sessions: view.sessions.map((session) => ({
      when: whenInWords(session.time),
      details: lines([stateInWords(session, now), whereInWords(session.place, session.isOnline), ledBy(session)]),
      button: session.state === "open" ? bookButton(view, session, open.length) : null,
    })),
    promise: view.confidential ? PROMISE : "",
    speak: `${view.title}: ${title}. ${view.sessions.map(({ time }) => whenInWords(time)).join("; ")}`,
  });
}

function bookButton({ occurrence }: AnnouncementView, { session, time }: AnnouncedSession, open: number) {
  return press(open === 1 ? "Book" : `Book: ${shortly(time)}`, "book", { occurrence, session });
}

function stateInWords({ state, time, ...places }: AnnouncedSession, now: Date): string {
  switch (state) {
    case "called-off":
      return "Called off";
    case "begun":
      return "It has begun";
    case "over":
      return "Over";
    case "open":
      return `${capital(inDays(time, now))}. ${placesInWords(places)}`;
  }
}

function ledBy({ leads, state }: AnnouncedSession): string | undefined {
  return leads.length > 0 && state !== "called-off" ? `Led by ${namesInWords(leads)}` : undefined;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

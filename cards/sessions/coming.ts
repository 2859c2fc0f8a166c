import type { ComingSession, ComingView } from "../../services/sessions/booking/views.js";
import { type Button, execute, more, type Page, toldApart } from "../buttons.js";
import type { Card } from "../card.js";
import { MOST_ACTIONS, render } from "../render.js";
import { inDays, placesInWords, shortly, whenInWords } from "./words.js";

/** More lines than this are too many to read. */
const LONGEST_PAGE = 10;
const TO_FIRST: Button = { title: "Back", verb: "sessions.list" };

/** What is coming, with the person's own bookings; and the doors to what else they do with sessions. */
export function comingCard({ sessions, now, leads, plans }: ComingView, from = 0): Card {
  const doors = from === 0 ? doorsOf({ leads, plans }) : [TO_FIRST];
  const { items, next } = pageOf(sessions, from, MOST_ACTIONS - doors.length);
  const intro = introOf(sessions);
  const on = more(next, "sessions.list");
  return render("sessions/coming", {
    intro,
    sessions: withButtons(items).map(({ one, button }) => ({
      title: one.theme === undefined ? one.title : `${one.title}: ${one.theme}`,
      when: `${whenInWords(one.time)} (${inDays(one.time, now)})`,
      status: statusInWords(one),
      button: button && execute(button),
    })),
    actions: from === 0 ? [...doors.map(execute), ...on] : [...on, ...doors.map(execute)],
    speak: `Sessions. ${intro}`,
  });
}

/** As many lines as have room with their buttons, of which there can be `buttons`; a way on takes one. */
function pageOf(sessions: readonly ComingSession[], from: number, buttons: number): Page<ComingSession> {
  const rest = sessions.slice(from);
  const fits = (lines: readonly ComingSession[], most: number) =>
    lines.length <= LONGEST_PAGE && lines.filter(buttonOf).length <= most;
  if (fits(rest, buttons)) return { items: rest, next: undefined };
  const length = rest.findIndex((_, at) => !fits(rest.slice(0, at + 1), buttons - 1));
  return { items: rest.slice(0, length), next: from + length };
}

function introOf(sessions: readonly ComingSession[]): string {
  if (sessions.length === 0)
    return "Nothing is announced for you just now. New sessions are announced in their channels.";
  const booked = sessions.filter(({ standing }) => standing === "booked" || standing === "unsure").length;
  if (booked === 0) return "What is coming. You are not booked yet.";
  return `What is coming. You are booked for ${booked === 1 ? "one of them" : `${booked} of them`}.`;
}

function doorsOf({ leads, plans }: { readonly leads: boolean; readonly plans: boolean }): Button[] {
  return [
    ...(leads || plans ? [{ title: "Attendance", verb: "sessions.attendance" }] : []),
    ...(plans ? [{ title: "Plan sessions", verb: "sessions.series" }] : []),
    ...(plans ? [{ title: "What works", verb: "sessions.report" }] : []),
  ];
}

/** Buttons with one title are told apart by day and time. */
function withButtons(items: readonly ComingSession[]): { one: ComingSession; button: Button | null }[] {
  const pressed = items.flatMap((one) => {
    const button = buttonOf(one);
    return button ? [{ title: shortly(one.time), button, one }] : [];
  });
  const told = new Map(toldApart(pressed).map(({ one, button }) => [one, button]));
  return items.map((one) => ({ one, button: told.get(one) ?? null }));
}

function buttonOf({
  standing,
  isOpen,
  placesLeft,
  holdsAnother,
  occurrence,
  session,
}: ComingSession): Button | undefined {
  const data = { occurrence, session };
  if (standing === "booked" || standing === "waiting") return { title: "Show", verb: "sessions.show", data };
  if (standing === "unsure" || standing === "offered") return { title: "Answer", verb: "sessions.show", data };
  if (!isOpen || holdsAnother || standing === "attended") return undefined;
  return { title: placesLeft > 0 ? "Book" : "Wait", verb: "sessions.book", data };
}

function statusInWords(one: ComingSession): string {
  switch (one.standing) {
    case "booked":
      return "You are booked";
    case "unsure":
      return "It was moved: can you still come?";
    case "waiting":
      return `You are number ${one.inLine} in line`;
    case "offered":
      return "A place is kept for you: do you want it?";
    case "called-off":
      return "Called off";
    case "attended":
      return "You came";
    default:
      return one.holdsAnother ? "The same as the session that you are booked for" : open(one);
  }
}

function open(one: ComingSession): string {
  return one.isOpen ? placesInWords(one) : "It has begun";
}

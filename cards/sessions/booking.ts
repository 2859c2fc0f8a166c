import type { BookingView, Refusal } from "../../services/sessions/booking/views.js";
import { execute } from "../buttons.js";
import type { Card } from "../card.js";
import type { Element } from "../parts.js";
import { render } from "../render.js";
import { lines, mainly, open, PROMISE, press, readingLines } from "./parts.js";
import { REFUSALS, standingInWords } from "./standing.js";
import { inDays, namesInWords, shortly, whenInWords, whereInWords } from "./words.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** `I came` is offered from so long before the start until so long after the end. */
const CAME_BEFORE_MS = 10 * MINUTE;
const CAME_AFTER_MS = 2 * HOUR;

/** Why the card is there, when it isn't the answer to a press: a reminder, a freed place, a moved session. */
export interface Occasion {
  readonly title: string;
  readonly sentence: string;
}

/** One session as one person sees it, with what they can do about it. `calendarUrl`: the link to its calendar entry. */
export function bookingCard(
  view: BookingView,
  shown: {
    readonly now: Date;
    readonly calendarUrl?: string | undefined;
    readonly occasion?: Occasion | undefined;
    readonly refusal?: Refusal | undefined;
  },
): Card {
  const { title, sentence } = shown.occasion ?? (shown.refusal ? REFUSALS[shown.refusal] : standingInWords(view));
  const when = whenInWords(view.time);
  return render("sessions/booking", {
    eyebrow: view.title,
    title,
    sentences: lines([sentence]),
    warnings: lines(isComing(view) ? view.clashes.map((clash) => `You are also booked at that time: ${clash}.`) : []),
    theme: view.theme ?? "",
    when: `${when} (${inDays(view.time, shown.now)})`,
    details: lines([
      whereInWords(view.place, view.joinLink !== undefined),
      view.leads.length > 0 ? `Led by ${namesInWords(view.leads)}` : undefined,
    ]),
    reading: view.isOpen ? readingLines(view.reading) : [],
    promise: view.confidential ? PROMISE : "",
    actions: [
      ...(shown.refusal === "line-full" ? [] : waysOn(view, false)),
      ...links(view, shown.now, shown.calendarUrl),
      execute({ title: "Back", verb: "sessions.list" }),
    ],
    speak: `${view.title}, ${when}: ${title}. ${sentence}`,
  });
}

/** The short answer, to the presser alone, in the place of an announcement. */
export function channelAnswerCard(view: BookingView, refusal?: Refusal): Card {
  const { title, sentence } = refusal ? REFUSALS[refusal] : standingInWords(view);
  const told = view.standing === "booked" ? "The details are on their way to you in our own chat." : undefined;
  return answer(
    view,
    title,
    [sentence, told, view.confidential ? PROMISE : undefined],
    [
      ...(refusal === "line-full" ? [] : waysOn(view, true)),
      execute({ title: "Back", verb: "sessions.announcement", data: { occurrence: view.occurrence } }),
    ],
  );
}

/** To which of the others they want to move. */
export function chooseSessionCard(view: BookingView): Card {
  const others = view.others.map(({ session, time, placesLeft }) =>
    press(`${shortly(time)}${placesLeft === 0 ? " (full)" : ""}`, "move", { ...view, session }),
  );
  const sentence = "You keep your place until you have one in the other session.";
  return answer(view, "To which session shall I move you?", [sentence], [...others, press("Back", "show", view)]);
}

function answer(view: BookingView, title: string, sentences: (string | undefined)[], actions: Element[]): Card {
  const when = whenInWords(view.time);
  const speak = `${view.title}, ${when}: ${title}`;
  return render("sessions/answer", { eyebrow: view.title, title, when, sentences: lines(sentences), actions, speak });
}

/** What they can do about their place, the most likely first. */
function waysOn(view: BookingView, isBrief: boolean): Element[] {
  if (!view.isOpen) return view.standing === "called-off" && !view.holds ? bookAnother(view) : [];
  switch (view.standing) {
    case "booked":
      return [press("Can't come", "give-back", view), ...(isBrief ? [] : move(view))];
    case "unsure":
      return [
        mainly(press("I can still come", "confirm", view)),
        press("Can't come", "give-back", view),
        ...move(view),
      ];
    case "offered":
      return [mainly(press("Take the place", "accept", view)), press("No, thanks", "decline", view)];
    case "waiting":
      return [press("Leave the list", "decline", view), ...(view.holds || isBrief ? [] : bookAnother(view))];
    default:
      return book(view);
  }
}

function book(view: BookingView): Element[] {
  if (view.holds)
    return [
      mainly(press(view.placesLeft > 0 ? "Move to this session" : "Wait for this session", "move", view)),
      press("Keep my place", "show", { ...view, session: view.holds.session }),
    ];
  return [mainly(press(view.placesLeft > 0 ? "Book" : "Join the waiting list", "book", view))];
}

/** Leaves room for the other buttons. */
function bookAnother(view: BookingView): Element[] {
  return view.others
    .filter(({ placesLeft }) => placesLeft > 0)
    .map(({ session, time }) => press(`Book: ${shortly(time)}`, "book", { ...view, session }));
}

function move(view: BookingView): Element[] {
  const [other, another] = view.others;
  if (!other) return [];
  const title = another ? "Move to another session" : "Move to the other session";
  return [press(title, another ? "choose" : "move", another ? view : { ...view, session: other.session })];
}

function links({ time, joinLink, ...view }: BookingView, now: Date, calendarUrl: string | undefined): Element[] {
  if (!isComing(view)) return [];
  const [start, end, instant] = [time.start.getTime(), time.end.getTime(), now.getTime()];
  const isNear = instant >= start - DAY && instant < end;
  const asksWhoCame = instant >= start - CAME_BEFORE_MS && instant < end + CAME_AFTER_MS;
  return [
    ...(asksWhoCame ? [mainly(press("I came", "came", view))] : []),
    ...(isNear && joinLink !== undefined ? [open("Join", joinLink)] : []),
    ...(!asksWhoCame && calendarUrl !== undefined ? [open("Add to calendar", calendarUrl)] : []),
  ];
}

function isComing({ standing }: Pick<BookingView, "standing">): boolean {
  return standing === "booked" || standing === "unsure";
}

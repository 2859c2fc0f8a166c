import ical, { ICalCalendarMethod, ICalEventStatus } from "ical-generator";
import type { Booking, Occurrence, Session } from "../schema.js";
import { isCalledOff } from "../times-rules.js";
import { timeOfSession } from "./view-rules.js";

/** By whom calendars are told that an entry is. */
const PRODUCT = { company: "Social work teaching partnership", product: "Sessions", language: "EN" };

/**
 * A booking as an iCalendar file (RFC 5545), as it is now. Its UID stays through moves and its SEQUENCE only grows, so
 * that what a calendar takes in replaces the entry that it has. `house`: the partnership, whose ids are its own.
 */
export function calendarEntry(
  occurrence: Occurrence,
  session: Session,
  booking: Booking,
  now: Date,
  house: string,
): string {
  const isOff = isCalledOff(session) || (booking.end !== undefined && booking.end !== "attended");
  const calendar = ical({ prodId: PRODUCT, method: isOff ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH });
  calendar.createEvent({
    id: `${occurrence.id}.${booking.id}@${house}`,
    sequence: session.sequence + booking.sequence,
    stamp: now,
    ...timeOfSession(session),
    summary: summaryOf(occurrence),
    location: session.place ?? session.joinLink ?? null,
    url: session.joinLink ?? null,
    description: describe(occurrence, session),
    status: isOff ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  });
  return calendar.toString();
}

/** Calendars are seen by colleagues: of a confidential series they see no topic, and its short title alone. */
function summaryOf({ series, theme }: Occurrence): string {
  if (series.confidential) return series.shortTitle;
  return theme === undefined ? series.title : `${series.title}: ${theme}`;
}

function describe({ series, reading }: Occurrence, { joinLink }: Session): string {
  const links = series.confidential ? [] : reading.map(({ title, link }) => `${title}: ${link}`);
  return [
    ...(joinLink === undefined ? [] : [`Join: ${joinLink}`]),
    ...(links.length === 0 ? [] : ["To read before:", ...links]),
    "Can't come? Type sessions to the bot in Teams and press Can't come, so that somebody else can have your place.",
  ].join("\n");
}

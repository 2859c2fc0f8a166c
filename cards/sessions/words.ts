import { dateOf, dayInWords, daysBetween, timeOf } from "../../services/kernel/dates.js";
import type { SessionTime } from "../../services/sessions/views.js";

/** "Tuesday 8 December, 12:30 to 13:30" */
export function whenInWords({ start, end }: SessionTime): string {
  return `${dayInWords(dateOf(start))}, ${timeOf(start)} to ${timeOf(end)}`;
}

/** "today", "tomorrow", "in 9 days"; "3 days ago" */
export function inDays({ start }: SessionTime, now: Date): string {
  const days = daysBetween(dateOf(now), dateOf(start));
  if (days === 0) return "today";
  if (days === 1) return "tomorrow";
  if (days === -1) return "yesterday";
  return days > 0 ? `in ${days} days` : `${-days} days ago`;
}

/** "Tue 8 Dec, 12:30": for buttons. */
export function shortly({ start }: SessionTime): string {
  return `${SHORT.format(start).replace(",", "")}, ${timeOf(start)}`;
}

const SHORT = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/London",
  weekday: "short",
  day: "numeric",
  month: "short",
});

/** "12 places left", "1 place left", "Full", "Full, 3 waiting" */
export function placesInWords({
  placesLeft,
  waiting,
}: {
  readonly placesLeft: number;
  readonly waiting: number;
}): string {
  if (placesLeft > 0) return `${placesLeft} ${placesLeft === 1 ? "place" : "places"} left`;
  return waiting === 0 ? "Full" : `Full, ${waiting} waiting`;
}

/** "Ann Lee", "Ann Lee and Ben Ho", "Ann Lee, Ben Ho and Cy Oz" */
export function namesInWords(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** "Room 12", "Online", "Room 12, or online" */
export function whereInWords(place: string | undefined, isOnline: boolean): string | undefined {
  if (!isOnline) return place;
  return place === undefined ? "Online" : `${place}, or online`;
}

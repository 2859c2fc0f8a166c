import { isWorkingDay } from "../../calendar/rules.js";
import type { Calendar } from "../../calendar/schema.js";
import { addDays, daysBetween, inWords, type LocalDate, localDate, localTime, weekdayOf } from "../../kernel/dates.js";
import { textOf } from "../../kernel/typed.js";
import type { NewTime } from "../booking/register-rules.js";
import type { Occurrence, Session } from "../schema.js";
import { FURTHEST_MOVED_DAYS, startOf } from "../times-rules.js";

export type TimeRead =
  | { readonly ok: true; readonly to: NewTime }
  | {
      readonly ok: false;
      readonly errors: Readonly<Record<string, string>>;
      readonly values: Readonly<Record<string, string>>;
      /** A day off that is taken when it comes again. */
      readonly confirms: LocalDate | undefined;
    };

/**
 * Checks the form for another time of a session; never throws, whatever `typed` is. `confirmed`: the day off that the
 * coordinator was told of before.
 */
export function readTime(
  typed: unknown,
  { slot, session, confirmed }: { slot: Occurrence["slot"]; session: Session; confirmed: string | undefined },
  calendar: Calendar,
  now: Date,
): TimeRead {
  const values = { date: textOf(typed, "date"), at: textOf(typed, "at") };
  const [date, at] = [localDate.safeParse(values.date), localTime.safeParse(values.at)];
  const wrong = (errors: Record<string, string>, confirms?: LocalDate): TimeRead => ({
    ok: false,
    ...{ errors, values, confirms },
  });
  if (!date.success || !at.success) {
    return wrong({
      ...(!date.success && { date: "Choose the day." }),
      ...(!at.success && { at: "Choose the time at which it begins." }),
    });
  }
  const to = { date: date.data, at: at.data };
  if (startOf(to) <= now) return wrong({ date: "Choose a day and a time that are still to come." });
  if (Math.abs(daysBetween(slot, to.date)) > FURTHEST_MOVED_DAYS) return wrong({ date: tooFar(slot) });
  if (to.date === session.date && to.at === session.at)
    return wrong({ date: "It is then already: choose another time." });
  if (!isWorkingDay(to.date, calendar) && to.date !== confirmed)
    return wrong({ date: dayOff(to.date, calendar) }, to.date);
  return { ok: true, to };
}

function tooFar(slot: LocalDate): string {
  const [first, last] = [addDays(slot, -FURTHEST_MOVED_DAYS), addDays(slot, FURTHEST_MOVED_DAYS)];
  return `Choose a day from ${inWords(first)} to ${inWords(last)}, or call it off.`;
}

function dayOff(date: LocalDate, { bankHolidays }: Calendar): string {
  const why = weekdayOf(date) > 5 ? "at a weekend" : bankHolidays.includes(date) ? "a bank holiday" : CLOSED;
  return `${inWords(date)} is ${why}. Save again to meet then all the same.`;
}

const CLOSED = "in a week in which the partnership is closed";

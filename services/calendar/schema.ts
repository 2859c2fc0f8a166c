import type { LocalDate, LocalTime } from "../kernel/dates.js";

/** The days on which the partnership does not work, besides weekends. */
export interface Calendar {
  readonly bankHolidays: readonly LocalDate[];
  /** From the first day to the last, both included. */
  readonly closed: readonly { readonly from: LocalDate; readonly to: LocalDate }[];
}

/** When nobody is nudged, on London's clocks. */
export interface QuietHours {
  /** The first quiet minute; later than `until` when the quiet hours go over midnight. */
  readonly from: LocalTime;
  /** The first minute that is quiet no more. */
  readonly until: LocalTime;
  /** Whether Saturdays and Sundays are quiet as a whole. */
  readonly weekends: boolean;
  /** Its days are quiet as a whole. */
  readonly calendar: Calendar;
}

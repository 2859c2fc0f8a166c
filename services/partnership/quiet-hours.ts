import type { QuietHours } from "../calendar/schema.js";
import type { Partnership } from "./schema.js";

/** When the partnership's people are left in peace; its `calendar` also tells the partnership's working days. */
export function quietHoursOf({ quietHours, closedWeeks }: Pick<Partnership, "quietHours" | "closedWeeks">): QuietHours {
  const { bankHolidays, ...hours } = quietHours;
  return { ...hours, calendar: { bankHolidays, closed: closedWeeks } };
}

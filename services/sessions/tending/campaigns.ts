import type { Occurrence, Session } from "../schema.js";
import { batchOf } from "./batch-rules.js";
import { campaignIds, whenOf } from "./names-rules.js";
import { offersOf } from "./offer-rules.js";

/**
 * All that people were sent about it, as far as it went out from here, and some that they perhaps never were: for
 * forgetting who they were.
 */
export function campaignsOf(occurrence: Occurrence): string[] {
  const { id, sessions } = occurrence;
  const batches = Array.from({ length: batchOf(occurrence)?.nth ?? 0 }, (_, index) => index + 1);
  return [
    ...offersOf(occurrence).map((offer) => campaignIds.offer(id, offer)),
    ...batches.flatMap((nth) => sessions.map((session) => campaignIds.booked(id, nth, session.id))),
    ...occurrence.marks.flatMap((mark) => sentIn(id, mark)),
    ...sessions.flatMap((session) => perhapsSent(occurrence, session)),
  ];
}

/** What is marked only once it is on its way: whoever was cut short before the start leaves no mark of it. */
function perhapsSent({ id, series }: Occurrence, session: Session): string[] {
  return [
    ...series.reminders.map((reminder, nth) => campaignIds.remind(id, session.id, nth, whenOf(session, reminder))),
    ...(session.movedAs === undefined ? [] : [campaignIds.moved(id, session.id, session.movedAs)]),
  ];
}

function sentIn(id: string, mark: string): string[] {
  const [what, session = "", nth = "", when = ""] = mark.split(".");
  switch (what) {
    case "moved":
      return [campaignIds.moved(id, session, Number(nth))];
    case "called-off":
      return [campaignIds.calledOff(id, session)];
    case "remind":
      return [campaignIds.remind(id, session, Number(nth), when)];
    default:
      return [];
  }
}

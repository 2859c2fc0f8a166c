import type { Occurrence } from "../schema.js";
import { isCalledOff } from "../times-rules.js";
import { batchOf } from "./batch-rules.js";
import { campaignIds } from "./names-rules.js";
import { offersOf } from "./offer-rules.js";

/** All that people were sent about it, as far as it went out from here: for forgetting who they were. */
export function campaignsOf(occurrence: Occurrence): string[] {
  const { id, sessions } = occurrence;
  const batches = Array.from({ length: batchOf(occurrence)?.nth ?? 0 }, (_, index) => index + 1);
  return [
    ...offersOf(occurrence).map((offer) => campaignIds.offer(id, offer)),
    ...batches.flatMap((nth) => sessions.map((session) => campaignIds.booked(id, nth, session.id))),
    ...sessions.filter(isCalledOff).map((session) => campaignIds.calledOffWaiting(id, session.id)),
    ...occurrence.marks.flatMap((mark) => sentIn(id, mark)),
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

import type { Person } from "../../people/schema.js";
import { isReviewer, mayCoordinate } from "../access-rules.js";
import { type Found, foundAt, noSuchReport, type PanelsContext } from "../context.js";
import { idsOf } from "../former-rules.js";
import { type Place, roundClosed } from "../place.js";
import type { Review } from "../schema.js";
import type { Names } from "./compare-rules.js";

/** For its reviewers and for coordinators who may act on it; for everybody else it isn't there. */
export async function found(context: PanelsContext, person: Person, at: Place): Promise<Found> {
  const there = await foundAt(context, at);
  const { round, review } = there;
  const isOpened = round.status === "open" || round.status === "closed";
  if (!isOpened || !(isReviewer(person, review) || mayCoordinate(person, review))) throw noSuchReport();
  return there;
}

/** As {@link found}, and a sentence where the round is closed, beside the card with what is typed on it. */
export async function changeable(context: PanelsContext, person: Person, at: Place): Promise<Found> {
  const there = await found(context, person, at);
  if (there.round.status === "open") return there;
  throw roundClosed("stale");
}

/** Of everybody who has to do with its scores. */
export async function namesFor({ people }: PanelsContext, review: Review): Promise<Names> {
  const { reviewers, sheets, agreement } = review;
  const keys = [...reviewers, ...sheets.map(({ reviewer }) => reviewer), ...(agreement ? [agreement.proposed.by] : [])];
  const known = await people.findMany(idsOf(keys));
  return (key) => known.get(key)?.name ?? "A former colleague";
}

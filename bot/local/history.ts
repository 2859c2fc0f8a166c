import { addDays, dateOf } from "../../services/kernel/dates.js";
import { systemRandomness } from "../../services/kernel/random.js";
import { changeTimer } from "../../services/schedule/change.js";
import { set } from "../../services/schedule/rules.js";
import { TableReviews } from "../../services/storage/panels/reviews.js";
import { TableRounds } from "../../services/storage/panels/rounds.js";
import { TableOccurrences } from "../../services/storage/sessions/occurrences.js";
import type { Storage } from "../../services/storage/storage.js";
import { TimerTable } from "../../services/storage/timers.js";
import { type PastNeeds, pastOf } from "./past.js";
import { type PastRoundsNeeds, pastRounds } from "./past-rounds.js";

/** Before every date. */
const EVER = "0000-01-01";
/** What is overdue is done when people have come in: nobody could be asked before. In milliseconds. */
const COMING_IN_MS = 60_000;

/**
 * Gives a house without any past what half a year of sessions and two rounds of the panel would have left, so that there
 * is something to look at.
 * Returns how many occurrences; none where there has been one.
 */
export async function writeHistory(storage: Storage, needs: PastNeeds & PastRoundsNeeds, now: Date): Promise<number> {
  const occurrences = new TableOccurrences(storage.table("occurrences"), systemRandomness);
  const timers = new TimerTable(storage, systemRandomness);
  const panels = panelStores(storage);
  await storage.prepare();
  if ((await occurrences.between(EVER, addDays(dateOf(now), -1))).length > 0) return 0;
  const past = pastOf(needs, now);
  for (const occurrence of past.occurrences) await occurrences.add(occurrence);
  const earliest = now.getTime() + COMING_IN_MS;
  for (const timer of past.timers) {
    const due = new Date(Math.max(earliest, Date.parse(timer.due))).toISOString();
    await changeTimer(timers, timer.id, (found) => set(found, { ...timer, due }));
  }
  for (const { round, frame, reviews } of pastRounds(needs, now)) {
    await panels.rounds.add(round);
    await panels.rounds.saveFrame(round.id, frame);
    await panels.reviews.add(reviews);
  }
  return past.occurrences.length;
}

function panelStores(storage: Storage) {
  return {
    rounds: new TableRounds(storage.table("panelrounds")),
    reviews: new TableReviews(storage.table("panelreviews")),
  };
}

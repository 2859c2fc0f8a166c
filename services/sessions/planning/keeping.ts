import { nextDaily } from "../../calendar/rules.js";
import { addDays, dateOf, type LocalDate } from "../../kernel/dates.js";
import { quietHoursOf } from "../../partnership/quiet-hours.js";
import { allSeries, type SessionsContext } from "../context.js";
import type { Occurrence, Series } from "../schema.js";
import { announceTimer, KINDS } from "../timetable.js";
import { followed, isAhead, isUntouched, plannedFor } from "./occurrence-rules.js";
import { isSameTurn, type Slot, slotsOf } from "./recurrence-rules.js";

/** Before anybody is at work: what it plans can be announced the same day. On London's clocks. */
const DAILY_AT = "05:00";
/** Occurrences are stored for half a year ahead, and those that somebody opened follow their series for longer. */
const AHEAD_DAYS = 26 * 7;
const FOLLOWED_DAYS = 400;
/** The first session of a slot can be over when its last one is not. */
const BACK_DAYS = 31;

/** Keeps the occurrences of the months ahead in step with their series, and says when each is announced. */
export class Keeping {
  constructor(private readonly context: SessionsContext) {}

  /** From now on by itself, in whichever process runs then: first at once. */
  async start(): Promise<void> {
    const due = this.context.clock.now().toISOString();
    await this.context.timers.ensure({ id: KINDS.plan, kind: KINDS.plan, subject: "", due });
  }

  /** When it is next to be done. */
  next(now: Date): Date {
    return nextDaily(DAILY_AT, now);
  }

  async keepAhead(now: Date): Promise<void> {
    const series = await allSeries(this.context);
    const stored = await this.#stored(now);
    for (const one of series) await this.#keep(one, stored, now);
  }

  /** The same for one series, which has just been changed. */
  async keepSeries(series: Series, now: Date): Promise<void> {
    await this.#keep(series, await this.#stored(now), now);
  }

  #stored(now: Date): Promise<Occurrence[]> {
    const { from, through } = windowOf(now);
    return this.context.occurrences.between(from, through);
  }

  async #keep(series: Series, stored: readonly Occurrence[], now: Date): Promise<void> {
    const { calendar } = quietHoursOf(this.context.partnership);
    const { from, through } = windowOf(now);
    const slots = slotsOf(series, from, through, calendar);
    const own = stored.filter((one) => one.series.id === series.id);
    const same = (one: LocalDate, other: LocalDate) => isSameTurn(series.recurrence, one, other);
    const taken = new Map<Slot, Occurrence>();
    for (const slot of slots) {
      const found = own.find((one) => same(one.slot, slot.slot));
      if (found) taken.set(slot, found);
      else if (slot.slot <= addDays(dateOf(now), AHEAD_DAYS)) await this.#add(plannedFor(series, slot), now);
    }
    for (const [slot, occurrence] of taken) await this.#follow(occurrence, series, slot.sessions, now);
    const kept = new Set(taken.values());
    for (const occurrence of own) if (!kept.has(occurrence)) await this.#withoutSlot(occurrence, series, now);
  }

  async #add(occurrence: Occurrence, now: Date): Promise<void> {
    if (isAhead(occurrence, now) && (await this.context.occurrences.add(occurrence)))
      await this.#setTimer(occurrence, now);
  }

  async #follow({ id }: Occurrence, series: Series, meetings: Slot["sessions"] | undefined, now: Date): Promise<void> {
    const occurrence = await this.context.occurrences.change(id, (current) => {
      const next = followed(current, series, meetings);
      return next ? { next, result: next } : { result: current };
    });
    if (occurrence.status === "planned") await this.#setTimer(occurrence, now);
  }

  /** What somebody has put work into stays, for them to decide. */
  async #withoutSlot(occurrence: Occurrence, series: Series, now: Date): Promise<void> {
    const { occurrences, timers, partnership } = this.context;
    if (occurrence.status !== "planned" || !isAhead(occurrence, now)) return;
    if (await occurrences.remove(occurrence.id, isUntouched))
      await timers.cancel(announceTimer(occurrence, partnership).id);
    else await this.#follow(occurrence, series, undefined, now);
  }

  async #setTimer(occurrence: Occurrence, now: Date): Promise<void> {
    const timer = announceTimer(occurrence, this.context.partnership);
    if (isAhead(occurrence, now)) await this.context.timers.set(timer);
    else await this.context.timers.cancel(timer.id);
  }
}

function windowOf(now: Date): { readonly from: LocalDate; readonly through: LocalDate } {
  const today = dateOf(now);
  return { from: addDays(today, -BACK_DAYS), through: addDays(today, FOLLOWED_DAYS) };
}

import { nextDaily } from "../../calendar/rules.js";
import { personIdOf } from "../../people/schema.js";
import { offersEnd } from "../booking/places-rules.js";
import type { SessionsContext } from "../context.js";
import type { Occurrence, Session } from "../schema.js";
import { startOf } from "../times-rules.js";
import { timersOf } from "../timetable.js";
import { withBatch } from "./batch-rules.js";
import { isMarked, marked } from "./marks-rules.js";
import { campaignIds, marks } from "./names-rules.js";
import { type News, newsOf } from "./news-rules.js";
import { offerLimit, offersOf, withOffers, withState } from "./offer-rules.js";
import { postOf } from "./post-rules.js";
import { Reminding } from "./reminding.js";

/** Places are counted, and people told, one after another: an offer that has just ended is looked at once more. */
const AGAIN_MS = 1000;
/** The card says how many days are left. */
const NEW_DAY = "00:00";

/** Brings what changed to whom it concerns: offers, confirmations, the channel's card. */
export class Tending {
  readonly #reminding: Reminding;

  constructor(private readonly context: SessionsContext) {
    this.#reminding = new Reminding(context);
  }

  /** All that is due now, each once. When something is due next; undefined when nothing will be by itself. */
  async tend(id: string, now: Date): Promise<Date | undefined> {
    const found = await this.context.occurrences.find(id);
    if (!found || found.status === "planned") return undefined;
    const allowed = this.context.deliveries.nextAllowed(now);
    const occurrence = found.status === "closed" ? found : await this.#settled(id, now, allowed);
    if (occurrence.status === "announced") {
      await this.#setTimers(occurrence, now);
      for (const news of newsOf(occurrence, now)) await this.#tell(occurrence, news);
      await this.#retireLapsed(occurrence);
      for (const subject of lateReading(occurrence)) await this.#reminding.remind(subject, now);
    }
    // Kept once more rather than touched, since a session that was moved is of use for longer.
    await this.context.posts.keep(postOf(occurrence));
    return occurrence.status === "closed" ? undefined : nextDue(occurrence, now, allowed);
  }

  /** Of sessions that were moved since: whoever moved them may have been cut short before their timers were. */
  async #setTimers(occurrence: Occurrence, now: Date): Promise<void> {
    const moves = occurrence.sessions.flatMap(({ id, movedAs }) =>
      movedAs === undefined ? [] : marks.timed(id, movedAs),
    );
    if (moves.every((mark) => isMarked(occurrence, mark))) return;
    const { timers, partnership } = this.context;
    for (const timer of timersOf(occurrence, partnership, now)) await timers.set(timer);
    await this.#change(occurrence.id, (one) => moves.reduce((next, mark) => marked(next, mark), one));
  }

  /** Who gets an offer and who is to be told is settled in the occurrence before anybody is. */
  #settled(id: string, now: Date, allowed: Date): Promise<Occurrence> {
    const untilOf = (session: Session) => offerLimit(session, now, allowed);
    return this.context.occurrences.change(id, (one) => {
      const next = one.status === "announced" ? withBatch(withOffers(one, untilOf, now)) : one;
      return next === one ? { result: one } : { next, result: next };
    });
  }

  /** Planned under an id of its own first, then noted as done: whoever is cut short between the two tells nobody twice. */
  async #tell(
    { id: occurrence, series }: Occurrence,
    { id, title, kind, session, manner, usefulUntil, people, done }: News,
  ): Promise<void> {
    const { deliveries } = this.context;
    const message = { kind, subject: `${occurrence}|${session}` };
    const discreet = series.confidential;
    if (people.length > 0) {
      await deliveries.plan({ id, title, message, manner, usefulUntil, discreet }, people.map(personIdOf));
      await deliveries.start(id);
    }
    await this.#change(occurrence, done);
  }

  async #retireLapsed(occurrence: Occurrence): Promise<void> {
    const { id } = occurrence;
    for (const offer of offersOf(occurrence).filter(({ state }) => state === "lapsed")) {
      const note = { kind: "sessions.lapsed", subject: `${id}|${offer.session}` };
      await this.context.deliveries.retire(campaignIds.offer(id, offer), note, { forget: false });
      await this.#change(id, (one) => withState(one, offer, "over"));
    }
  }

  async #change(id: string, rule: (occurrence: Occurrence) => Occurrence): Promise<void> {
    await this.context.occurrences.change(id, (one) => {
      const next = rule(one);
      return next === one ? { result: undefined } : { next, result: undefined };
    });
  }
}

function nextDue({ sessions, waiting }: Occurrence, now: Date, allowed: Date): Date {
  const ends = waiting.flatMap(({ offeredUntil }) => (offeredUntil ? [Date.parse(offeredUntil)] : []));
  const moments = [
    nextDaily(NEW_DAY, now).getTime(),
    ...sessions.map((session) => startOf(session).getTime()),
    ...(waiting.length > 0 ? [allowed, ...sessions.map(offersEnd)].map((moment) => moment.getTime()) : []),
  ];
  const soonest = Math.min(...moments.filter((moment) => moment > now.getTime()));
  const end = Math.min(...ends.map((moment) => Math.max(moment, now.getTime() + AGAIN_MS)));
  return new Date(Math.min(soonest, end));
}

/** Subjects of the reminders whose pre-reading has come after its day. */
function lateReading({ id, marks, reading }: Occurrence): string[] {
  if (reading.length === 0) return [];
  return marks.flatMap((mark) => {
    const [what, session, nth] = mark.split(".");
    return what === "unread" ? [`${id}|${session}|${nth}`] : [];
  });
}

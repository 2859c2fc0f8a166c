import { shuffled } from "../../kernel/random.js";
import { personIdOf } from "../../people/schema.js";
import { openBookings } from "../booking/places-rules.js";
import type { SessionsContext } from "../context.js";
import type { Occurrence, Reminder, Session, Wording } from "../schema.js";
import { isCalledOff, startOf } from "../times-rules.js";
import { remindsAt, subjectOf } from "../timetable.js";
import { isMarked, marked } from "./marks-rules.js";
import { campaignIds, marks, whenOf } from "./names-rules.js";
import { peopleOf, titleOf } from "./news-rules.js";
import { withWordings } from "./wording-rules.js";

/** How each comes to people, and what coordinators read of it. */
const REMINDERS = {
  reading: { manner: "tells", title: "pre-reading" },
  "ways-out": { manner: "asks", title: "reminder" },
  join: { manner: "replies", title: "join link" },
} as const;

interface Due {
  readonly session: Session;
  readonly reminder: Reminder;
  /** The reminder's place in its series' plan. */
  readonly nth: number;
  /** See {@link whenOf}. */
  readonly when: string;
}

/** Reminds those who are booked, at the right moments. */
export class Reminding {
  constructor(private readonly context: SessionsContext) {}

  /** {@link remind}; or when it is due instead, where the session was moved and its timers were not yet. */
  async remindWhenDue(subject: string, now: Date): Promise<Date | undefined> {
    const { occurrence: id, session, nth } = subjectOf(subject);
    const occurrence = await this.context.occurrences.find(id);
    const due = occurrence && dueIn(occurrence, session, nth, now);
    const at = due && remindsAt(due.session, due.reminder, this.context.partnership);
    if (at && at > now) return at;
    await this.remind(subject, now);
    return undefined;
  }

  /**
   * `subject`: an occurrence, one of its sessions, one of its reminders. Repeating it reminds nobody twice. Pre-reading
   * that is not there yet is noted: it is brought when it is.
   */
  async remind(subject: string, now: Date): Promise<void> {
    const { occurrence: id, session, nth } = subjectOf(subject);
    const occurrence = await this.context.occurrences.find(id);
    const due = occurrence && dueIn(occurrence, session, nth, now);
    if (!due) return;
    const isReady = due.reminder.kind !== "reading" || occurrence.reading.length > 0;
    if (isReady) await this.#send(due.reminder.kind === "ways-out" ? await this.#deal(id, session) : occurrence, due);
    const unread = marks.unread(session, nth);
    await this.context.occurrences.change(id, (one) => {
      const next = marked(one, isReady ? marks.remind(session, nth, due.when) : unread, unread);
      return next === one ? { result: undefined } : { next, result: undefined };
    });
  }

  /** What the reminder of a session says to each of those who were dealt a wording, by person key. */
  async wordings(occurrenceId: string, session: string): Promise<ReadonlyMap<string, Wording>> {
    const { occurrences, partnership } = this.context;
    const bookings = (await occurrences.find(occurrenceId))?.bookings ?? [];
    const known = new Map(partnership.reminderWordings.map((wording) => [wording.id, wording]));
    const dealt = bookings.filter((one) => one.session === session && !one.end);
    return new Map(
      dealt.flatMap(({ person, wording = "" }) => {
        const found = known.get(wording);
        return person && found ? [[person, found]] : [];
      }),
    );
  }

  /** Recorded before anything is sent, so that what is compared later is what was dealt. */
  #deal(id: string, session: string): Promise<Occurrence> {
    const { occurrences, partnership, random } = this.context;
    const wordings = partnership.reminderWordings.map((wording) => wording.id);
    const deal = {
      shuffled: <T>(items: readonly T[]) => shuffled(items, random),
      first: random.below(wordings.length),
    };
    return occurrences.change(id, (one) => {
      const next = withWordings(one, session, wordings, deal);
      return next === one ? { result: one } : { next, result: next };
    });
  }

  async #send(occurrence: Occurrence, { session, reminder, nth, when }: Due): Promise<void> {
    const { deliveries } = this.context;
    const people = peopleOf(openBookings(occurrence, session.id));
    if (people.length === 0) return;
    const { manner, title } = REMINDERS[reminder.kind];
    const id = campaignIds.remind(occurrence.id, session.id, nth, when);
    const message = { kind: `sessions.${reminder.kind}`, subject: `${occurrence.id}|${session.id}` };
    const usefulUntil = startOf(session);
    const what = { id, title: titleOf(occurrence, session, title), message, manner, usefulUntil };
    const plan = { ...what, discreet: occurrence.series.confidential };
    await deliveries.plan(plan, people.map(personIdOf));
    await deliveries.start(id);
  }
}

function dueIn(occurrence: Occurrence, sessionId: string, nth: number, now: Date): Due | undefined {
  const session = occurrence.sessions.find(({ id }) => id === sessionId);
  const reminder = occurrence.series.reminders[nth];
  if (occurrence.status !== "announced" || !session || !reminder) return undefined;
  if (isCalledOff(session) || startOf(session) <= now) return undefined;
  const when = whenOf(session, reminder);
  return isMarked(occurrence, marks.remind(sessionId, nth, when)) ? undefined : { session, reminder, nth, when };
}

import type { SessionsContext } from "../context.js";
import type { Occurrence, Session } from "../schema.js";
import { campaignsOf } from "../tending/campaigns.js";
import { endOf, isCalledOff } from "../times-rules.js";
import { closesAt, KINDS, subjectOf, timersOf } from "../timetable.js";
import { type Found, whoLeads } from "./access.js";
import { close, newCode, settle, withCode } from "./attendance-rules.js";
import { campaigns } from "./campaigns.js";
import { evaluateSoon, evaluateTimer } from "./evaluating.js";
import { forget } from "./forgetting-rules.js";
import { titleOf } from "./listing.js";

/** What happens to a session by itself, from just before the start to the end of every booking. */
export class Ending {
  constructor(private readonly context: SessionsContext) {}

  /** Shortly before the start: the code, to who leads. */
  async begin(subject: string, now: Date): Promise<Date | undefined> {
    const at = await this.#found(subject);
    if (!at || isCalledOff(at.session)) return undefined;
    const later = this.#later(KINDS.begin, subject, at.occurrence, now);
    if (later) return later;
    const { occurrences, random } = this.context;
    const code = newCode((below) => random.below(below));
    const given = await occurrences.change(at.occurrence.id, (one) => withCode(one, at.session.id, code));
    if (given === undefined || now >= endOf(at.session)) return undefined;
    const id = campaigns.code(at.occurrence.id, at.session);
    await this.#tell(at, {
      id,
      kind: "sessions.code",
      what: "code",
      manner: "replies",
      usefulUntil: endOf(at.session),
    });
    return undefined;
  }

  /** Some time after the end: who came? Where all have pressed `I came`, nobody is asked. */
  async after(subject: string, now: Date): Promise<Date | undefined> {
    const at = await this.#found(subject);
    if (!at || isCalledOff(at.session) || at.occurrence.status === "closed") return undefined;
    const later = this.#later(KINDS.after, subject, at.occurrence, now);
    if (later) return later;
    const { occurrences, timers, partnership } = this.context;
    const { occurrence, session } = at;
    await timers.ensure(evaluateTimer(subject, session, partnership));
    const result = await occurrences.change(occurrence.id, (one) =>
      settle(one, session.id, { shown: [], absent: [] }, now),
    );
    if (result === "settled") await evaluateSoon(this.context, occurrence.id, session);
    else {
      const id = campaigns.list(occurrence.id, session);
      const manner = "asks";
      await this.#tell(at, { id, kind: "sessions.list", what: "who came?", manner, usefulUntil: closesAt(occurrence) });
    }
    return undefined;
  }

  /**
   * Every booking gets its end. Of a confidential series it is forgotten at once who was in it; before that, who was
   * written to, so that a process that dies in between does it again.
   */
  async close(occurrenceId: string, now: Date): Promise<Date | undefined> {
    const { occurrences, deliveries, random } = this.context;
    const occurrence = await occurrences.find(occurrenceId);
    if (!occurrence) return undefined;
    if (now < closesAt(occurrence)) return closesAt(occurrence);
    await occurrences.change(occurrenceId, (one) => close(one, now));
    if (!occurrence.series.confidential) return undefined;
    for (const campaign of campaignsOf(occurrence)) await deliveries.forgetPeople(campaign);
    await occurrences.change(occurrenceId, (one) =>
      one.forgotten ? { result: undefined } : { next: forget(one, random), result: undefined },
    );
    return undefined;
  }

  /** When it comes instead, where the session was moved and its timers were not yet. */
  #later(kind: string, subject: string, occurrence: Occurrence, now: Date): Date | undefined {
    const toCome = timersOf(occurrence, this.context.partnership, now);
    const due = toCome.find((one) => one.kind === kind && one.subject === subject)?.due;
    return due === undefined || new Date(due) <= now ? undefined : new Date(due);
  }

  async #tell(
    { occurrence, session }: Found,
    message: {
      readonly id: string;
      readonly kind: string;
      readonly what: string;
      readonly manner: "asks" | "replies";
      readonly usefulUntil: Date;
    },
  ): Promise<void> {
    const { deliveries } = this.context;
    const { id, kind, what, manner, usefulUntil } = message;
    const subject = `${occurrence.id}|${session.id}`;
    const title = `${titleOf({ occurrence, session })}: ${what}`;
    const people = await whoLeads(this.context, session);
    await deliveries.plan({ id, title, message: { kind, subject }, manner, usefulUntil }, people);
    await deliveries.start(id);
  }

  async #found(subject: string): Promise<{ occurrence: Occurrence; session: Session } | undefined> {
    const { occurrence: id, session: sessionId } = subjectOf(subject);
    const occurrence = await this.context.occurrences.find(id);
    const session = occurrence?.sessions.find((one) => one.id === sessionId);
    return occurrence && session && { occurrence, session };
  }
}

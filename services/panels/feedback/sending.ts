import { addWorkingDays } from "../../calendar/rules.js";
import { addDays, dateOf, instantAt } from "../../kernel/dates.js";
import { ExpectedError } from "../../kernel/errors.js";
import { sha256 } from "../../kernel/hash.js";
import { partnerName } from "../../partnership/names.js";
import { quietHoursOf } from "../../partnership/quiet-hours.js";
import { type Person, personKey } from "../../people/schema.js";
import { onReport } from "../act-rules.js";
import { foundAt, type PanelsContext } from "../context.js";
import { changeReview } from "../recording.js";
import type { Feedback, Review, Round } from "../schema.js";
import { KINDS, MAKE_UP_MS, reviewSubject, timer } from "../timetable.js";
import { coordinated, knownFor, leadsOf } from "./access.js";
import { followedUp, reminded, sent, toFollowUp, wroteTo } from "./feedback-rules.js";

/** Ids of its messages. The list of all messages is every coordinator's: they don't tell which report it is about. */
export const campaigns = {
  first: (round: string, no: number) => `panels.feedback.${blind(round, no)}`,
  reminder: (round: string, no: number) => `panels.feedback-reminder.${blind(round, no)}`,
} as const;

function blind(round: string, no: number): string {
  return sha256(`feedback|${reviewSubject(round, no)}`).slice(0, 24);
}

type Sent = Feedback & { readonly sent: NonNullable<Feedback["sent"]> };

/** Feedback goes to the WFD leads of the report's agency, and is followed up until one of them acknowledges it. */
export class Sending {
  constructor(private readonly context: PanelsContext) {}

  /** `version`: the wording that was looked at. Throws ExpectedError where something is still pointed out, or nobody is there. */
  async send(person: Person, round: string, no: number, version: string): Promise<void> {
    const { timers, clock } = this.context;
    const at = await foundAt(this.context, { round, no });
    coordinated(person, at.review);
    if ((await leadsOf(this.context, at.review)).length === 0) throw this.#nobodyThere(at.review);
    const known = await knownFor(this.context, at);
    const now = clock.now();
    await timers.set(this.#timer(round, no, new Date(now.getTime() + MAKE_UP_MS)));
    const act = { at: now.toISOString(), by: personKey(person) };
    const telling = { by: person, tell: onReport("panels.feedback-sent") };
    const { isNew } = await changeReview(this.context, { round, no }, telling, (review) =>
      sent(coordinated(person, review), { version, act, known }),
    );
    if (!isNew) return;
    // From here on the timer would see to it too.
    await this.#goOn(round, no).catch(this.context.report);
  }

  async followUp(person: Person, round: string, no: number): Promise<void> {
    const at = await foundAt(this.context, { round, no });
    coordinated(person, at.review);
    const act = { at: this.context.clock.now().toISOString(), by: personKey(person) };
    const telling = { by: person, tell: onReport("panels.feedback-followed-up") };
    await changeReview(this.context, { round, no }, telling, (review) => followedUp(coordinated(person, review), act));
  }

  /** Does what is due now: sends, reminds, hands on to a coordinator. Returns when there is something to do next. */
  async tend(id: string, no: number, now: Date): Promise<Date | undefined> {
    const round = await this.context.rounds.find(id);
    const review = await this.context.reviews.find(id, no);
    const feedback = review?.feedback;
    if (!round || !review || !isSent(feedback) || feedback.acknowledged || feedback.followUp) return undefined;
    if (feedback.to.length === 0 && !(await this.#deliver(round, review))) return this.#nextDay(now);
    const { remindAfter, followUpAfter } = round.rules.acknowledge;
    if (!feedback.remindedAt) {
      const remindAt = this.after(new Date(feedback.sent.at), remindAfter);
      if (now < remindAt) return remindAt;
      await this.#remind(round, review, now);
    }
    const followUpAt = this.after(feedback.remindedAt ? new Date(feedback.remindedAt) : now, followUpAfter);
    if (now < followUpAt) return followUpAt;
    const telling = { by: "system", tell: onReport("panels.feedback-unanswered") } as const;
    await changeReview(this.context, { round: id, no }, telling, (one) => toFollowUp(one, now.toISOString()));
    return undefined;
  }

  /** The usual hour, so many working days later. */
  after(instant: Date, workingDays: number): Date {
    const { partnership } = this.context;
    const day = addWorkingDays(dateOf(instant), workingDays, quietHoursOf(partnership).calendar);
    return instantAt(day, partnership.scheduledAt);
  }

  async #goOn(round: string, no: number): Promise<void> {
    const next = await this.tend(round, no, this.context.clock.now());
    if (next) await this.context.timers.set(this.#timer(round, no, next));
  }

  /** False when there is nobody to send it to. */
  async #deliver(round: Round, review: Review): Promise<boolean> {
    const { no } = review.report;
    const leads = await leadsOf(this.context, review);
    if (leads.length === 0) return false;
    await this.#write(round, no, "first", leads);
    await this.context.reviews.change(round.id, no, (current) => wroteTo(current, leads.map(personKey)));
    return true;
  }

  /** To those who are there now. The card is left out where somebody has acknowledged meanwhile. */
  async #remind(round: Round, review: Review, now: Date): Promise<void> {
    const { no } = review.report;
    const leads = await leadsOf(this.context, review);
    if (leads.length > 0) await this.#write(round, no, "reminder", leads);
    const telling = { by: "system", tell: onReport("panels.feedback-reminded") } as const;
    await changeReview(this.context, { round: round.id, no }, telling, (one) => reminded(one, now.toISOString()));
  }

  /** Those who are kept from the report see the list of messages too: it names neither it nor people. */
  async #write(round: Round, no: number, which: keyof typeof campaigns, leads: readonly Person[]): Promise<void> {
    const { deliveries } = this.context;
    const [what, kind, manner] = {
      first: ["feedback to an agency", "panels.feedback", "asks"] as const,
      reminder: ["reminder of feedback", "panels.feedback-reminder", "reminds"] as const,
    }[which];
    const id = campaigns[which](round.id, no);
    const message = { kind, subject: reviewSubject(round.id, no) };
    await deliveries.plan({ id, title: `${round.title}: ${what}`, message, manner, discreet: true }, leads);
    await deliveries.start(id);
  }

  #nextDay(now: Date): Date {
    return instantAt(addDays(dateOf(now), 1), this.context.partnership.scheduledAt);
  }

  #timer(round: string, no: number, due: Date) {
    return timer(KINDS.acknowledge, reviewSubject(round, no), due);
  }

  #nobodyThere({ report }: Review): ExpectedError {
    const agency = partnerName(this.context.partnership, report.agency);
    const sentence = `${agency} has no WFD lead. Ask ${agency} who it is and have the people list brought up to date; then send it.`;
    return new ExpectedError("unavailable", sentence);
  }
}

function isSent(feedback: Feedback | undefined): feedback is Sent {
  return feedback?.sent !== undefined;
}

import { type Person, personKey } from "../../people/schema.js";
import { onReport } from "../act-rules.js";
import { type Found, foundAt, noSuchReport, type PanelsContext } from "../context.js";
import { changeReview } from "../recording.js";
import { KINDS, reviewOfSubject, reviewSubject, timer } from "../timetable.js";
import { acknowledgementOf, headOf, isLead } from "./access.js";
import { acknowledged } from "./feedback-rules.js";
import { only } from "./form-rules.js";
import { campaigns } from "./sending.js";
import type { FeedbackForAgency } from "./views.js";

/** Feedback as it comes to an agency. No names of the panel, no scores. */
export class Receiving {
  constructor(private readonly context: PanelsContext) {}

  /** For any WFD lead of the agency, whenever they became one. */
  async view(person: Person, round: string, no: number): Promise<FeedbackForAgency> {
    const view = await this.#view(person, await foundAt(this.context, { round, no }));
    if (!view) throw noSuchReport();
    return view;
  }

  /** What a message about it says now; undefined when there is nothing to ask any more. */
  async asked(person: Person, subject: string): Promise<FeedbackForAgency | undefined> {
    const view = await this.message(person, subject);
    return view?.acknowledged ? undefined : view;
  }

  /** The same whether or not it is acknowledged. */
  async message(person: Person, subject: string): Promise<FeedbackForAgency | undefined> {
    const at = reviewOfSubject(subject);
    const [round, review] = [
      await this.context.rounds.find(at.round),
      await this.context.reviews.find(at.round, at.no),
    ];
    return round && review && this.#view(person, { round, review });
  }

  /** For the agency; once. Others' cards say so. */
  async acknowledge(person: Person, round: string, no: number): Promise<FeedbackForAgency> {
    const { clock, deliveries, timers } = this.context;
    await this.view(person, round, no);
    const act = { at: clock.now().toISOString(), by: personKey(person) };
    const telling = { by: person, tell: onReport("panels.feedback-acknowledged") };
    const { isNew } = await changeReview(this.context, { round, no }, telling, (review) => {
      if (!isLead(person, review)) throw noSuchReport();
      return acknowledged(review, act);
    });
    if (isNew) {
      await timers.cancel(timer(KINDS.acknowledge, reviewSubject(round, no), clock.now()).id);
      const note = { kind: "panels.feedback-done", subject: reviewSubject(round, no) };
      for (const id of Object.values(campaigns)) await deliveries.retire(id(round, no), note, { forget: false });
    }
    return this.view(person, round, no);
  }

  async #view(person: Person, at: Found): Promise<FeedbackForAgency | undefined> {
    const { feedback } = at.review;
    if (!isLead(person, at.review) || !feedback?.sent) return undefined;
    return {
      ...headOf(this.context, at),
      ...{ texts: only(feedback), sentAt: new Date(feedback.sent.at) },
      acknowledged: await acknowledgementOf(this.context, at.review),
    };
  }
}

import type { Held, PersonalData } from "../my-data/ports.js";
import { type PersonId, personKey } from "../people/schema.js";
import { type Found, type PanelsContext, roundOf } from "./context.js";
import { isIn, isStillToScore, roundWithout, withoutPerson } from "./forgetting-rules.js";
import { settled } from "./moderation/agreement-rules.js";
import { recordAll } from "./recording.js";
import type { Draft, Review, Round } from "./schema.js";

/** Gives a report that lost a reviewer to somebody else, where that is possible. */
interface Giving {
  /** Asked before: then it is done a minute later at the latest, whatever happens to this process. */
  seeTo(round: string): Promise<void>;
  reallocate(round: Round, no: number): Promise<unknown>;
}

/** What leads from a person to panels: what they scored, agreed, declared, sent and acknowledged. */
export class PanelData implements PersonalData {
  readonly kind = "panels";

  constructor(
    private readonly context: PanelsContext,
    private readonly planning: Giving,
  ) {}

  async describe(person: PersonId): Promise<Held> {
    const { panels } = this.context.partnership.retention;
    return {
      title: "Placement QA panels",
      count: (await this.#with(personKey(person))).length,
      summary:
        "Reports that you score or scored, your scores and comments, conflicts that you declared, what you agreed to, and feedback that you sent, got or acknowledged.",
      kept: `Kept until ${panels} days after a round was closed; drafts until it is closed.`,
      atErasure: {
        goes: "Your drafts, your place in panels, and that the scores and acts were yours. Scores that you handed in stay, without your name.",
      },
    };
  }

  /** What is their own: others' scores are nobody's business here, and what was agreed is the panel's. */
  async export(person: PersonId): Promise<unknown> {
    const key = personKey(person);
    return (await this.#with(key)).map(({ round, review }) => ({
      round: round.title,
      report: review.report.reference,
      scores: [...review.sheets, ...review.setAside]
        .filter(({ reviewer }) => reviewer === key)
        .map(({ handedInAt, ...sheet }) => ({ handedInAt, ...own(sheet) })),
      draft: review.drafts[key] ? own(review.drafts[key]) : null,
      agreementDraft: review.agreementDrafts[key] ?? null,
      acts: actsOf(review, key),
    }));
  }

  async erase(person: PersonId): Promise<number> {
    const { rounds, reviews } = this.context;
    const key = personKey(person);
    const found = await this.#with(key);
    // What is on its way to the record still names them: the record is erased last of all.
    for (const round of await rounds.all()) await recordAll(this.context, round);
    // First out of the panels, so that nothing is given to them again.
    for (const { id } of await rounds.all()) {
      await rounds.change(id, (before) => changed(before, roundWithout(before, key)));
    }
    for (const { round, review } of found) {
      const { no } = review.report;
      if (isStillToScore(round, review, key)) await this.planning.seeTo(round.id);
      await reviews.change(round.id, no, (before) => changed(before, this.#without(round, before, key)));
      if (isStillToScore(round, review, key)) await this.#reallocate(round.id, no);
    }
    return found.length;
  }

  /** Where all others have agreed, nobody is waited for any more. */
  #without(round: Round, review: Review, key: string): Review {
    const next = withoutPerson(round, review, key);
    const isOpen = round.status === "open" && next.agreement !== undefined;
    return isOpen && next !== review ? settled(next, this.context.clock.now()) : next;
  }

  /** Erasure stands even where nobody else can be found: then the coordinators' card of the round says so. */
  async #reallocate(round: string, no: number): Promise<void> {
    try {
      await this.planning.reallocate(await roundOf(this.context, round), no);
    } catch (error) {
      this.context.report(error);
    }
  }

  async #with(key: string): Promise<Found[]> {
    const found: Found[] = [];
    for (const round of await this.context.rounds.all()) {
      const reviews = await this.context.reviews.of(round.id);
      found.push(...reviews.filter((review) => isIn(review, key)).map((review) => ({ round, review })));
    }
    return found;
  }
}

function changed<T>(before: T, after: T): { readonly next?: T; readonly result: undefined } {
  return { ...(after !== before && { next: after }), result: undefined };
}

function own({ scores, comments, comment }: Draft): Draft {
  return { scores, comments, comment };
}

/** What they did with a report, and when; not what others did. */
function actsOf(review: Review, key: string): { readonly what: string; readonly at: string }[] {
  const { conflicts, revealed, feedback } = review;
  const agreements = [...review.earlier, ...(review.agreement ? [review.agreement] : [])];
  const acts = [
    ...conflicts.map((act) => ({ what: "declared a conflict", act })),
    { what: "revealed the scores", act: revealed },
    ...agreements.map(({ proposed }) => ({ what: "wrote down what was agreed", act: proposed })),
    ...agreements.flatMap(({ agreed }) => agreed.map((act) => ({ what: "agreed", act }))),
    { what: "worded the feedback", act: feedback?.changed },
    { what: "sent the feedback", act: feedback?.sent },
    { what: "acknowledged the feedback", act: feedback?.acknowledged },
    { what: "followed the feedback up", act: feedback?.followUp?.done },
  ];
  const theirs = acts.flatMap(({ what, act }) => (act?.by === key ? [{ what, at: act.at }] : []));
  const got = feedback?.sent && feedback.to.includes(key) ? [{ what: "got the feedback", at: feedback.sent.at }] : [];
  return [...theirs, ...got];
}

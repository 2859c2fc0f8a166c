import { ExpectedError } from "../../kernel/errors.js";
import { type Person, personKey } from "../../people/schema.js";
import type { Tell } from "../act-rules.js";
import type { PanelsContext } from "../context.js";
import { changeRound } from "../recording.js";
import type { Review, Round } from "../schema.js";
import { begunRound, readableReviews } from "./rounds.js";
import type { LearningField, LearningForm, SourcesView } from "./views.js";
import { type LearningText, learningPages, readTexts, textsOf, withTexts } from "./writing-rules.js";

/** Coordinators put into words what the panel learned. */
export class Writing {
  constructor(private readonly context: PanelsContext) {}

  /** A page of the form, with what there is to draw on: of reports that they are not kept from. */
  async form(person: Person, id: string, page: number): Promise<LearningForm> {
    const round = await this.#unpublished(id);
    return this.#formOf(person, round, page, { values: textsOf(round.rules, round.learning), errors: {} });
  }

  /** Keeps what a page of the form sent; the form again where something of it needs another look. */
  async keep(person: Person, id: string, page: number, typed: object): Promise<LearningForm | undefined> {
    const round = await this.#unpublished(id);
    const { values, errors } = readTexts(typed, pageOf(round, page));
    if (Object.keys(errors).length > 0) {
      const all = { ...textsOf(round.rules, round.learning), ...values };
      return this.#formOf(person, round, page, { values: all, errors });
    }
    await this.#save(person, round, values);
    return undefined;
  }

  /** All that there is to draw on for one text. */
  async sources(person: Person, id: string, page: number, nth: number): Promise<SourcesView> {
    const round = await this.#unpublished(id);
    const text = pageOf(round, page)[nth] ?? pageOf(round, page)[0];
    if (!text) throw new ExpectedError("not-found", "That is no longer asked for. Please open the form again.");
    const field = fieldOf(text, await readableReviews(this.context, person, id));
    return { round: id, title: round.title, page: boundPage(round, page), nth, field };
  }

  /** Whether the form has no page after that. */
  async isLast(id: string, page: number): Promise<boolean> {
    const { rules } = await begunRound(this.context, id);
    return page >= learningPages(rules).length - 1;
  }

  async #unpublished(id: string): Promise<Round> {
    const round = await begunRound(this.context, id);
    if (round.learning?.published) throw alreadyPublished();
    return round;
  }

  async #formOf(
    person: Person,
    round: Round,
    page: number,
    typed: Pick<LearningForm, "values" | "errors">,
  ): Promise<LearningForm> {
    const reviews = await readableReviews(this.context, person, round.id);
    const fields = pageOf(round, page).map((text) => fieldOf(text, reviews));
    const pages = learningPages(round.rules).length;
    return { round: round.id, title: round.title, page: boundPage(round, page), pages, fields, ...typed };
  }

  async #save(person: Person, { id }: Round, values: Readonly<Record<string, string>>): Promise<void> {
    const changed = { at: this.context.clock.now().toISOString(), by: personKey(person) };
    await changeRound(this.context, id, { by: person, tell: tellKept }, (round) => {
      if (round.learning?.published) throw alreadyPublished();
      const learning = withTexts(round, values, changed);
      return { ...(learning && { next: { ...round, learning } }), result: undefined };
    });
  }
}

const tellKept: Tell<Round> = ({ rules, learning }) => {
  return { event: "panels.learning-kept", details: { texts: Object.keys(textsOf(rules, learning)).length } };
};

export function alreadyPublished(): ExpectedError {
  return new ExpectedError("already-done", "The summary is published, and stays as it is.");
}

function boundPage({ rules }: Round, page: number): number {
  return Math.min(page, learningPages(rules).length - 1);
}

function pageOf(round: Round, page: number): readonly LearningText[] {
  return learningPages(round.rules)[boundPage(round, page)] ?? [];
}

function fieldOf({ id, title, criterion }: LearningText, reviews: readonly Review[]): LearningField {
  const sources = reviews.flatMap((review) =>
    criterion === undefined ? strengthsOf(review) : review.sheets.map(({ comments }) => comments[criterion] ?? ""),
  );
  return { id, title, sources: sources.filter((text) => text !== "") };
}

function strengthsOf({ agreement, agreedAt }: Review): string[] {
  return agreement && agreedAt !== undefined ? [agreement.strengths] : [];
}

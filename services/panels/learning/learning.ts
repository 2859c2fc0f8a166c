import type { Person } from "../../people/schema.js";
import type { PanelsContext } from "../context.js";
import { Exporting } from "./exporting.js";
import { agreementFigures } from "./figures-rules.js";
import { Publishing } from "./publishing.js";
import { begunRound, readableReviews } from "./rounds.js";
import type { AgreementView } from "./views.js";
import { Writing } from "./writing.js";

/** What a round tells everyone, and how far its reviewers agree. */
export class LearningFromRounds {
  readonly writing: Writing;
  readonly publishing: Publishing;
  readonly exporting: Exporting;

  constructor(private readonly context: PanelsContext) {
    this.writing = new Writing(context);
    this.publishing = new Publishing(context);
    this.exporting = new Exporting(context, this.publishing);
  }

  /** Over the revealed reports that this coordinator is not kept from. */
  async agreement(person: Person, id: string): Promise<AgreementView> {
    const round = await begunRound(this.context, id);
    const reviews = await readableReviews(this.context, person, id);
    const figures = agreementFigures(reviews, round.rules, round.drawn?.seed ?? "");
    return { round: id, title: round.title, figures };
  }
}

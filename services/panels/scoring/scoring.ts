import { ExpectedError } from "../../kernel/errors.js";
import type { Person } from "../../people/schema.js";
import { isReviewer } from "../access-rules.js";
import { onReport } from "../act-rules.js";
import { type Found, foundAt, noSuchReport, type PanelsContext, roundOf } from "../context.js";
import { criteriaPages } from "../criteria-rules.js";
import { NOTHING_WRONG, type Place, roundClosed } from "../place.js";
import { changeReview } from "../recording.js";
import { headOf } from "../report-rules.js";
import type { Round } from "../schema.js";
import { canDeclare, declareConflict, draftOf, handIn, keepPage, type Standing, standingOf } from "./scoring-rules.js";
import { draftValues } from "./sheet-form-rules.js";
import { handedInView, pageView } from "./sheet-rules.js";
import type { ConflictView, SheetView } from "./views.js";

/** Finds somebody in the place of who is out. Can be repeated. */
export interface Reallocation {
  /** Asked before: then it is done a minute later at the latest, whatever happens to this process. */
  seeTo(round: string): Promise<void>;
  reallocate(round: Round, no: number): Promise<unknown>;
}

/** Each reviewer alone with a report: the draft, handing in, declaring a conflict. */
export class Scoring {
  constructor(
    private readonly context: PanelsContext,
    private readonly planning: Reallocation,
  ) {}

  /** A page of their sheet as far as it is filled in, or the whole once it is handed in. */
  async sheet(person: Person, at: Place, page = 0): Promise<SheetView> {
    const { round, review } = await foundAt(this.context, at);
    const standing = standingOf(person, review);
    if (standing === "not-theirs") throw noSuchReport();
    if (standing === "handed-in") return handedInView(round, review, person);
    refuseClosed(round, "not-open");
    if (standing === "over") throw refusal(standing, "not-open");
    const draft = draftOf(person, review);
    return pageView(round, review, draft, page, { ...NOTHING_WRONG, values: draftValues(draft) });
  }

  /** Keeps what a page sent and turns to page `to`; stays on `page` where something can't be taken. */
  async keep(person: Person, at: Place, page: number, to: number, typed: object): Promise<SheetView> {
    const { round } = await this.#open(person, at);
    const kept = await this.context.reviews.change(at.round, at.no, (review) =>
      keepPage(review, person, round.rules, page, typed),
    );
    if (kept === "handed-in") return this.sheet(person, at);
    if (typeof kept === "string") throw refusal(kept, "stale");
    if (Object.keys(kept.errors).length === 0) return this.sheet(person, at, to);
    const { review } = await foundAt(this.context, at);
    const values = { ...draftValues(kept.draft), ...kept.values };
    return pageView(round, review, kept.draft, page, { ...NOTHING_WRONG, values, errors: kept.errors });
  }

  /** Keeps what the look-over sent and hands in; the page where something is missing if there is one. */
  async handIn(person: Person, at: Place, typed: object): Promise<SheetView> {
    const { round } = await this.#open(person, at);
    const last = criteriaPages(round.rules).length;
    const kept = await this.keep(person, at, last, last, typed);
    if (kept.kind !== "look-over" || Object.keys(kept.errors).length > 0) return kept;
    const now = this.context.clock.now();
    const telling = { by: person, tell: onReport("panels.handed-in") };
    const done = await changeReview(this.context, at, telling, (review) => handIn(review, person, round.rules, now));
    if (done === "handed-in") return this.sheet(person, at);
    if (typeof done === "string") throw refusal(done, "stale");
    const { review } = await foundAt(this.context, at);
    const draft = draftOf(person, review);
    const state = { values: draftValues(draft), errors: done.errors, notice: noticeOf(done.titles) };
    return pageView(round, review, draft, done.page, state);
  }

  /** What declaring a conflict would do; `typed` on `page` of their sheet is kept, as far as it can be taken. */
  async conflict(person: Person, at: Place, page?: number, typed: object = {}): Promise<ConflictView> {
    const { round, review } = await this.#declaring(person, at);
    if (page !== undefined && standingOf(person, review) === "open") {
      await this.context.reviews.change(at.round, at.no, (one) => keepPage(one, person, round.rules, page, typed));
    }
    const isRevealed = review.revealed !== undefined;
    return { head: headOf(round, review), scores: isReviewer(person, review), isRevealed };
  }

  /** They are kept from it from now on, and somebody else scores it if it is still to be scored. */
  async declareConflict(person: Person, at: Place): Promise<ConflictView> {
    const before = await this.conflict(person, at);
    const isMoving = before.scores || before.isRevealed;
    if (isMoving) await this.planning.seeTo(at.round);
    const now = this.context.clock.now();
    const telling = { by: person, tell: onReport("panels.conflict-declared") };
    const { needsOthers } = await changeReview(this.context, at, telling, (review) =>
      declareConflict(review, person, now),
    );
    if (needsOthers && isMoving) await this.#reallocate(at);
    return before;
  }

  /** Their being out stands even if nobody can be found: then the coordinators' card of the round says so. */
  async #reallocate({ round, no }: Place): Promise<void> {
    try {
      await this.planning.reallocate(await roundOf(this.context, round), no);
    } catch (error) {
      this.context.report(error);
    }
  }

  /** Theirs, in an open round; a report that isn't theirs is never told from one that isn't there. */
  async #open(person: Person, at: Place): Promise<Found> {
    const found = await foundAt(this.context, at);
    if (!isReviewer(person, found.review)) throw noSuchReport();
    refuseClosed(found.round, "stale");
    return found;
  }

  async #declaring(person: Person, at: Place): Promise<Found> {
    const found = await foundAt(this.context, at);
    if (!canDeclare(person, found.review)) throw noSuchReport();
    refuseClosed(found.round, "not-open");
    return found;
  }
}

function refuseClosed({ status }: Round, code: "not-open" | "stale"): void {
  if (status === "open") return;
  if (status !== "closed") throw noSuchReport();
  throw roundClosed(code);
}

/** `stale` leaves the card, with all that is typed on it, where it is. */
function refusal(standing: Standing, code: "not-open" | "stale"): ExpectedError {
  if (standing === "not-theirs") return noSuchReport();
  const sentence =
    "The scores of this report are revealed, so yours can't be handed in any more. Type panels to go on.";
  return new ExpectedError(code, sentence);
}

function noticeOf(titles: readonly string[]): string {
  const [first = "", ...others] = titles;
  if (others.length === 0) return `${first} has no score yet. All else is kept.`;
  return `${titles.length} criteria have no score yet, ${first} first. All else is kept.`;
}

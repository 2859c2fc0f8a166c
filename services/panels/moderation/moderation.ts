import { ExpectedError } from "../../kernel/errors.js";
import { textOf } from "../../kernel/typed.js";
import type { Person } from "../../people/schema.js";
import { isComplete, isKeptFrom, mayCoordinate, maySeeScores } from "../access-rules.js";
import { onReport } from "../act-rules.js";
import { noSuchReport, type PanelsContext, roundOf } from "../context.js";
import { NOTHING_WRONG, type Place } from "../place.js";
import { changeReview } from "../recording.js";
import { headOf } from "../report-rules.js";
import { linesOf } from "../scoring/sheet-rules.js";
import { changeable, found, namesFor } from "./access.js";
import { Agreeing } from "./agreeing.js";
import { compared, nextFirst, notRevealed, stateOf } from "./compare-rules.js";
import { reveal } from "./moderation-rules.js";
import type { CommentsView, CompareView, ReadyRound, ReportsView, RevealForm } from "./views.js";

/** In characters. */
const LONGEST_REASON = 300;

/** Scores side by side, and what the panel agrees on. */
export class Moderation {
  readonly agreeing: Agreeing;

  constructor(private readonly context: PanelsContext) {
    this.agreeing = new Agreeing(context);
  }

  /** A coordinator's list; what they are kept from is only counted. */
  async reports(person: Person, roundId: string): Promise<ReportsView> {
    const round = await roundOf(this.context, roundId);
    const all = await this.context.reviews.of(roundId);
    const known = all.filter((review) => !isKeptFrom(person, review));
    const lines = known.map((review) => ({ ...headOf(round, review), state: stateOf(round, review) }));
    return { round: round.id, title: round.title, lines: nextFirst(lines), kept: all.length - known.length };
  }

  /** Rounds with reports that this coordinator could reveal now. */
  async ready(person: Person): Promise<ReadyRound[]> {
    const rounds = (await this.context.rounds.all()).filter(({ status }) => status === "open");
    const counted = await Promise.all(
      rounds.map(async (round) => {
        const { id, title, meetingOn } = round;
        const reviews = await this.context.reviews.of(id);
        const ready = reviews.filter((one) => mayCoordinate(person, one) && !one.revealed && isComplete(round, one));
        return { round: id, title, meetingOn, ready: ready.length };
      }),
    );
    return counted.filter(({ ready }) => ready > 0);
  }

  async compare(person: Person, at: Place): Promise<CompareView> {
    const { round, review } = await found(this.context, person, at);
    const view = review.revealed
      ? compared(person, round, review, await namesFor(this.context, review))
      : notRevealed(person, round, review);
    if (!view) throw noSuchReport();
    return view;
  }

  /** What the reviewers wrote, a page a sheet. */
  async comments(person: Person, at: Place, wanted: number): Promise<CommentsView> {
    const { round, review } = await found(this.context, person, at);
    if (!maySeeScores(person, review)) throw noSuchReport();
    const page = Math.min(wanted, review.sheets.length - 1);
    const sheet = review.sheets[page];
    if (!sheet) throw new ExpectedError("not-found", "Nobody had handed in before the reveal: there is no comment.");
    const nameOf = await namesFor(this.context, review);
    return {
      head: headOf(round, review),
      scale: round.rules.scale,
      name: nameOf(sheet.reviewer),
      lines: linesOf(round.rules, sheet),
      comment: sheet.comment,
      ...{ page, pages: review.sheets.length },
    };
  }

  /** Asks a coordinator why it is revealed before all have handed in. */
  async revealForm(person: Person, at: Place): Promise<RevealForm> {
    const { round, review } = await changeable(this.context, person, at);
    if (!mayCoordinate(person, review)) throw noSuchReport();
    return { head: headOf(round, review), ...NOTHING_WRONG };
  }

  /** The form again where a reason is needed. */
  async reveal(person: Person, at: Place, typed: object): Promise<CompareView | RevealForm> {
    const { round, review } = await changeable(this.context, person, at);
    const reason = textOf(typed, "reason");
    const now = this.context.clock.now();
    const early = onReport("panels.revealed", ({ revealed }) => ({ early: revealed?.reason === undefined ? 0 : 1 }));
    const outcome = await changeReview(this.context, at, { by: person, tell: early }, (one) =>
      reveal(one, person, round, { now, reason: reason.length > LONGEST_REASON ? "" : reason }),
    );
    if (outcome === "not-theirs") throw noSuchReport();
    if (outcome === "revealed") return this.compare(person, at);
    if (!mayCoordinate(person, review)) {
      throw new ExpectedError("not-open", "Not everyone has handed in yet. Type panels to see when they have.");
    }
    const sentence = `Say why, in at most ${LONGEST_REASON} characters.`;
    return { head: headOf(round, review), values: { reason }, errors: { reason: sentence }, notice: "" };
  }
}

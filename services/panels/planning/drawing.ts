import { ExpectedError } from "../../kernel/errors.js";
import { sha256 } from "../../kernel/hash.js";
import { type Person, personKey } from "../../people/schema.js";
import type { Tell } from "../act-rules.js";
import { type PanelsContext, roundOf } from "../context.js";
import { changeRound } from "../recording.js";
import type { Report, Review, Round, Why } from "../schema.js";
import { type Allocation, allocate } from "./allocation-rules.js";
import { frameText } from "./frame-rules.js";
import { panelOf } from "./panel.js";
import { ALGORITHM, sampleOf } from "./sample-rules.js";

/**
 * The frame is frozen, the sample drawn once and for all, and given out. There is no drawing again but by throwing the
 * round away, which is recorded: nobody draws until they like what they get.
 */
export class Drawing {
  constructor(private readonly context: PanelsContext) {}

  /** Draws; again it only sees to it that all that was drawn is there. */
  async draw(id: string, by: Person): Promise<Allocation> {
    const { rounds, random, clock } = this.context;
    const [before, frame] = [await roundOf(this.context, id), await rounds.frame(id)];
    if (before.status === "draft") checkReady(before, frame);
    const seed = random.id();
    const drawn = {
      ...{ at: clock.now().toISOString(), by: personKey(by), algorithm: ALGORITHM, seed },
      frame: sha256(frameText(frame)),
      sample: sampleOf(frame, before.rules, seed).map(({ no }) => no),
    };
    const round = await changeRound(this.context, id, { by, tell: tellDrawn }, (one) => {
      if (one.drawn) return { result: one };
      // Reports were added while this was drawn, or how many are reviewed was changed.
      if (one.reports !== frame.length) throw changedMeanwhile();
      const next: Round = { ...one, status: "drawn", drawn };
      return { next, result: next };
    });
    return this.giveOut(round);
  }

  /**
   * Gives the sample to the panel as it is now, where the round is not sent yet: by the draw's own seed, so that the same
   * panel gets the same. Who has no place for a report has none at all until that is mended. Can be repeated.
   */
  async giveOut(round: Round): Promise<Allocation> {
    const { reviews } = this.context;
    const seed = round.drawn?.seed ?? "";
    await reviews.add(await this.#missing(round));
    const all = await reviews.of(round.id);
    const allocation = allocate({
      reports: all.map(({ report: { no, agency }, conflicts }) => ({
        ...{ no, agency, kept: new Set(conflicts.map(({ by }) => by)) },
      })),
      members: (await panelOf(this.context, round)).seats,
      ...{ reviewers: round.rules.reviewers, seed },
    });
    if (round.status !== "drawn") return allocation;
    for (const { report, reviewers } of all) {
      const given = [...(allocation.reviewers.get(report.no) ?? [])];
      if (given.join() === reviewers.join()) continue;
      await reviews.change(round.id, report.no, (one) =>
        one.sheets.length > 0 ? { result: undefined } : { next: { ...one, reviewers: given }, result: undefined },
      );
    }
    return allocation;
  }

  async #missing(round: Round): Promise<Review[]> {
    const { rounds, reviews } = this.context;
    const there = new Set((await reviews.of(round.id)).map(({ report }) => report.no));
    const missing = new Set(round.drawn?.sample.filter((no) => !there.has(no)));
    if (missing.size === 0) return [];
    const frame = await rounds.frame(round.id);
    return frame
      .filter(({ no }) => missing.has(no))
      .map((report) => newReview(round.id, report, report.outcome === "pass" ? "drawn" : report.outcome));
  }
}

const tellDrawn: Tell<Round> = ({ drawn, rules }) => {
  if (!drawn) return undefined;
  const { algorithm, seed, frame, sample } = drawn;
  const rule = `${rules.sample.passesPercent}% of passes; ${rules.sample.cover.join(", ")}`;
  const details = { algorithm, seed, frame, rule, reports: sample.length, sample: sample.join(" ") };
  return { event: "panels.drawn", details };
};

/** A report that the panel has done nothing with yet. */
export function newReview(round: string, report: Report, why: Why, reason?: string): Review {
  const empty = {
    reviewers: [],
    excused: [],
    conflicts: [],
    drafts: {},
    agreementDrafts: {},
    sheets: [],
    setAside: [],
    earlier: [],
    acts: [],
  };
  return { round, report, why, ...(reason !== undefined && { reason }), ...empty };
}

function checkReady({ members, scoresDue, meetingOn }: Round, frame: readonly Report[]): void {
  const refuse = (sentence: string) => new ExpectedError("not-open", sentence);
  if (frame.length === 0) throw refuse("There is no report yet. Add the reports first.");
  if (members.length === 0) throw refuse("Nobody is on the panel yet. Choose its members first.");
  if (!scoresDue || !meetingOn) throw refuse("The days are missing. Set them under Settings first.");
}

function changedMeanwhile(): ExpectedError {
  return new ExpectedError("busy", "The reports are being changed by somebody else. Try again in a minute.");
}

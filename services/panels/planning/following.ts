import { dateOf } from "../../kernel/dates.js";
import { ExpectedError } from "../../kernel/errors.js";
import { sha256 } from "../../kernel/hash.js";
import { partnerName } from "../../partnership/names.js";
import type { Person } from "../../people/schema.js";
import { isKeptFrom } from "../access-rules.js";
import { type PanelsContext, roundOf } from "../context.js";
import type { Review, Round } from "../schema.js";
import type { AllocationProblem } from "./allocation-rules.js";
import type { Drawing } from "./drawing.js";
import { frameText } from "./frame-rules.js";
import { problemOf } from "./giving.js";
import { type Panel, panelOf } from "./panel.js";
import { problemLines } from "./problem-rules.js";
import { isShort, sheetsOf, unfinished } from "./round-rules.js";
import type { CloseView, RoundView, SampleView } from "./views.js";

/** How a round stands, as a coordinator sees it: without the reports that they are kept from. */
export class Following {
  constructor(
    private readonly context: PanelsContext,
    private readonly drawing: Drawing,
  ) {}

  async round(id: string, person: Person): Promise<RoundView> {
    const round = await roundOf(this.context, id);
    const panel = await panelOf(this.context, round);
    const problems = await this.#problems(round, panel);
    const reviews = await this.context.reviews.of(id);
    const seen = reviews.filter((review) => !isKeptFrom(person, review));
    const { title, status, scoresDue, meetingOn, reports, members, rules } = round;
    return {
      ...{ round: id, title, status, scoresDue, meetingOn, reports },
      ...{ reviewed: reviews.length, members: members.length, reviewers: rules.reviewers },
      gone: status === "closed" ? [] : panel.gone.map(({ name }) => name),
      problems: problemLines(problems, seen, (agency) => partnerName(this.context.partnership, agency)),
      ofOneAgency: seen.filter((review) => isOfOneAgency(review, panel)).length,
      sheets: sheetsOf(round, seen),
    };
  }

  /** How many reports that this coordinator sees to have too few reviewers, by round. */
  async short(person: Person): Promise<{ readonly round: string; readonly title: string; readonly count: number }[]> {
    const open = (await this.context.rounds.all()).filter(({ status }) => status === "open");
    const counts = open.map(async (round) => {
      const reviews = await this.context.reviews.of(round.id);
      const short = reviews.filter((review) => isShort(round, review) && !isKeptFrom(person, review));
      return { round: round.id, title: round.title, count: short.length };
    });
    return (await Promise.all(counts)).filter(({ count }) => count > 0);
  }

  async closing(id: string, person: Person): Promise<CloseView> {
    const round = await roundOf(this.context, id);
    const reviews = await this.context.reviews.of(id);
    const seen = reviews.filter((review) => !isKeptFrom(person, review));
    return { round: id, title: round.title, ...unfinished(round, seen) };
  }

  /** The record of the draw. */
  async sample(id: string, person: Person): Promise<SampleView> {
    const { partnership, rounds, reviews } = this.context;
    const { title, status, rules, drawn } = await roundOf(this.context, id);
    if (!drawn) throw new ExpectedError("not-open", "The sample has not been drawn yet.");
    const all = await reviews.of(id);
    const late = new Set(all.filter(({ why }) => why === "late").map(({ report }) => report.no));
    const frame = (await rounds.frame(id)).filter(({ no }) => !late.has(no));
    const seen = all.filter((review) => !isKeptFrom(person, review));
    const count = (test: (review: Review) => boolean) => seen.filter(test).length;
    const outcomes = (wanted: string) => frame.filter(({ outcome }) => outcome === wanted).length;
    const programmes = new Map(rules.programmes.map((programme) => [programme.id, programme.title]));
    return {
      ...{ round: id, title, drawnOn: dateOf(new Date(drawn.at)), rule: rules.sample },
      ...{ algorithm: drawn.algorithm, seed: drawn.seed, frame: drawn.frame },
      takesLate: status !== "closed",
      isFrameAsDrawn: sha256(frameText(frame)) === drawn.frame,
      reports: { pass: outcomes("pass"), borderline: outcomes("borderline"), fail: outcomes("fail") },
      whys: {
        ...{ fail: count(({ why }) => why === "fail"), borderline: count(({ why }) => why === "borderline") },
        ...{ drawn: count(({ why }) => why === "drawn"), late: count(({ why }) => why === "late") },
      },
      stages: {
        ...{
          midway: count(({ report }) => report.stage === "midway"),
          epr: count(({ report }) => report.stage === "epr"),
        },
      },
      programmes: rules.programmes.map((one) => ({
        ...{ title: one.title, count: count(({ report }) => report.programme === one.id) },
      })),
      lines: seen.map(({ report: { no, reference, stage, programme, agency }, why, reason }) => ({
        ...{ no, reference, stage, why, reason, programme: programmes.get(programme) ?? programme },
        agency: partnerName(partnership, agency),
      })),
    };
  }

  /** Of a round that is not sent: also sees to it that all that was drawn is given out. */
  async #problems(round: Round, panel: Panel): Promise<readonly AllocationProblem[]> {
    const reviews = await this.context.reviews.of(round.id);
    if (round.status === "open") return reviews.flatMap((review) => problemOf(round, review, panel, reviews) ?? []);
    if (round.status !== "drawn") return [];
    const isGivenOut =
      reviews.length >= (round.drawn?.sample.length ?? 0) && !reviews.some((one) => isShort(round, one));
    return isGivenOut ? [] : (await this.drawing.giveOut(round)).problems;
  }
}

function isOfOneAgency({ reviewers }: Review, { seats }: Panel): boolean {
  const agencies = new Map(seats.map(({ key, agency }) => [key, agency]));
  return reviewers.length > 1 && new Set(reviewers.map((key) => agencies.get(key))).size === 1;
}

import type { AuditEntry } from "../../services/audit/ports.js";
import { type Randomness, systemRandomness } from "../../services/kernel/random.js";
import { noSuchReport, noSuchRound, type PanelsContext } from "../../services/panels/context.js";
import type { Changed, ReviewStore, RoundStore } from "../../services/panels/ports.js";
import {
  panelRulesSchema,
  type Report,
  type Review,
  type Round,
  reportSchema,
  reviewSchema,
  roundSchema,
  type Sheet,
  sheetSchema,
} from "../../services/panels/schema.js";
import { Panels } from "../../services/panels/service.js";
import type { Partnership } from "../../services/partnership/schema.js";
import { type Person, personKey } from "../../services/people/schema.js";
import { AuditInMemory } from "./board-house.js";
import { QuietHouse } from "./quiet-house.js";
import { PostsInMemory } from "./session-house.js";
import { aPerson, thePartnership } from "./survey-house.js";

/** Keeps nothing. The contract tests hold it to what the tables do. */
export class RoundsInMemory implements RoundStore {
  readonly kept = new Map<string, Round>();
  readonly frames = new Map<string, readonly Report[]>();

  async find(id: string): Promise<Round | undefined> {
    return this.kept.get(id);
  }

  async add(round: Round): Promise<boolean> {
    if (this.kept.has(round.id)) return false;
    this.kept.set(round.id, roundSchema.parse(round));
    return true;
  }

  async change<Result>(id: string, rule: (round: Round) => Changed<Round, Result>): Promise<Result> {
    const before = this.kept.get(id);
    if (!before) throw noSuchRound();
    const { next, result } = rule(before);
    if (next) this.kept.set(id, roundSchema.parse(next));
    return result;
  }

  async all(): Promise<Round[]> {
    return [...this.kept.values()].sort((one, other) => other.created.at.localeCompare(one.created.at));
  }

  async frame(id: string): Promise<Report[]> {
    return [...(this.frames.get(id) ?? [])];
  }

  async saveFrame(id: string, reports: readonly Report[]): Promise<void> {
    this.frames.set(id, reportSchema.array().parse(reports));
  }

  async remove(id: string): Promise<void> {
    this.kept.delete(id);
    this.frames.delete(id);
  }
}

/** Keeps nothing. The contract tests hold it to what the tables do. */
export class ReviewsInMemory implements ReviewStore {
  readonly kept = new Map<string, Review>();

  async find(round: string, no: number): Promise<Review | undefined> {
    return this.kept.get(`${round}|${no}`);
  }

  async of(round: string): Promise<Review[]> {
    const reviews = [...this.kept.values()].filter((review) => review.round === round);
    return reviews.sort((one, other) => one.report.no - other.report.no);
  }

  async add(reviews: readonly Review[]): Promise<void> {
    for (const review of reviews) {
      const key = `${review.round}|${review.report.no}`;
      if (!this.kept.has(key)) this.kept.set(key, reviewSchema.parse(review));
    }
  }

  async change<Result>(round: string, no: number, rule: (review: Review) => Changed<Review, Result>): Promise<Result> {
    const before = this.kept.get(`${round}|${no}`);
    if (!before) throw noSuchReport();
    const { next, result } = rule(before);
    if (next) this.kept.set(`${round}|${no}`, reviewSchema.parse(next));
    return result;
  }

  async removeOf(round: string): Promise<number> {
    const those = await this.of(round);
    for (const { report } of those) this.kept.delete(`${round}|${report.no}`);
    return those.length;
  }
}

export const USUAL_RULES = panelRulesSchema.parse({});

/** A midway report of Vale Council's that passed; say only what matters. */
export function aReport(no: number, members: Partial<Report> = {}): Report {
  const reference = `A26-${String(no).padStart(3, "0")}`;
  const link = `https://files.example/${reference}.pdf`;
  const common = { agency: "vale-council", programme: "ba", stage: "midway", outcome: "pass" };
  return reportSchema.parse({ no, reference, link, ...common, ...members });
}

/** `panelist(1)` and `panelist(2)` are of the university, others of Hill Trust; of neither is {@link aReport}. */
export function panelist(n: number, members: Partial<Person> = {}): Person {
  const partner = n <= 2 ? "vale-university" : "hill-trust";
  return aPerson(100 + n, { name: `Panelist ${n}`, roles: ["panel-member"], partner, ...members });
}

/** An open round of four panelists, scores due on 4 December 2026, the panel meeting on the 10th. */
export function aRound(members: Partial<Round> = {}): Round {
  const by = personKey(aPerson(999));
  return roundSchema.parse({
    id: "round-1",
    title: "Autumn 2026",
    status: "open",
    created: { at: "2026-11-16T10:00:00.000Z", by },
    rules: USUAL_RULES,
    members: [1, 2, 3, 4].map((n) => personKey(panelist(n))),
    scoresDue: "2026-12-04",
    meetingOn: "2026-12-10",
    reports: 40,
    drawn: { at: "2026-11-17T10:00:00.000Z", by, algorithm: "test", seed: "seed", frame: "00", sample: [1] },
    opened: { at: "2026-11-17T11:00:00.000Z", by },
    ...members,
  });
}

/** Report 1 of {@link aRound}, to be scored by panelists 1 and 3; say only what matters. */
export function aReview(members: Partial<Review> = {}): Review {
  const reviewers = [1, 3].map((n) => personKey(panelist(n)));
  return reviewSchema.parse({
    ...{ round: "round-1", report: aReport(1), why: "drawn", reviewers, conflicts: [] },
    ...members,
  });
}

/** All criteria scored alike; say only what matters. */
export function aSheet(reviewer: Person, score: Sheet["scores"][string] = 3, members: Partial<Sheet> = {}): Sheet {
  const scores = Object.fromEntries(USUAL_RULES.criteria.map(({ id }) => [id, score]));
  return sheetSchema.parse({
    ...{ reviewer: personKey(reviewer), handedInAt: "2026-11-25T10:00:00.000Z", scores },
    ...members,
  });
}

const PARTNERS: Partnership["partners"] = ["vale-council", "vale-university", "hill-trust", "hill-council"].map(
  (id) => ({
    ...{ id, name: id.replace(/(^|-)[a-z]/g, (start) => start.replace("-", " ").toUpperCase()) },
    ...({ tier: "primary", sector: "local-authority", side: "both" } as const),
  }),
);

export interface PanelHouseOptions {
  readonly partnership?: Partial<Partnership>;
  readonly random?: Randomness;
}

/**
 * Panels with these people, without Teams and without tables: the clock stands at 23 November 2026, 10:00. Partners:
 * `vale-council`, `vale-university`, `hill-trust`.
 */
export class PanelHouse extends QuietHouse {
  readonly posts = new PostsInMemory();
  readonly rounds = new RoundsInMemory();
  readonly reviews = new ReviewsInMemory();
  readonly audit = new AuditInMemory();
  readonly context: PanelsContext;
  readonly panels: Panels;
  /** Of no agency that has reports, as is usual. */
  readonly coordinator = aPerson(999, { name: "Casey Example", roles: ["coordinator"], partner: "central-team" });
  /** Of Vale Council, whose report {@link aReport} is. */
  readonly conflicted = aPerson(998, { name: "Robin Example", roles: ["coordinator"] });
  /** Vale Council's. */
  readonly lead = aPerson(997, { name: "Lee Example", roles: ["wfd-lead"] });

  constructor(
    readonly people: Person[] = [1, 2, 3, 4].map((n) => panelist(n)),
    { partnership, random = systemRandomness }: PanelHouseOptions = {},
  ) {
    super();
    this.context = {
      ...this.common,
      partnership: { ...thePartnership, partners: PARTNERS, ...partnership },
      rules: USUAL_RULES,
      rounds: this.rounds,
      reviews: this.reviews,
      posts: this.posts,
      audit: this.audit,
      random,
    };
    this.panels = new Panels(this.context);
    this.handle(this.panels.handlers);
  }

  /** What is on the record. */
  get entries(): readonly AuditEntry[] {
    return this.audit.kept;
  }

  everybody(): Person[] {
    return [...this.people, this.coordinator, this.conflicted, this.lead];
  }

  /** The round as it is stored. */
  round(id = "round-1"): Round {
    const round = this.rounds.kept.get(id);
    if (!round) throw noSuchRound();
    return round;
  }

  /** The review as it is stored. */
  review(no = 1, round = "round-1"): Review {
    const review = this.reviews.kept.get(`${round}|${no}`);
    if (!review) throw noSuchReport();
    return review;
  }
}

/** A house in which this round is open with these reviews. */
export async function aPanelHouse(reviews: readonly Review[] = [aReview()], round = aRound()): Promise<PanelHouse> {
  const house = new PanelHouse();
  await house.rounds.add(round);
  await house.rounds.saveFrame(
    round.id,
    reviews.map(({ report }) => report),
  );
  await house.reviews.add(reviews);
  return house;
}

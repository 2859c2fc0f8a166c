import { ExpectedError } from "../../kernel/errors.js";
import { type Person, personKey } from "../../people/schema.js";
import { maySeeScores } from "../access-rules.js";
import { type PanelsContext, roundOf } from "../context.js";
import { idsOf } from "../former-rules.js";
import type { LearningFigures, Review, Round } from "../schema.js";
import { agreedReport, learningFigures, trendOf } from "./spread-rules.js";

/** A round of which something can have been learned. */
export async function begunRound(context: PanelsContext, id: string): Promise<Round> {
  const round = await roundOf(context, id);
  if (round.status === "open" || round.status === "closed") return round;
  throw new ExpectedError("not-open", "The panel has not begun to score yet. Come back when the reports are revealed.");
}

/** The round's reports whose scores this person may see one by one. */
export async function readableReviews(context: PanelsContext, person: Person, round: string): Promise<Review[]> {
  return (await context.reviews.of(round)).filter((review) => maySeeScores(person, review));
}

/**
 * The figures as they would be published now. For a coordinator who looks at them before that, without the reports that
 * they are kept from, since whoever looks twice could work out what was agreed in between.
 */
export async function figuresNow(context: PanelsContext, round: Round, reader?: Person): Promise<LearningFigures> {
  const all = await context.reviews.of(round.id);
  const reviews = all.filter((review) => agreedReport(review) !== undefined);
  const known = (await readersOf(context, round, all)).map((person) => numbersFor(person, reviews));
  const shown = reader ? reviews.filter((review) => maySeeScores(reader, review)) : reviews;
  const agreed = shown.flatMap((review) => agreedReport(review) ?? []);
  const { group: threshold } = context.partnership.thresholds;
  const figures = learningFigures(agreed, known, { rules: round.rules, threshold });
  return { ...figures, trend: trendOf(round, figures.criteria, await context.rounds.all()) };
}

function numbersFor(person: Person, reviews: readonly Review[]): ReadonlySet<number> {
  return new Set(reviews.filter((review) => maySeeScores(person, review)).map(({ report }) => report.no));
}

/** Whoever can read scores of single reports, or could: coordinators, the panel's members, and who scored and left it. */
async function readersOf({ people }: PanelsContext, { members }: Round, reviews: readonly Review[]): Promise<Person[]> {
  const coordinators = await people.select({ roles: ["coordinator"], cohorts: [], partners: [], sides: [] });
  const found = await people.findMany(idsOf([...members, ...reviews.flatMap(({ reviewers }) => reviewers)]));
  const all = [...coordinators, ...found.values()].map((person) => [personKey(person), person] as const);
  return [...new Map(all).values()];
}

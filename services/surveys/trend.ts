import type { LocalDate } from "../kernel/dates.js";
import { type Definition, type Question, SCALES } from "./schema.js";
import { percent } from "./tally.js";
import type { QuestionTrend, TrendPoint, WaveResults } from "./views.js";

/** A wave with its results, as far as the trend needs them. */
export interface ToldWave {
  readonly definition: Definition;
  readonly closedOn: LocalDate;
  readonly results: Pick<WaveResults, "title" | "headline" | "questions">;
}

/**
 * Figures over waves of one survey, oldest first and `own` last: the headline where all its questions were asked in
 * the same words, and each of its questions where that one was. Figures that were held back have no point.
 */
export function trendsOf(own: ToldWave, earlier: readonly ToldWave[]): Pick<WaveResults, "trend" | "questionTrends"> {
  const waves = [...earlier.filter(({ definition }) => definition.id === own.definition.id), own];
  const asked = headlineQuestions(own.definition);
  return {
    trend: waves.filter(({ definition }) => sameHeadline(definition, own.definition)).flatMap(headlinePoint),
    questionTrends: asked.map((question) => ({
      text: question.text,
      points: waves.flatMap((wave) => questionPoint(wave, question, own.definition.headline.counts)),
    })) satisfies QuestionTrend[],
  };
}

function headlinePoint({ results: { title, headline }, closedOn }: ToldWave): TrendPoint[] {
  const { percent: share, base } = headline;
  return share === undefined ? [] : [{ waveTitle: title, closedOn, percent: share, base }];
}

/** The share of the answers that count for the headline now, so that all points are of one figure. */
function questionPoint(wave: ToldWave, question: Question, counts: readonly string[]): TrendPoint[] {
  const same = wave.definition.questions.find(({ id }) => id === question.id);
  const result = wave.results.questions.find(({ id }) => id === question.id);
  if (!same || !result || wording(same) !== wording(question) || !("bars" in result.figures)) return [];
  const titles = new Set(counts.map((id) => titleOf(question, id)));
  const { base, bars } = result.figures;
  const counted = bars.filter(({ title }) => titles.has(title)).reduce((sum, { count }) => sum + count, 0);
  return [{ waveTitle: wave.results.title, closedOn: wave.closedOn, percent: percent(counted, base), base }];
}

/** An option as bars show it. */
function titleOf(question: Question, id: string): string {
  if (question.type === "choice") return question.options.find((option) => option.id === id)?.title ?? "";
  const known: readonly string[] = question.type === "scale" ? SCALES[question.scale] : [id];
  return known.includes(id) ? id : "";
}

function sameHeadline(one: Definition, other: Definition): boolean {
  const parts = (definition: Definition) => [definition.headline.counts, headlineQuestions(definition).map(wording)];
  return JSON.stringify(parts(one)) === JSON.stringify(parts(other));
}

function headlineQuestions({ headline, questions }: Definition): Question[] {
  return questions.filter(({ id }) => headline.questions.includes(id));
}

/** What a person was asked, and what they could answer. */
function wording({ required: _, ...question }: Question): string {
  return JSON.stringify(question);
}

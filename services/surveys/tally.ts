import { type Answers, type Definition, POSITIONS, type Question, SCALES } from "./schema.js";
import type { Bar, QuestionFigures, QuestionResult } from "./views.js";

const TOO_FEW: QuestionFigures = { kind: "too-few" };

/** Counts of one question over any number of answers: its size doesn't grow with them. */
interface Tally {
  base: number;
  readonly counts: Map<string, number>;
  sum: number;
  groups: number;
  people: number;
}

/** Sums up answers as they stream by; figures come out at the end. */
export class Tallies {
  answered = 0;
  /** Answers to headline questions, and those of them that count. */
  headlineBase = 0;
  headlineHits = 0;
  readonly #byQuestion: ReadonlyMap<string, Tally>;
  readonly #headline: ReadonlySet<string>;
  readonly #counting: ReadonlySet<string>;
  readonly #texts: ReadonlySet<string>;

  constructor(private readonly definition: Definition) {
    this.#byQuestion = new Map(definition.questions.map(({ id }) => [id, emptyTally()]));
    this.#headline = new Set(definition.headline.questions);
    this.#counting = new Set(definition.headline.counts);
    this.#texts = new Set(definition.questions.filter(({ type }) => type === "text").map(({ id }) => id));
  }

  add(answers: Answers): void {
    this.answered += 1;
    for (const id of Object.keys(answers)) {
      const tally = this.#byQuestion.get(id);
      const answer = answers[id];
      if (!tally || answer === undefined) continue;
      if (this.#texts.has(id)) {
        tally.base += 1;
        continue;
      }
      addTo(tally, answer);
      if (this.#headline.has(id)) {
        this.headlineBase += 1;
        if (this.#counting.has(closedAnswer(answer))) this.headlineHits += 1;
      }
    }
  }

  /** A text that is kept apart from the other answers. */
  addComment(question: string): void {
    const tally = this.#byQuestion.get(question);
    if (tally) tally.base += 1;
  }

  /** Figures in the order of the questions; a question that fewer than `least` answered is "too-few". */
  figures(least: { readonly answers: number; readonly comments: number }): QuestionResult[] {
    return this.definition.questions.map((question) => {
      const tally = this.#byQuestion.get(question.id) ?? emptyTally();
      const tooFew = question.type === "text" ? this.answered < least.comments : tally.base < least.answers;
      const figures = tooFew ? TOO_FEW : figuresOf(question, tally, least.answers);
      return { id: question.id, text: question.text, figures };
    });
  }
}

/** The submission's answers to headline questions that count. */
export function hitsOf(definition: Definition, answers: Answers): number {
  const tallies = new Tallies(definition);
  tallies.add(answers);
  return tallies.headlineHits;
}

/** Whole per cent of a base; 0 of an empty one. */
export function percent(count: number, base: number): number {
  return base === 0 ? 0 : Math.round((100 * count) / base);
}

function emptyTally(): Tally {
  return { base: 0, counts: new Map(), sum: 0, groups: 0, people: 0 };
}

function addTo(tally: Tally, answer: Answers[string]): void {
  tally.base += 1;
  if (typeof answer === "string") count(tally, answer);
  else if (typeof answer === "number") tally.sum += answer;
  else if (Array.isArray(answer)) for (const option of answer) count(tally, option);
  else {
    count(tally, answer.position);
    tally.people += answer.people;
    if (answer.respondent === "group") tally.groups += 1;
  }
}

/** What was chosen of a question that the headline can be about. */
function closedAnswer(answer: Answers[string]): string {
  if (typeof answer === "string") return answer;
  return typeof answer === "object" && "position" in answer ? answer.position : "";
}

function count(tally: Tally, option: string): void {
  tally.counts.set(option, (tally.counts.get(option) ?? 0) + 1);
}

function figuresOf(question: Question, tally: Tally, threshold: number): QuestionFigures {
  const { base } = tally;
  switch (question.type) {
    case "text":
      return { kind: "comments", base };
    case "scale":
      return {
        kind: "bars",
        base,
        bars: bars(
          SCALES[question.scale].map((id) => ({ id, title: id })),
          tally,
        ),
      };
    case "choice":
    case "choices":
      return { kind: "bars", base, bars: bars(question.options, tally) };
    case "number":
      // The least and the greatest are single people's answers, so only the mean is told.
      return { kind: "number", base, mean: Math.round((10 * tally.sum) / base) / 10, unit: question.unit };
    case "position": {
      const { groups, people } = tally;
      const all = bars(
        POSITIONS.map((id) => ({ id, title: id })),
        tally,
      );
      // One kind of respondent alone can be fewer people than may be told of.
      const tellable = [groups, base - groups].every((some) => some === 0 || some >= threshold);
      const respondents = tellable ? { individuals: base - groups, groups, people } : undefined;
      return { kind: "position", base, bars: all, respondents };
    }
  }
}

function bars(options: readonly { readonly id: string; readonly title: string }[], { base, counts }: Tally): Bar[] {
  return options.map(({ id, title }) => {
    const given = counts.get(id) ?? 0;
    return { title, count: given, percent: percent(given, base) };
  });
}

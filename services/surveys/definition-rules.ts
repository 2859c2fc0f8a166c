import type { Flaw } from "../kernel/mistakes.js";
import { insteadOf } from "../kernel/nearest.js";
import { type Mode, POSITIONS, type Question, SCALES } from "./schema.js";

/** A question that can't be read; said already, so that nothing more is said of what refers to it. */
export interface UnreadableQuestion {
  readonly type: "unreadable";
  readonly id: string | undefined;
}

/** A definition as far as it can be read. A whole `Definition` is one too. */
export interface DefinitionDraft {
  readonly anonymity?: Mode | undefined;
  readonly questions: readonly (Question | UnreadableQuestion)[];
  readonly headline?: { readonly questions: readonly string[]; readonly counts: readonly string[] } | undefined;
}

type AnyQuestion = DefinitionDraft["questions"][number];

/** What can't be seen from one value alone. Empty when all is well. */
export function flawsInDefinition(draft: DefinitionDraft): Flaw[] {
  return [
    ...draft.questions.flatMap((question, index) => [
      ...repeatedQuestion(question, draft.questions.slice(0, index)).map(below(index)),
      ...takenName(question).map(below(index)),
      ...flawsInQuestion(question, draft).map(below(index)),
      ...flawsInCondition(question, draft.questions, index).map(below(index)),
    ]),
    ...flawsInHeadline(draft),
  ];
}

/** The answers that a question of a closed kind takes, as they are stored; undefined for open ones. */
function possibleAnswers(question: Question): readonly string[] | undefined {
  switch (question.type) {
    case "scale":
      return SCALES[question.scale];
    case "choice":
      return question.options.map(({ id }) => id);
    case "position":
      return POSITIONS;
    case "choices":
    case "number":
    case "text":
      return undefined;
  }
}

function below(index: number): (flaw: Flaw) => Flaw {
  return (flaw) => ({ ...flaw, path: ["questions", index, ...flaw.path] });
}

function repeatedQuestion(question: AnyQuestion, earlier: readonly AnyQuestion[]): Flaw[] {
  const flaws: Flaw[] = [];
  if (question.id !== undefined && earlier.some(({ id }) => id === question.id)) {
    const wrong = `an earlier question is called “${question.id}” too`;
    flaws.push({ path: ["id"], wrong, right: "give each question an id of its own" });
  }
  if (
    question.type !== "unreadable" &&
    earlier.some((one) => one.type !== "unreadable" && one.text === question.text)
  ) {
    flaws.push({ path: ["text"], wrong: "an earlier question has the same text", right: "ask each thing once" });
  }
  return flaws;
}

/** Members that Teams, or a form of ours, puts beside the answers. */
const TAKEN = ["wave", "verb", "msteams"];

function takenName({ id }: AnyQuestion): Flaw[] {
  if (id === undefined || !TAKEN.includes(id)) return [];
  return [
    { path: ["id"], wrong: `“${id}” is the name of something else in the form`, right: `write for example own-${id}` },
  ];
}

function flawsInQuestion(question: AnyQuestion, { anonymity }: DefinitionDraft): Flaw[] {
  switch (question.type) {
    case "choice":
    case "choices":
      return [
        ...flawsInOptions(
          question.options.map(({ id }) => id),
          "id",
        ),
        ...flawsInOptions(
          question.options.map(({ title }) => title),
          "title",
        ),
      ];
    case "number":
      if (question.min < question.max) return [];
      return [{ path: ["max"], wrong: `“max” is not above “min” (${question.min})`, right: "write a higher number" }];
    case "text":
      return flawsInText(question, anonymity);
    case "scale":
    case "position":
    case "unreadable":
      return [];
  }
}

/** Words can tell who wrote them, and words given only by a few tell what else they answered. */
function flawsInText({ required, showIf }: Question, anonymity: Mode | undefined): Flaw[] {
  const flaws: Flaw[] = [];
  if (anonymity === "anonymous" && required) {
    const wrong = "free text must be given, in an anonymous survey, where words can tell who wrote them";
    flaws.push({ path: ["required"], wrong, right: "write required: false" });
  }
  if (anonymity !== "named" && showIf) {
    const wrong = `free text is asked only after some answers, in a survey that is ${anonymity}, so each text tells the answer before it`;
    flaws.push({ path: ["showIf"], wrong, right: "ask everybody, or make the survey named" });
  }
  return flaws;
}

function flawsInOptions(values: readonly string[], member: "id" | "title"): Flaw[] {
  return values.flatMap((value, index) =>
    values.indexOf(value) === index
      ? []
      : [{ path: ["options", index, member], wrong: `“${value}” is an option already`, right: "offer each once" }],
  );
}

function flawsInCondition(question: AnyQuestion, questions: readonly AnyQuestion[], index: number): Flaw[] {
  if (question.type === "unreadable" || !question.showIf) return [];
  const { question: asked, is } = question.showIf;
  const place = questions.findIndex(({ id }) => id === asked);
  const target = questions[place];
  const path = ["showIf", "question"];
  const earlier = questions.slice(0, index).filter(({ type }) => type === "scale" || type === "choice");
  const ids = earlier.flatMap(({ id }) => id ?? []);
  const right =
    ids.length > 0 ? insteadOf(asked, ids) : "put a scale or a single choice before it, or leave showIf out";
  if (!target) return [{ path, wrong: `there is no question “${asked}”`, right }];
  if (place >= index) return [{ path, wrong: `question “${asked}” does not come before this one`, right }];
  if (target.type === "unreadable") return [];
  if (target.type !== "scale" && target.type !== "choice") {
    return [{ path, wrong: `question “${asked}” is neither a scale nor a single choice`, right }];
  }
  return notAmong(is, possibleAnswers(target) ?? [], ["showIf", "is"], `an answer to “${asked}”`);
}

function flawsInHeadline({ headline, questions }: DefinitionDraft): Flaw[] {
  if (!headline) return [];
  const closed = questions.filter((question) => question.type === "unreadable" || possibleAnswers(question));
  const flaws = headline.questions.flatMap((id, index) => {
    const path = ["headline", "questions", index];
    const target = questions.find((question) => question.id === id);
    const right = insteadOf(
      id,
      closed.flatMap((question) => question.id ?? []),
    );
    if (headline.questions.indexOf(id) < index)
      return [{ path, wrong: `“${id}” is named twice`, right: "name each once" }];
    if (!target) return [{ path, wrong: `there is no question “${id}”`, right }];
    if (target.type === "unreadable") return [];
    const answers = possibleAnswers(target);
    if (!answers)
      return [{ path, wrong: `“${id}” is no scale, single choice or position, so no share can be taken`, right }];
    return [...flawsInShare(id, answers, headline.counts, path), ...flawsInBase(id, target, path)];
  });
  const known = headline.questions.map((id) => questions.find((question) => question.id === id));
  if (known.some((question) => !question || question.type === "unreadable")) return flaws;
  const answers = new Set(known.flatMap((question) => possibleAnswers(question as Question) ?? []));
  return [...flaws, ...notAmong(headline.counts, [...answers], ["headline", "counts"], "an answer to these questions")];
}

function flawsInShare(id: string, answers: readonly string[], counts: readonly string[], path: Flaw["path"]): Flaw[] {
  const counted = answers.filter((answer) => counts.includes(answer));
  if (counted.length === 0)
    return [{ path, wrong: `no answer to “${id}” is among “counts”`, right: insteadOf("", answers) }];
  if (counted.length < answers.length) return [];
  return [{ path, wrong: `every answer to “${id}” is among “counts”, which is always 100%`, right: "count only some" }];
}

/** Shares by group are of all who answered the survey, so everybody must have been asked and have answered. */
function flawsInBase(id: string, { required, showIf }: Question, path: Flaw["path"]): Flaw[] {
  if (required && !showIf) return [];
  return [
    { path, wrong: `not everybody answers “${id}”`, right: "name only questions that are required and have no showIf" },
  ];
}

function notAmong(values: readonly string[], answers: readonly string[], path: Flaw["path"], what: string): Flaw[] {
  return values.flatMap((value, index) => {
    if (!answers.includes(value))
      return [{ path: [...path, index], wrong: `“${value}” is not ${what}`, right: insteadOf(value, answers) }];
    if (values.indexOf(value) < index)
      return [{ path: [...path, index], wrong: `“${value}” is there twice`, right: "name each once" }];
    return [];
  });
}

import { ExpectedError } from "../../services/kernel/errors.js";
import type { Definition, Question } from "../../services/surveys/schema.js";
import type { AnswerForm } from "../../services/surveys/views.js";
import { reminderCard } from "./answer.js";

/**
 * Whether the definition's answer card always fits into a message, however much is typed and wrong: undefined, or a
 * sentence that says what to do. Asked at start, so that nobody's answer ever meets the limit.
 */
export function fitsCard(definition: Definition): string | undefined {
  try {
    reminderCard(largestForm(definition));
    return undefined;
  } catch (problem) {
    if (!(problem instanceof ExpectedError)) throw problem;
    return `The survey “${definition.title}” is too large for one card: use fewer questions, shorter texts, or a smaller maxLength for free text.`;
  }
}

/** As long as anything that the form shows can be. */
const LONGEST_SENTENCE = "W".repeat(120);

function largestForm(definition: Definition): AnswerForm {
  return {
    waveId: "f".repeat(32),
    title: "W".repeat(80),
    purpose: definition.purpose,
    partnershipName: "W".repeat(80),
    mode: definition.anonymity,
    promise: LONGEST_SENTENCE.repeat(4),
    closesInWords: "Wednesday 30 September 2026",
    questions: definition.questions,
    values: Object.fromEntries(definition.questions.flatMap(largestValues)),
    errors: Object.fromEntries(definition.questions.map(({ id }) => [id, LONGEST_SENTENCE])),
    preview: false,
  };
}

function largestValues(question: Question): [string, string][] {
  const { id } = question;
  switch (question.type) {
    case "scale":
      return [[id, "neither agree nor disagree"]];
    case "choice":
    case "choices":
      return [[id, question.options.map((option) => option.id).join(",")]];
    case "number":
      return [[id, "-999999999999.999999"]];
    case "text":
      // A quotation mark takes two places in JSON, the most that text without control characters can.
      return [[id, '"'.repeat(question.maxLength)]];
    case "position":
      return [
        [`${id}.position`, "against"],
        [`${id}.respondent`, "person"],
        [`${id}.people`, "999999999999"],
      ];
  }
}

import { deepEqual } from "node:assert/strict";
import { flawsInDefinition } from "../../services/surveys/definition-rules.js";
import { definitionSchema } from "../../services/surveys/schema.js";

type Json = Readonly<Record<string, unknown>>;

const support = { id: "support", type: "scale", scale: "quality", text: "How is your support?" };
const why = { id: "why", type: "text", text: "Why?", required: false };

describe("a survey's definition", () => {
  it("may show a question to those who gave an earlier answer", () => {
    const shown = { ...why, showIf: { question: "support", is: ["poor", "very poor"] } };
    deepEqual(flaws({ questions: [support, shown] }), []);
  });

  it("can't show a question after one that comes later, is itself, is open, or is not there", () => {
    const shown = (question: string) => ({ ...why, showIf: { question, is: ["poor"] } });
    deepEqual(flaws({ questions: [shown("support"), support] }), [
      "questions.0.showIf.question: question “support” does not come before this one",
    ]);
    deepEqual(flaws({ questions: [support, shown("why")] }), [
      "questions.1.showIf.question: question “why” does not come before this one",
    ]);
    deepEqual(flaws({ questions: [support, { ...why, id: "open", text: "And?" }, shown("open")] }), [
      "questions.2.showIf.question: question “open” is neither a scale nor a single choice",
    ]);
    deepEqual(flaws({ questions: [support, shown("suport")] }), [
      "questions.1.showIf.question: there is no question “suport”",
    ]);
  });

  it("can't wait for an answer that nobody can give", () => {
    deepEqual(
      flaws({ questions: [support, { ...why, showIf: { question: "support", is: ["bad", "poor", "poor"] } }] }),
      [
        "questions.1.showIf.is.0: “bad” is not an answer to “support”",
        "questions.1.showIf.is.2: “poor” is there twice",
      ],
    );
  });

  it("calls no question what its form calls something else", () => {
    deepEqual(flaws({ questions: [support, { ...why, id: "wave" }] }), [
      "questions.1.id: “wave” is the name of something else in the form",
    ]);
  });

  it("asks nothing twice and offers nothing twice", () => {
    const choice = {
      id: "stay",
      type: "choice",
      text: "Will you stay?",
      options: [
        { id: "yes", title: "Yes" },
        { id: "yes", title: "No" },
        { id: "no", title: "Yes" },
      ],
    };
    deepEqual(flaws({ questions: [support, support, choice] }), [
      "questions.1.id: an earlier question is called “support” too",
      "questions.1.text: an earlier question has the same text",
      "questions.2.options.1.id: “yes” is an option already",
      "questions.2.options.2.title: “Yes” is an option already",
    ]);
  });

  it("takes its headline from closed questions and from some of their answers", () => {
    const quote = (questions: string[], counts: string[]) =>
      flaws({ questions: [support, why], headline: { label: "Well supported", questions, counts } });
    deepEqual(quote(["support"], ["good", "excellent"]), []);
    deepEqual(quote(["help"], ["good"]), ["headline.questions.0: there is no question “help”"]);
    deepEqual(quote(["support", "why"], ["good"]), [
      "headline.questions.1: “why” is no scale, single choice or position, so no share can be taken",
    ]);
    deepEqual(quote(["support", "support"], ["good"]), ["headline.questions.1: “support” is named twice"]);
    deepEqual(quote(["support"], ["great"]), [
      "headline.questions.0: no answer to “support” is among “counts”",
      "headline.counts.0: “great” is not an answer to these questions",
    ]);
    deepEqual(quote(["support"], ["very poor", "poor", "ok", "good", "excellent"]), [
      "headline.questions.0: every answer to “support” is among “counts”, which is always 100%",
    ]);
  });

  it("needs a number to have room", () => {
    const number = { id: "days", type: "number", text: "How many days?", min: 5, max: 5 };
    deepEqual(flaws({ questions: [support, number] }), ["questions.1.max: “max” is not above “min” (5)"]);
  });

  it("asks for free text only as a favour where it is anonymous", () => {
    const demanded = { ...why, required: true };
    deepEqual(flaws({ questions: [support, demanded], anonymity: "anonymous" }), [
      "questions.1.required: free text must be given, in an anonymous survey, where words can tell who wrote them",
    ]);
    deepEqual(flaws({ questions: [support, demanded], anonymity: "confidential" }), []);
  });

  it("asks for free text of everybody or, outside named surveys, of nobody", () => {
    const conditional = { ...why, showIf: { question: "support", is: ["poor"] } };
    deepEqual(flaws({ questions: [support, conditional] }), []);
    deepEqual(flaws({ questions: [support, conditional], anonymity: "confidential" }), [
      "questions.1.showIf: free text is asked only after some answers, in a survey that is confidential, so each text tells the answer before it",
    ]);
  });
});

function flaws(parts: Json): string[] {
  const definition = definitionSchema.parse({
    id: "pulse",
    title: "Pulse",
    purpose: "To know how you are.",
    anonymity: "named",
    headline: { label: "Well supported", questions: ["support"], counts: ["good", "excellent"] },
    ...parts,
  });
  return flawsInDefinition(definition).map(({ path, wrong }) => `${path.join(".")}: ${wrong}`);
}

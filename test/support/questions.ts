import { type Definition, definitionSchema } from "../../services/surveys/schema.js";

/** A survey with a question of each kind, two of them with a condition. */
export const everyKind: Definition = definitionSchema.parse({
  id: "every-kind",
  title: "Every kind of question",
  purpose: "To show each kind of question as people get it.",
  anonymity: "confidential",
  questions: [
    { id: "met", type: "scale", scale: "expectation", text: "Did it meet what you expected?" },
    {
      id: "why",
      type: "choices",
      text: "What was missing?",
      showIf: { question: "met", is: ["not met", "partly met"] },
      options: [
        { id: "time", title: "Time to practise" },
        { id: "other", title: "Something else" },
      ],
    },
    { id: "hours", type: "number", min: 0, max: 60, unit: "hours", text: "How many hours?", required: false },
    {
      id: "again",
      type: "choice",
      text: "May we ask again?",
      required: false,
      showIf: { question: "met", is: ["exceeded"] },
      options: [
        { id: "yes", title: "Yes" },
        { id: "no", title: "No" },
      ],
    },
    { id: "plan", type: "position", text: "Should it run over three years?" },
    { id: "words", type: "text", maxLength: 500, text: "Anything else?", required: false },
  ],
  headline: { label: "Met or exceeded", questions: ["met"], counts: ["fully met", "exceeded"] },
});

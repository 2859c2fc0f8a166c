import type { CardInput } from "../../double/cards.js";
import { answersTo } from "../answers.js";
import type { Temperament } from "../temperament.js";
import type { Strategy } from "./strategy.js";

/**
 * They score what they were given, one report after the other, agree to what was written down, and most acknowledge
 * feedback. All agree in the end: one who never did would hold a report up for good, and a talk is not played here.
 */
export const panels: Strategy = {
  capability: "panels",
  opening: "panels",
  goesOn: true,
  habits: [
    { title: "Agree", share: 1 },
    { title: "Acknowledge", share: 0.8 },
    { title: "Next", share: 1 },
    { title: "Score", share: 1 },
    { title: "Feedback", share: 1, looks: true },
    { title: "Open", share: 1, looks: true },
    { title: "Scores", share: 1, looks: true },
  ],
  fillIn: scoring,
};

/** Every criterion gets a score; what they would say about it, only where they comment anyway. */
function scoring(inputs: readonly CardInput[], temperament: Temperament, seed: string) {
  return answersTo(
    inputs.filter(({ kind }) => kind === "ChoiceSet"),
    temperament,
    seed,
  );
}

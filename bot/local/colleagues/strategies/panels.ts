import { share } from "../../chance.js";
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

/**
 * Every criterion gets a score, and no comment. A report is as good as it is, whoever reads it: without that reviewers
 * would agree less than by chance, and the figures of agreement would look broken.
 */
function scoring(inputs: readonly CardInput[], temperament: Temperament, seed: string) {
  const report = /"no":"\d+"/.exec(seed)?.[0] ?? "";
  const mood = 0.3 * temperament.mood + 1.6 * (share(`report ${report}`) - 0.5);
  return answersTo(
    inputs.filter(({ kind }) => kind === "ChoiceSet"),
    { ...temperament, mood },
    seed,
  );
}

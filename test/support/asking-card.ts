import type { Card } from "../../cards/card.js";

export const agreement = ["Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree"];
export const choices = (titles: readonly string[]) => titles.map((title, index) => ({ title, value: `v${index}` }));
/** A short survey. */
export const card: Card = {
  type: "AdaptiveCard",
  version: "1.5",
  body: [
    { type: "Input.ChoiceSet", id: "workload", isRequired: true, choices: choices(agreement) },
    { type: "Input.ChoiceSet", id: "helps", isMultiSelect: true, choices: choices(["Time", "Pay", "Peers"]) },
    { type: "Input.Number", id: "cases", isRequired: true, min: 3, max: 9 },
    { type: "Input.Text", id: "comment", maxLength: 30 },
  ],
  actions: [
    { type: "Action.Execute", title: "Later", verb: "surveys.later" },
    { type: "Action.Execute", title: "Submit", verb: "surveys.submit", data: { wave: "w1" } },
  ],
};

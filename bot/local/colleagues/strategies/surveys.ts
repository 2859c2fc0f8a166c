import { answersTo } from "../answers.js";
import type { Strategy } from "./strategy.js";

export const surveys: Strategy = {
  capability: "surveys",
  habits: [{ title: "Submit", share: 1 }],
  fillIn: answersTo,
};

import { answersTo } from "../answers.js";
import type { Strategy } from "./strategy.js";

export const surveys: Strategy = { capability: "surveys", buttons: ["Submit"], fillIn: answersTo };

import { share } from "../../chance.js";
import type { Strategy } from "./strategy.js";

/** They vote in their own chat: of ten about seven approve, two reject and one abstains, some with a few words. */
export const board: Strategy = {
  capability: "board",
  habits: [
    { title: "Confirm", share: 0.9 },
    {
      title: "Approve",
      share: 0.95,
      instead: [
        { title: "Reject", share: 0.18 },
        { title: "Abstain", share: 0.12 },
      ],
    },
  ],
  fillIn: (inputs, { commentsInTen }, seed) => ({
    ...(inputs.some(({ id }) => id === "comment") &&
      share(`comments ${seed}`) * 10 < commentsInTen && { comment: wordsFor(seed), forMinutes: "true" }),
  }),
};

function wordsFor(seed: string): string {
  return WORDS[Math.floor(share(`words ${seed}`) * WORDS.length)] ?? "";
}

/** Fit whatever they press. */
const WORDS = [
  "Please come back to this within a year.",
  "We would like to see the figures by quarter.",
  "Talked over with our finance lead.",
  "The paper came rather late for us to consult.",
] as const;

import type { Strategy } from "./strategy.js";

/**
 * They book, give back, take freed places and lead. The code of a session is said in it, so they can't press `I came`.
 * Seven of ten answer at once, so of ten about six book.
 */
export const sessions: Strategy = {
  capability: "sessions",
  opening: "sessions",
  habits: [
    { title: "Take the place", share: 0.8 },
    { title: "I can still come", share: 0.75 },
    { title: "I will lead it", share: 0.7 },
    { title: "Can't come", share: 0.12 },
    { title: "Book", share: 0.85 },
  ],
  fillIn: () => ({}),
};

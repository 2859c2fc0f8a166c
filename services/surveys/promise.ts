import type { Mode } from "./schema.js";

/** Whether people may change their answers until the wave closes. */
export function isChangeable(mode: Mode): boolean {
  return mode !== "anonymous";
}

/** Who can see what, in the words that are printed on the card. `threshold`: the fewest people a figure is about. */
export function promiseOf(mode: Mode, threshold: number): string {
  switch (mode) {
    case "named":
      return "Your answers are kept with your name until the survey closes, and results can be about a single person. You can change your answers until then.";
    case "confidential":
      return (
        "Nobody sees your answers with your name. Until the survey closes they are kept under a secret code, so that you can change them; then the key to the code is destroyed, and nobody can link them to you again. " +
        `Results are never shown for fewer than ${threshold} people.`
      );
    case "anonymous":
      return (
        "Your answers are kept without your name or any code that leads to you, so nobody can find out which are yours. That is also why you can't change them after you press Submit. " +
        `Results are never shown for fewer than ${threshold} people.`
      );
  }
}

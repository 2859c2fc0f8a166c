import { type Problem, problemsOf } from "./rules.js";
import { samplesOf, templateNames } from "./samples.js";

/** `npm run check`, the cards: every template has samples, and every sample is a good card. */
const failures = templateNames().flatMap(failuresOf);
for (const failure of failures) console.error(failure);
console.log(`${templateNames().length} card templates checked, ${failures.length} problems`);
if (failures.length > 0) process.exitCode = 1;

function failuresOf(template: string): string[] {
  try {
    return samplesOf(template).flatMap((sample) =>
      problemsOf(sample.make(), sample.view).map(
        (problem) => `cards/${template}.json, sample "${sample.name}": ${inWords(problem)}`,
      ),
    );
  } catch (error) {
    return [`cards/${template}.json: ${error instanceof Error ? [error.message, error.cause].join(" ") : "unknown"}`];
  }
}

function inWords({ rule, path, message }: Problem): string {
  return `${path}: ${message} [${rule}]`;
}

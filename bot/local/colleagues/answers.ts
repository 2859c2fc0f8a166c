import { share } from "../chance.js";
import type { CardInput, Choice } from "../double/cards.js";
import type { Temperament } from "./temperament.js";

/**
 * What somebody of this temperament fills in, by input id: plausible, valid, and the same again for the same `seed`
 * (the person and what is asked). Inputs that they leave alone are not in it.
 */
export function answersTo(
  inputs: readonly CardInput[],
  temperament: Temperament,
  seed: string,
): Readonly<Record<string, string>> {
  const answers: Record<string, string> = {};
  for (const input of inputs) {
    const answer = answerTo(input, temperament, `${seed} ${input.id}`);
    if (answer !== undefined) answers[input.id] = answer;
  }
  return answers;
}

function answerTo(input: CardInput, temperament: Temperament, seed: string): string | undefined {
  switch (input.kind) {
    case "ChoiceSet":
      return input.several ? someOf(input.choices, seed) : oneOf(input, temperament, seed);
    case "Number":
      return input.required || share(`fills ${seed}`) < 0.5 ? numberFor(input, seed) : undefined;
    case "Text":
      return commentFor(input, temperament, seed);
    case "Toggle":
      return input.preset;
    case "Date":
    case "Time":
      return undefined;
  }
}

/** On a scale the mood decides, shifted by how this question is seen by everybody; elsewhere chance does. */
function oneOf(input: CardInput, { mood }: Temperament, seed: string): string | undefined {
  const evasive = input.choices.find(({ title }) => /rather not|not evidenced/i.test(title));
  if (evasive && share(`evades ${seed}`) < 0.05) return evasive.value;
  const choices = input.choices.filter((choice) => choice !== evasive);
  const last = choices.length - 1;
  const direction = directionOf(choices);
  if (direction === undefined) return choices[Math.floor(share(`one ${seed}`) * choices.length)]?.value;
  const common = yesNo(choices) ? MOSTLY_YES : 0.9 * (share(`question ${input.id}`) - 0.5);
  const moment = 0.9 * (share(`moment ${seed}`) - 0.5);
  const place = Math.round(((mood + common + moment + 1) / 2) * last);
  const index = Math.max(0, Math.min(last, place));
  return choices[direction === "up" ? index : last - index]?.value;
}

/** Most people mean to stay where they are, whatever they say about the work. */
const MOSTLY_YES = 0.5;

function yesNo(choices: readonly Choice[]): boolean {
  return choices.some(({ title }) => /^yes\b/i.test(title));
}

const LOW = /\b(not|never|none|no|disagree|poor|weak|against|very unlikely|unlikely|low)\b/i;

/** Which way a scale runs; undefined for choices that are no scale. */
function directionOf(choices: readonly Choice[]): "up" | "down" | undefined {
  const [first, last] = [choices[0], choices.at(-1)];
  if (!first || !last || choices.length < 3) return undefined;
  if (LOW.test(first.title) === LOW.test(last.title)) return undefined;
  return LOW.test(first.title) ? "up" : "down";
}

function someOf(choices: readonly Choice[], seed: string): string | undefined {
  const picked = choices.filter(({ value }) => share(`some ${seed} ${value}`) < 0.35);
  const [first] = choices;
  return (picked.length > 0 ? picked : first ? [first] : []).map(({ value }) => value).join(",") || undefined;
}

/** However much is allowed, a group or a year's meetings are some dozens. */
function numberFor({ min = 0, max = 20 }: CardInput, seed: string): string {
  const most = Math.min(max, min + 40);
  return String(Math.round(min + (most - min) * (0.2 + 0.5 * share(`number ${seed}`))));
}

function commentFor(input: CardInput, { mood, commentsInTen }: Temperament, seed: string): string | undefined {
  if (!input.required && share(`comments ${seed}`) * 10 >= commentsInTen) return undefined;
  const [gloomy, even, sunny] = COMMENTS;
  const fitting = mood < -0.15 ? gloomy : mood > 0.4 ? sunny : even;
  const comment = fitting[Math.floor(share(`words ${seed}`) * fitting.length)];
  return comment?.slice(0, input.maxLength);
}

const COMMENTS = [
  [
    "The caseload leaves no time to read or reflect.",
    "Paperwork takes most of my week, and the laptop is slow on visits.",
    "Supervision is often moved when things get busy.",
    "I would stay for a lighter caseload and clearer progression.",
    "Too many changes of manager in one year.",
  ],
  [
    "The action learning sets help, when I can get away for them.",
    "Supervision is good; the forms could be shorter.",
    "More notice of training dates would help me to plan visits around them.",
    "Flexible working has made the difference this year.",
    "I'd like to hear about routes to becoming a practice educator.",
  ],
  [
    "My manager makes time for me, and it shows in my work.",
    "The peer group is the best part of the programme.",
    "I feel trusted with more complex work than a year ago.",
    "Good balance of training and practice so far.",
    "Happy here, and learning a lot.",
  ],
] as const;

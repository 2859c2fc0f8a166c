import { type Answers, type Definition, POSITIONS, type Position, type Question, SCALES } from "./schema.js";

/**
 * What stands in the fields of a form, unchecked, by field name: a question's id, or for a position
 * `ID.position`, `ID.respondent` and `ID.people`. Several choices are joined by commas, which no option id has.
 */
export type Fields = Readonly<Record<string, string>>;

export type AnswersRead =
  | { readonly ok: true; readonly answers: Answers; readonly values: Fields }
  /** `errors`: a sentence by question id. `values`: all that can be shown again. */
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>>; readonly values: Fields };

/**
 * Checks what somebody sent against the definition; never throws, whatever `typed` is. Fields that no question has are
 * ignored, and so is what was typed for a question whose condition isn't met. Text that is too long is an error, and
 * its beginning is kept.
 */
export function readAnswers(definition: Definition, typed: unknown): AnswersRead {
  const answers: Answers = {};
  const errors: Record<string, string> = {};
  for (const question of definition.questions) {
    if (!isAsked(question, answers)) continue;
    const read = readOne(question, (part) => textOf(typed, fieldName(question, part)));
    if (read.error !== undefined) errors[question.id] = read.error;
    else if (read.answer !== undefined) answers[question.id] = read.answer;
    else if (question.required) errors[question.id] = NEEDED[question.type];
  }
  const values = keptValues(definition, typed);
  return Object.keys(errors).length === 0 ? { ok: true, answers, values } : { ok: false, errors, values };
}

/** The fields that show `answers` again, for somebody who changes them. */
export function fieldsOf(answers: Answers): Fields {
  const fields: Record<string, string> = {};
  for (const [id, answer] of Object.entries(answers)) {
    if (Array.isArray(answer)) fields[id] = answer.join(",");
    else if (typeof answer === "object") {
      fields[`${id}.position`] = answer.position;
      fields[`${id}.respondent`] = answer.respondent;
      fields[`${id}.people`] = answer.respondent === "group" ? String(answer.people) : "";
    } else fields[id] = String(answer);
  }
  return fields;
}

/** The names of a question's fields. */
export function fieldNames(question: Question): readonly string[] {
  if (question.type !== "position") return [question.id];
  return (["position", "respondent", "people"] as const).map((part) => fieldName(question, part));
}

type Part = "" | "position" | "respondent" | "people";
interface OneRead {
  readonly answer?: Answers[string];
  readonly error?: string;
}

const NEEDED: Record<Question["type"], string> = {
  scale: "Choose one of the answers.",
  choice: "Choose one of the answers.",
  choices: "Choose at least one of the answers.",
  number: "Give a number.",
  text: "Write a few words.",
  position: "Say whether you are for, against or mixed.",
};

function isAsked(question: Question, answers: Answers): boolean {
  if (question.showIf === undefined) return true;
  const given = answers[question.showIf.question];
  return typeof given === "string" && question.showIf.is.includes(given);
}

function readOne(question: Question, text: (part: Part) => string): OneRead {
  const given = text("");
  switch (question.type) {
    case "scale":
      return readOption(SCALES[question.scale], given);
    case "choice":
      return readOption(optionIds(question), given);
    case "choices":
      return readSeveral(optionIds(question), given);
    case "number":
      return readNumber(question, given);
    case "text":
      return readText(question.maxLength, given);
    case "position":
      return readPosition(text("position"), text("respondent"), text("people"));
  }
}

function readOption(offered: readonly string[], given: string): OneRead {
  if (given === "") return {};
  return offered.includes(given) ? { answer: given } : { error: "Choose one of the answers shown." };
}

function readSeveral(offered: readonly string[], given: string): OneRead {
  const chosen = given
    .split(",")
    .map((id) => id.trim())
    .filter((id) => id !== "");
  if (chosen.some((id) => !offered.includes(id))) return { error: "Choose from the answers shown." };
  return chosen.length === 0 ? {} : { answer: offered.filter((id) => chosen.includes(id)) };
}

function readNumber(range: { min: number; max: number }, given: string): OneRead {
  const trimmed = given.trim();
  if (trimmed === "") return {};
  const value = /^-?\d{1,12}([.,]\d{1,6})?$/.test(trimmed) ? Number(trimmed.replace(",", ".")) : Number.NaN;
  const inRange = value >= range.min && value <= range.max;
  return inRange ? { answer: value } : { error: `Give a number from ${range.min} to ${range.max}.` };
}

function readText(longest: number, given: string): OneRead {
  const text = plain(given).trim();
  if (text.length <= longest) return text === "" ? {} : { answer: text };
  const over = (text.length - longest).toLocaleString("en-GB");
  const limit = longest.toLocaleString("en-GB");
  return { error: `This is ${over} characters too long: only the first ${limit} are kept here. Please shorten it.` };
}

function readPosition(position: string, respondent: string, people: string): OneRead {
  if (position === "") return respondent === "group" || people !== "" ? { error: NEEDED.position } : {};
  if (!isPosition(position)) return { error: NEEDED.position };
  if (respondent === "person") return { answer: { position, respondent, people: 1 } };
  if (respondent !== "group") return { error: "Say whether you answer for yourself or for a group." };
  const count = /^\d{1,5}$/.test(people.trim()) ? Number(people) : 0;
  if (count < 2 || count > 10_000) return { error: "Say how many people the group has, from 2 to 10,000." };
  return { answer: { position, respondent, people: count } };
}

function isPosition(text: string): text is Position {
  return (POSITIONS as readonly string[]).includes(text);
}

function keptValues(definition: Definition, typed: unknown): Fields {
  const values: Record<string, string> = {};
  for (const question of definition.questions) {
    for (const field of fieldNames(question)) {
      const kept = showable(question, field, textOf(typed, field));
      if (kept !== "") values[field] = kept;
    }
  }
  return values;
}

/** As much of the text as the field can show; nothing that it doesn't offer. */
function showable(question: Question, field: string, text: string): string {
  switch (question.type) {
    case "scale":
      return (SCALES[question.scale] as readonly string[]).includes(text) ? text : "";
    case "choice":
      return optionIds(question).includes(text) ? text : "";
    case "choices": {
      const chosen = text.split(",").map((id) => id.trim());
      return optionIds(question)
        .filter((id) => chosen.includes(id))
        .join(",");
    }
    case "number":
      return shownNumber(text);
    case "text":
      return firstUnits(plain(text), question.maxLength);
    case "position":
      if (field.endsWith(".people")) return shownNumber(text);
      return [...POSITIONS, "person", "group"].includes(text) ? text : "";
  }
}

/** A number field shows nothing but numbers. */
function shownNumber(text: string): string {
  const number = text.trim().replace(",", ".");
  return /^-?\d{1,12}(\.\d{1,6})?$/.test(number) ? number : "";
}

function optionIds(question: { options: readonly { id: string }[] }): readonly string[] {
  return question.options.map((option) => option.id);
}

function fieldName(question: Question, part: Part): string {
  return part === "" ? question.id : `${question.id}.${part}`;
}

function textOf(typed: unknown, field: string): string {
  if (typeof typed !== "object" || typed === null || !Object.hasOwn(typed, field)) return "";
  const value = (typed as Record<string, unknown>)[field];
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
}

/** Without control characters (but line breaks) and halves of characters, which JSON and tables would blow up or refuse. */
function plain(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(/[^\P{Cc}\n\t]|\p{Cs}/gu, "");
}

/** At most `length` UTF-16 units, never half a character. */
function firstUnits(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, "");
}

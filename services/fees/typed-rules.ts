import { addDays, type LocalDate, localDate } from "../kernel/dates.js";
import { penceIn } from "../kernel/money.js";
import { proseOf, textOf } from "../kernel/typed.js";
import { ANSWERS, type Answer, MOST_NAME, MOST_ORDER, MOST_WORDS } from "./schema.js";
import type { Form } from "./views.js";

/** What an answer says, but for who says it and when. */
export type AnswerSaid =
  | {
      readonly kind: "confirmed";
      readonly authorisedBy: { readonly name: string; readonly role: string };
      readonly purchaseOrder?: string;
    }
  | { readonly kind: "queried" | "declined"; readonly reason: string };

export interface Read<T> extends Form {
  /** Undefined where something needs another look. */
  readonly said: T | undefined;
}

/** An invoice or payment of longer ago is a slip of the pen. */
const LONGEST_AGO_DAYS = 730;

export function readAnswer(kind: Answer, typed: unknown): Read<AnswerSaid> {
  return kind === "confirmed" ? readConfirmed(typed) : readReasoned(kind, typed);
}

/** Another answer in the place of the one that stands, and why. */
export function readCorrection(
  typed: unknown,
): Read<AnswerSaid & { readonly correction: string; readonly anyway: boolean }> {
  const answer = textOf(typed, "answer");
  const kind = ANSWERS.find((one) => one === answer);
  const why = words(typed, "correction", "Write a sentence: it goes on the record.");
  const read = kind === undefined ? undefined : readAnswer(kind, typed);
  const values = { ...valuesOf(typed), answer, correction: why.value };
  const errors = {
    ...(kind === undefined && { answer: "Choose what the answer is." }),
    ...read?.errors,
    ...(read?.errors.reason !== undefined &&
      textOf(typed, "reason") === "" && { reason: "Write the reason they gave." }),
    ...(why.error !== undefined && { correction: why.error }),
  };
  const anyway = textOf(typed, "anyway") === "yes";
  const said = read?.said && why.error === undefined ? { ...read.said, correction: why.value, anyway } : undefined;
  return { values, errors, said };
}

/** All that a correction's fields hold, whichever answer they are for. */
function valuesOf(typed: unknown): Record<string, string> {
  const fields = ["purchaseOrder", "authoriser", "role", "reason"];
  return Object.fromEntries(fields.map((field) => [field, proseOf(typed, field)]));
}

function readConfirmed(typed: unknown): Read<AnswerSaid> {
  const purchaseOrder = textOf(typed, "purchaseOrder");
  const name = nameIn(typed, "authoriser", "Write the name of who authorised it.");
  const role = nameIn(typed, "role", "Write their role, for example Director of Finance.");
  const errors = {
    ...(purchaseOrder.length > MOST_ORDER && { purchaseOrder: `Use at most ${MOST_ORDER} characters.` }),
    ...(name.error !== undefined && { authoriser: name.error }),
    ...(role.error !== undefined && { role: role.error }),
  };
  const said = {
    ...{ kind: "confirmed" as const, authorisedBy: { name: name.value, role: role.value } },
    ...(purchaseOrder !== "" && { purchaseOrder }),
  };
  return { values: { purchaseOrder, authoriser: name.value, role: role.value }, ...unless(errors, said) };
}

function readReasoned(kind: "queried" | "declined", typed: unknown): Read<AnswerSaid> {
  const missing = kind === "queried" ? "Write what you want to know." : "Write why, so that a person can follow it up.";
  const reason = words(typed, "reason", missing);
  const errors = reason.error === undefined ? {} : { reason: reason.error };
  return { values: { reason: reason.value }, ...unless(errors, { kind, reason: reason.value }) };
}

export function readNote(typed: unknown): Read<{ readonly note: string }> {
  const note = words(typed, "note", "Write what you told them.");
  const errors = note.error === undefined ? {} : { note: note.error };
  return { values: { note: note.value }, ...unless(errors, { note: note.value }) };
}

/** An invoice, or a payment, which may be a part. `anyway`: although it is more than there is. */
export function readMoney(
  typed: unknown,
  today: LocalDate,
): Read<{ readonly pence: number; readonly on: LocalDate; readonly anyway: boolean }> {
  const [amount, on, anyway] = [textOf(typed, "amount"), textOf(typed, "on"), textOf(typed, "anyway")];
  const pence = penceIn(amount);
  const day = dayError(on, today);
  const errors = { ...(typeof pence === "string" && { amount: pence }), ...(day !== undefined && { on: day }) };
  return {
    values: { amount, on, anyway },
    ...unless(errors, { pence: Number(pence), on, anyway: anyway === "yes" }),
  };
}

/** `ids`: what can be taken back. */
export function readReversal(
  typed: unknown,
  ids: readonly string[],
): Read<{ readonly of: string; readonly reason: string }> {
  const of = textOf(typed, "of");
  const reason = words(typed, "reason", "Write why it is taken back.");
  const errors = {
    ...(!ids.includes(of) && { of: "Choose an invoice or a payment from the list." }),
    ...(reason.error !== undefined && { reason: reason.error }),
  };
  return { values: { of, reason: reason.value }, ...unless(errors, { of, reason: reason.value }) };
}

function dayError(on: string, today: LocalDate): string | undefined {
  if (!localDate.safeParse(on).success) return "Choose a day.";
  if (on > today) return "Choose a day that is not in the future.";
  return on < addDays(today, -LONGEST_AGO_DAYS) ? "Choose a day of the last two years." : undefined;
}

/** Lines stay lines: without them the last word of one would run into the first of the next. */
function words(typed: unknown, field: string, missing: string) {
  return checked(proseOf(typed, field), missing, MOST_WORDS);
}

function nameIn(typed: unknown, field: string, missing: string) {
  return checked(textOf(typed, field), missing, MOST_NAME);
}

function checked(value: string, missing: string, most: number) {
  const error = value === "" ? missing : value.length > most ? `Use at most ${most} characters.` : undefined;
  return { value, error };
}

function unless<T>(errors: Readonly<Record<string, string>>, said: T) {
  return { errors, said: Object.keys(errors).length === 0 ? said : undefined };
}

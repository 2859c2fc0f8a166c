import { proseOf } from "../../kernel/typed.js";
import { type Field, type Finding, findingsIn, type Known } from "../redaction-rules.js";
import type { Feedback, Review } from "../schema.js";

/** What goes to the agency, in the order in which it is read. */
export const TEXTS = ["strengths", "develop", "action", "passOn"] as const;
export type Text = (typeof TEXTS)[number];
export type Texts = Readonly<Record<Text, string>>;

export const MOST_CHARACTERS = 1500;

/** What was worded after the panel agreed last: what it agreed anew is worded anew. */
export function wordedOf({ feedback, agreedAt }: Pick<Review, "feedback" | "agreedAt">): Feedback | undefined {
  return feedback && (feedback.sent || agreedAt === undefined || feedback.changed.at >= agreedAt)
    ? feedback
    : undefined;
}

/** As stored; before anything is, as the panel agreed it, with a first wording for the practice educator. */
export function textsOf(review: Pick<Review, "feedback" | "agreement" | "agreedAt">): Texts {
  const [worded, { agreement }] = [wordedOf(review), review];
  if (worded) return only(worded);
  const { strengths = "", develop = "", action = "" } = agreement ?? {};
  const passOn =
    action === "" ? "" : `Please thank the practice educator for the report, and plan this with them: ${action}`;
  return { strengths, develop, action, passOn };
}

export function only({ strengths, develop, action, passOn }: Texts): Texts {
  return { strengths, develop, action, passOn };
}

export function isSame(one: Texts, other: Texts): boolean {
  return TEXTS.every((text) => one[text] === other[text]);
}

/** What was typed, and a sentence for each field that needs another look. */
export function readTexts(typed: unknown): {
  readonly texts: Texts;
  readonly errors: Readonly<Record<string, string>>;
} {
  const texts = Object.fromEntries(TEXTS.map((text) => [text, proseOf(typed, text)])) as unknown as Texts;
  const errors = TEXTS.flatMap((text) => {
    const { length } = texts[text];
    if (length === 0) return [[text, MISSING[text]]];
    return length > MOST_CHARACTERS ? [[text, `Use at most 1,500 characters; these are ${length}.`]] : [];
  });
  return { texts, errors: Object.fromEntries(errors) };
}

const MISSING: Texts = {
  strengths: "Say what the report does well.",
  develop: "Name one thing to develop.",
  action: "Name one action.",
  passOn: "Say what to pass on to the practice educator.",
};

function fieldsOf(texts: Texts): Field[] {
  return TEXTS.map((field) => ({ field, text: texts[field] }));
}

/** What is pointed out in them, accepted or not. */
export function pointedOut(texts: Texts, known: Known): Finding[] {
  return findingsIn(fieldsOf(texts), known);
}

/** What keeps them from leaving: pointed out, and not accepted. */
export function openFindings(feedback: Texts & Pick<Feedback, "accepted">, known: Known): Finding[] {
  return pointedOut(feedback, known).filter(({ key }) => !Object.hasOwn(feedback.accepted, key));
}

/** What was accepted stays so where the same words stand no more often than before. */
export function stillAccepted(before: Feedback | undefined, texts: Texts, known: Known): Feedback["accepted"] {
  if (!before) return {};
  const [were, are] = [pointedOut(before, known), pointedOut(texts, known)];
  const count = (findings: readonly Finding[], key: string) => findings.filter((one) => one.key === key).length;
  return Object.fromEntries(
    Object.entries(before.accepted).filter(([key]) => count(are, key) > 0 && count(are, key) <= count(were, key)),
  );
}

import {
  ANSWERS,
  type Answer,
  MOST_NAME,
  MOST_ORDER,
  MOST_WORDS,
  type MoneyEntry,
  type Standing,
} from "../../services/fees/schema.js";
import type { AnswerForm, CorrectionForm, FollowForm, Form } from "../../services/fees/views.js";
import { inWords } from "../../services/kernel/dates.js";
import { pounds } from "../../services/kernel/money.js";
import { grave, main } from "../buttons.js";
import type { Card } from "../card.js";
import { choiceField, dateField, type Field, radioField, summaryOf, textField } from "../form/fields.js";
import { formCard } from "../form/form.js";
import { button, submit } from "./buttons.js";
import { BUTTON, feeOf, moneyInWords, STANDING } from "./words.js";

/** What a fee contact fills in to confirm, query or decline. */
export function answerForm(form: AnswerForm): Card {
  const { year, kind, entry, name } = form;
  return formCard({
    eyebrow: `${feeOf(year)}, ${name}`,
    title: `${BUTTON[kind]}: ${pounds(form.pence)}`,
    intro: kind === "confirmed" ? form.text : kind === "queried" ? QUERIED : DECLINED,
    summary: summaryOf(form),
    fields: kind === "confirmed" ? confirmedFields(form) : [reasonField(form, kind)],
    actions: [
      (kind === "declined" ? grave : main)(submit(BUTTON[kind], "save-answer", { year, kind, entry })),
      button("Cancel", "own", { year }),
    ],
  });
}

const QUERIED = "A person of the central team answers you, and then you can confirm.";
const DECLINED = "A person of the central team will talk to you about it.";

function confirmedFields(form: Form, optional?: true): Field[] {
  return [
    textField(form, {
      ...{ id: "authoriser", label: "Who authorised it: name", most: MOST_NAME, help: "Write a name." },
      ...(optional && { optional }),
    }),
    textField(form, {
      ...{
        id: "role",
        label: "Their role",
        most: MOST_NAME,
        help: "Write a role.",
        placeholder: "Director of Finance",
      },
      ...(optional && { optional }),
    }),
    textField(form, {
      ...{ id: "purchaseOrder", label: "Purchase order, if there is one", most: MOST_ORDER, optional: true },
      help: `Use at most ${MOST_ORDER} characters.`,
    }),
  ];
}

function reasonField(form: Form, kind: Exclude<Answer, "confirmed">): Field {
  const label = kind === "queried" ? "What do you want to know?" : "Why?";
  return textField(form, { id: "reason", label, help: "Write a sentence.", most: MOST_WORDS, multiline: true });
}

/** Another answer in the place of the one that stands; the earlier one stays on the record. */
export function correctionForm(form: CorrectionForm): Card {
  const { year, partner, entry, seen, name, standing } = form;
  const isFirst = standing === "silent";
  return formCard({
    eyebrow: `${feeOf(year)}, ${name}`,
    title: isFirst ? "Enter an answer" : "Correct the answer",
    intro: isFirst ? "For who answered in another way." : "Both stay on the record, with your reason.",
    summary: form.isMeanwhile ? MEANWHILE[standing] : form.isInvoiced ? "" : summaryOf(form),
    fields: [
      ...(form.isInvoiced ? [anywayField(form, stillInvoiced(form))] : []),
      radioField(form, { id: "answer", label: "Answer", help: "Choose one.", choices: CHOICES }),
      textField(form, {
        ...{ id: "correction", label: isFirst ? "How they told you" : "Why it is corrected", most: MOST_WORDS },
        help: "Write a sentence.",
      }),
      ...confirmedFields(form, true).map((field, at) => (at === 0 ? { ...field, heading: "If confirmed" } : field)),
      textField(form, {
        ...{ id: "reason", label: "The reason", heading: "If queried or declined", optional: true },
        ...{ help: "Write a sentence.", most: MOST_WORDS, multiline: true },
      }),
    ],
    actions: [
      main(submit("Save", "save-correction", { year, partner, entry, seen })),
      button("Cancel", "partner", { year, partner }),
    ],
  });
}

const CHOICES = ANSWERS.map((value) => ({ value, title: STANDING[value] }));

/** Said above what was typed, which stays. */
const MEANWHILE: Readonly<Record<Standing, string>> = {
  silent: "",
  confirmed: "Another answer came meanwhile: it is confirmed. Save only if yours is to take its place.",
  queried: "Another answer came meanwhile: it is queried. Save only if yours is to take its place.",
  declined: "Another answer came meanwhile: it is declined. Save only if yours is to take its place.",
};

function stillInvoiced(form: CorrectionForm): string {
  return `Already ${moneyInWords(form)}: that stays until it is taken back.`;
}

/** For what is saved only where it is said to be meant. */
function anywayField(form: Form, why: string): Field {
  return radioField(
    { ...form, errors: { ...form.errors, anyway: why } },
    {
      ...{ id: "anyway", label: "Is it right?", help: "Choose one.", optional: true },
      choices: [{ value: "yes", title: "Yes, save it anyway" }],
    },
  );
}

/** What a coordinator writes down about a partner. */
export function followForm(form: FollowForm): Card {
  const { year, partner, kind, entry, name } = form;
  return formCard({
    ...{ eyebrow: `${feeOf(year)}, ${name}`, title: TITLES[kind], intro: introOf(form) },
    summary: form.isOver ? "" : summaryOf(form),
    fields: followFields(form),
    actions: [
      main(submit(kind === "answered" ? "Send" : "Save", "save-follow", { year, partner, kind, entry })),
      button("Cancel", "partner", { year, partner }),
    ],
  });
}

const TITLES: Readonly<Record<FollowForm["kind"], string>> = {
  answered: "Follow up",
  invoiced: "Invoiced",
  paid: "Paid",
  reversed: "Take back",
};

function introOf({ kind, reason, pence, ...form }: FollowForm): string {
  if (kind === "answered") return `${reason ?? ""} Your note goes to its fee contacts, who can then confirm.`.trim();
  if (kind === "reversed")
    return "An invoice or a payment that was written down wrongly. Both entries stay on the record.";
  return `The fee is ${pounds(pence)}; ${moneyInWords(form)}. A part is fine.`;
}

function followFields(form: FollowForm): Field[] {
  switch (form.kind) {
    case "answered":
      return [
        textField(form, {
          ...{ id: "note", label: "What you told them", help: "Write a sentence.", most: MOST_WORDS, multiline: true },
        }),
      ];
    case "invoiced":
    case "paid":
      return moneyFields(form);
    case "reversed":
      return [
        choiceField(form, {
          ...{ id: "of", label: "Which one", help: "Choose from the list." },
          choices: form.money.map((entry) => ({ value: entry.id, title: moneyName(entry) })),
        }),
        textField(form, { id: "reason", label: "Why", help: "Write a sentence.", most: MOST_WORDS }),
      ];
  }
}

function moneyFields(form: FollowForm): Field[] {
  const limit = form.kind === "invoiced" ? "the fee" : "was invoiced";
  return [
    textField(form, {
      ...{ id: "amount", label: "Amount in pounds", most: 20, placeholder: "26,000", help: "Write an amount." },
    }),
    dateField(form, { id: "on", label: "Day", help: "Choose a day that is not in the future." }),
    ...(form.isOver ? [anywayField(form, `With this it would be more than ${limit}.`)] : []),
  ];
}

function moneyName({ kind, pence, on }: MoneyEntry): string {
  return `${MONEY[kind]} ${pounds(pence)} on ${inWords(on)}`;
}

const MONEY = { invoiced: "Invoiced", paid: "Paid" } as const;

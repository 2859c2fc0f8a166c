import { monthName } from "../../services/kernel/dates.js";
import type { SeriesForm } from "../../services/sessions/planning/views.js";
import { WEEKDAYS } from "../../services/sessions/schema.js";
import type { Card } from "../card.js";
import { button, main, submit } from "./buttons.js";
import {
  choiceField,
  dateField,
  type Field,
  numberField,
  radioField,
  severalField,
  summaryOf,
  textField,
  timeField,
} from "./fields.js";
import { formCard } from "./form.js";

/** How a series comes again: the first step to a new one, and the way to another rhythm. */
export function rhythmCard(series: string | undefined, chosen = "month"): Card {
  const data = series === undefined ? undefined : { series };
  return formCard({
    eyebrow: series === undefined ? "A new series" : "What is not announced yet will follow",
    title: "When does it meet?",
    intro: "",
    summary: "",
    fields: [
      radioField(
        { values: { every: chosen }, errors: {} },
        { id: "every", label: "It comes again", help: "Choose one.", choices: RHYTHMS },
      ),
    ],
    actions: [
      main(submit("Next", "edit-series", data)),
      data ? button("Cancel", "one-series", data) : button("Cancel", "series"),
    ],
  });
}

const RHYTHMS = [
  { value: "month", title: "Every month, once or more" },
  { value: "quarter", title: "Every quarter" },
  { value: "year", title: "Every year" },
  { value: "weeks", title: "Every so many weeks, from a date on" },
  { value: "dates", title: "On dates that I list" },
];

/** A series as a whole: what it is, when it meets, where and for whom, and how people are reminded. */
export function seriesFormCard(form: SeriesForm): Card {
  const { series, every } = form;
  return formCard({
    eyebrow: form.title,
    title: series === undefined ? "Add a series" : "Edit the series",
    intro: "What is announced already stays as it is; everything after it follows.",
    summary: summaryOf(form),
    fields: [...whatFields(form), ...whenFields(form), ...whereFields(form), ...tellingFields(form)],
    actions: [
      main(submit("Save", "save-series", { every, ...(series !== undefined && { series }) })),
      series === undefined ? button("Cancel", "series") : button("Cancel", "one-series", { series }),
    ],
  });
}

function whatFields(form: SeriesForm): Field[] {
  const isNew = form.series === undefined;
  return [
    textField(form, { id: "title", label: "Title", help: "Give it a title of at most 80 characters.", most: 80 }),
    ...(isNew
      ? [
          textField(form, {
            ...{ id: "shortTitle", label: "Short name, for buttons and its channel", most: 24 },
            help: "Use 1 to 24 letters, digits and spaces.",
          }),
        ]
      : []),
    textField(form, {
      ...{ id: "purpose", label: "What it is for, in one sentence", most: 200 },
      help: "Say in one sentence, of at most 200 characters, what it is for.",
    }),
    radioField(form, { id: "about", label: "Each time has", help: "Choose theme or topic.", choices: ABOUT }),
    ...(isNew
      ? [
          radioField(
            { ...form, values: { confidential: "false", ...form.values } },
            { id: "confidential", label: "Who sees who comes", help: "Choose one.", choices: PRIVACY },
          ),
        ]
      : []),
  ];
}

const ABOUT = [
  { value: "theme", title: "A theme" },
  { value: "topic", title: "A topic" },
];
const PRIVACY = [
  { value: "false", title: "Numbers are shown; reports say what small groups can't give away" },
  { value: "true", title: "Confidential: only who leads and coordinators, and it is forgotten soonest" },
];

function whenFields(form: SeriesForm): Field[] {
  return [
    ...rhythmFields(form),
    numberField(form, {
      ...{ id: "minutes", label: "Lasts, in minutes", min: 10, max: 600 },
      help: "Write how long it lasts, from 10 to 600 minutes.",
    }),
    severalField(form, { id: "skipMonths", label: "Not in", help: "Choose from the list.", choices: MONTHS }),
    radioField(form, {
      ...{ id: "onBankHoliday", label: "On a bank holiday", choices: BANK_HOLIDAYS },
      help: "Choose what happens on a bank holiday.",
    }),
  ];
}

const MONTHS = Array.from({ length: 12 }, (_, index) => ({ value: `${index + 1}`, title: monthName(index + 1) }));
const BANK_HOLIDAYS = [
  { value: "skip", title: "It is left out" },
  { value: "next-working-day", title: "It is on the next working day" },
];

function rhythmFields(form: SeriesForm): Field[] {
  const at = timeField(form, { id: "at", label: "Begins at", help: "Choose the time at which it begins." });
  if (form.every === "weeks") {
    return [
      numberField(form, {
        ...{ id: "weeks", label: "Every how many weeks", min: 1, max: 52, heading: "When" },
        help: "Write every how many weeks, from 1 to 52.",
      }),
      dateField(form, { id: "from", label: "From this day on", help: "Choose the first day." }),
      at,
    ];
  }
  if (form.every === "dates") {
    return [
      textField(form, {
        ...{ id: "dates", label: "Dates, with commas between them", most: 800, heading: "When" },
        ...{ help: "Write dates as 2027-01-13, with commas between them.", placeholder: "2027-01-13, 2027-03-03" },
      }),
      at,
    ];
  }
  const days = Array.from({ length: form.days }, (_, index) => dayFields(form, index + 1));
  return [...monthField(form), ...days.flat()];
}

function monthField(form: SeriesForm): Field[] {
  if (form.every === "month") return [];
  const [id, label] = form.every === "year" ? ["month", "In"] : ["firstMonth", "In"];
  const choices = form.every === "year" ? MONTHS : QUARTERS;
  return [choiceField(form, { id, label, help: "Choose from the list.", heading: "When", choices })];
}

const QUARTERS = [1, 2, 3].map((first) => ({
  value: `${first}`,
  title: [0, 3, 6, 9].map((later) => monthName(first + later)).join(", "),
}));

function dayFields(form: SeriesForm, nth: number): Field[] {
  const isFirst = nth === 1;
  const which = isFirst ? "" : `Session ${nth}: `;
  const needed = isFirst ? {} : ({ optional: true } as const);
  const heading =
    isFirst && form.every !== "month" ? {} : { heading: isFirst ? "When" : `Session ${nth}, on the same theme` };
  const typed = isFirst ? form : { ...form, values: { [`nth${nth}`]: "none", ...form.values } };
  return [
    choiceField(typed, {
      ...{ id: `nth${nth}`, label: `${which}which one of the month`, help: "Choose which one.", ...needed, ...heading },
      choices: isFirst ? NTHS : [{ value: "none", title: "There is none" }, ...NTHS],
    }),
    choiceField(form, {
      ...{ id: `weekday${nth}`, label: `${which}weekday`, help: "Choose the weekday.", choices: DAYS, ...needed },
    }),
    timeField(form, { id: `at${nth}`, label: `${which}begins at`, help: "Choose the time.", ...needed }),
  ].map((field) => ({ ...field, input: { ...field.input, label: capital(`${field.input.label}`) } }));
}

const NTHS = ["1", "2", "3", "4", "last"].map((value) => ({
  value,
  title: { 1: "1st", 2: "2nd", 3: "3rd", 4: "4th" }[value] ?? "Last",
}));
const DAYS = WEEKDAYS.map((value) => ({ value, title: capital(value) }));

function capital(text: string): string {
  return `${text[0]?.toUpperCase()}${text.slice(1)}`;
}

function whereFields(form: SeriesForm): Field[] {
  return [
    textField(form, {
      ...{ id: "place", label: "Place", most: 120, optional: true, heading: "Where and for whom" },
      help: "Use at most 120 characters.",
    }),
    textField(form, {
      ...{ id: "joinLink", label: "Join link", most: 500, optional: true, placeholder: "https://" },
      help: "Paste a link that begins with https://",
    }),
    numberField(form, {
      ...{ id: "capacity", label: "Places in each session", min: 1, max: 500 },
      help: "Write how many places there are, from 1 to 500.",
    }),
    ...(form.cohorts.length === 0
      ? []
      : [
          severalField(form, {
            ...{ id: "cohorts", label: "Only for (tick none for everybody)", choices: form.cohorts },
            help: "Choose from the list.",
          }),
        ]),
  ];
}

function tellingFields(form: SeriesForm): Field[] {
  const own = form.ownReminders === undefined ? [] : [{ value: "own", title: `As now: ${form.ownReminders}` }];
  return [
    numberField(form, {
      ...{ id: "announceDaysBefore", label: "Announced, in days before", min: 1, max: 180 },
      ...{ help: "Write how many days before it is announced, from 1 to 180.", heading: "What people are told" },
    }),
    radioField(form, {
      ...{ id: "reminders", label: "Reminders", help: "Choose how people are reminded." },
      choices: [...own, ...REMINDERS],
    }),
    numberField(form, {
      ...{ id: "reminderDays", label: "If some days before: how many", min: 1, max: 60, optional: true },
      help: "Write how many days before, from 1 to 60.",
    }),
    ...(form.canEvaluate
      ? [radioField(form, { id: "evaluate", label: "Afterwards", help: "Choose one.", choices: EVALUATION })]
      : []),
  ];
}

const REMINDERS = [
  { value: "usual", title: "Pre-reading 7 days before, “can you still come?” 2 days before, join link an hour before" },
  { value: "days", title: "“Can you still come?” some days before, join link an hour before" },
  { value: "none", title: "None" },
];
const EVALUATION = [
  { value: "true", title: "Those who came are asked how it was" },
  { value: "false", title: "Nobody is asked" },
];

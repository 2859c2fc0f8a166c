import { monthName } from "../../services/kernel/dates.js";
import type { SeriesForm } from "../../services/sessions/planning/views.js";
import { WEEKDAYS } from "../../services/sessions/schema.js";
import {
  choiceField,
  dateField,
  type Field,
  numberField,
  radioField,
  severalField,
  textField,
  timeField,
} from "../form/fields.js";

/** When a series meets, how long, and when it does not. */
export function whenFields(form: SeriesForm): Field[] {
  return [
    ...rhythmFields(form),
    numberField(form, {
      ...{ id: "minutes", label: "Lasts, in minutes", min: 10, max: 600 },
      help: "Write how long it lasts, from 10 to 600 minutes.",
    }),
    severalField(form, { id: "skipMonths", label: "Not in", help: "Choose from the list.", choices: MONTHS }),
    textField(form, {
      ...{ id: "skipWeeks", label: "Nor in these weeks", most: 600, optional: true },
      help: "Write days as 2026-12-21 to 2027-01-04, with commas between them.",
      placeholder: "2026-12-21 to 2027-01-04, 2027-02-15 to 2027-02-19",
    }),
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

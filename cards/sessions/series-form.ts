import type { SeriesForm } from "../../services/sessions/planning/views.js";
import { main } from "../buttons.js";
import type { Card } from "../card.js";
import { type Field, radioField, summaryOf } from "../form/fields.js";
import { formCard } from "../form/form.js";
import { button, submit } from "./buttons.js";
import { audienceFields, rotaFields, tellingFields, whatFields, whereFields } from "./series-fields.js";
import { whenFields } from "./series-when.js";

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
      main(data ? submit("Next", "edit-part", { ...data, part: "when" }) : submit("Next", "new-series")),
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

/** What of a series is to be changed. */
export function editCard({ id, title }: { readonly id: string; readonly title: string }): Card {
  return formCard({
    eyebrow: title,
    title: "What do you want to change?",
    intro: "",
    summary: "",
    fields: [
      radioField(
        { values: { part: "what" }, errors: {} },
        { id: "part", label: "Change", help: "Choose one.", choices: CHOICES },
      ),
    ],
    actions: [main(submit("Next", "edit-part", { series: id })), button("Cancel", "one-series", { series: id })],
  });
}

type Part = NonNullable<SeriesForm["part"]>;

const PARTS: Readonly<Record<Part, { title: string; intro: string; fields: (form: SeriesForm) => Field[] }>> = {
  what: {
    title: "What it is, and where",
    intro: "What is announced already stays as it is; everything after it follows.",
    fields: (form) => [...whatFields(form), ...whereFields(form)],
  },
  when: {
    title: "When it meets",
    intro: "What is announced already stays as it is; everything after it follows.",
    fields: whenFields,
  },
  audience: {
    title: "Who may come",
    intro: "People must match every list that you tick something in. Tick nothing for everybody.",
    fields: audienceFields,
  },
  rota: {
    title: "Who leads",
    intro:
      "They are asked in turn, beginning in this order. No emails: no rota. Who leads one session is changed where you open it.",
    fields: rotaFields,
  },
  telling: {
    title: "What people are told and asked",
    intro: "What is announced already stays as it is; everything after it follows.",
    fields: tellingFields,
  },
};

const CHOICES = Object.entries(PARTS).map(([value, { title }]) => ({ value, title }));

/** One part of a series; or, for a new one, all that it begins with. */
export function seriesFormCard(form: SeriesForm): Card {
  return form.series === undefined || form.part === undefined
    ? newSeriesCard(form)
    : partCard(form, { series: form.series, part: form.part, every: form.every });
}

function partCard(
  form: SeriesForm,
  data: { readonly series: string; readonly part: Part; readonly every: string },
): Card {
  const { title, intro, fields } = PARTS[data.part];
  return formCard({
    ...{ eyebrow: form.title, title, intro, summary: summaryOf(form) },
    fields: withoutFirstHeading(fields(form)),
    actions: [main(submit("Save", "save-part", data)), button("Cancel", "one-series", { series: data.series })],
  });
}

/** The card's title says it already. */
function withoutFirstHeading([first, ...others]: readonly Field[]): Field[] {
  return first ? [{ ...first, heading: "" }, ...others] : [];
}

function newSeriesCard(form: SeriesForm): Card {
  return formCard({
    eyebrow: form.title,
    title: "Add a series",
    intro: "Who may come and who leads comes next. It is announced on the next working day at the earliest.",
    summary: summaryOf(form),
    fields: [...whatFields(form), ...whenFields(form), ...whereFields(form), ...tellingFields(form)],
    actions: [main(submit("Save", "save-series", { every: form.every })), button("Cancel", "series")],
  });
}

import type { DetailsForm, TimeForm } from "../../services/sessions/planning/views.js";
import { main } from "../buttons.js";
import type { Card } from "../card.js";
import { dateField, type Field, severalField, summaryOf, textField, timeField } from "../form/fields.js";
import { formCard } from "../form/form.js";
import { button, submit } from "./buttons.js";
import { shortly, whenInWords } from "./words.js";

/** Theme or topic, pre-reading, and who leads. */
export function detailsCard(form: DetailsForm): Card {
  const data = { occurrence: form.occurrence };
  return formCard({
    eyebrow: form.title,
    title: form.about === "theme" ? "Theme and who leads" : "Topic and who leads",
    intro: "Everything can be changed later; who booked sees it on their card.",
    summary: summaryOf(form),
    fields: [
      textField(form, {
        ...{ id: "theme", label: form.about === "theme" ? "Theme" : "Topic", help: "Use at most 200 characters." },
        ...{ most: 200, optional: true, placeholder: "One line that makes people want to come" },
      }),
      ...[1, 2, 3].flatMap((nth) => readingFields(form, nth)),
      ...form.sessions.flatMap((session, index) => [
        severalField(form, {
          ...{ id: `leads.${session.id}`, label: `Who leads ${whenInWords(session.time)}`, choices: form.people },
          ...{ help: "Choose from the list.", ...(index === 0 && { heading: "Who leads" }) },
        }),
        textField(form, {
          ...{ id: `others.${session.id}`, label: `Somebody else, by email, ${shortly(session.time)}`, most: 300 },
          ...{ optional: true, help: "Write an email that I know; several with commas between them." },
        }),
      ]),
    ],
    actions: [
      main(submit("Save", "save-details", { ...data, shown: form.shownAt.toISOString() })),
      button("Cancel", "occurrence", data),
    ],
  });
}

function readingFields(form: DetailsForm, nth: number): Field[] {
  return [
    textField(form, {
      ...{ id: `title${nth}`, label: `Pre-reading ${nth}: title`, most: 120, optional: true },
      ...{ help: "Give it a title of at most 120 characters.", ...(nth === 1 && { heading: "Pre-reading" }) },
    }),
    textField(form, {
      ...{ id: `link${nth}`, label: `Pre-reading ${nth}: link`, most: 500, optional: true },
      ...{ help: "Paste a link that begins with https://", placeholder: "https://" },
    }),
  ];
}

/** Another time for one session. */
export function timeCard(form: TimeForm): Card {
  const { occurrence, session, confirms, booked } = form;
  const told =
    booked === 0
      ? "Nobody has booked it."
      : `${booked} booked: I ask each of them whether they can come then, and change their calendars.`;
  return formCard({
    eyebrow: form.title,
    title: "Move the session",
    intro: `Now on ${whenInWords(form.time)}. ${told}`,
    summary: summaryOf(form),
    fields: [
      dateField(form, { id: "date", label: "New day", help: "Choose the day." }),
      timeField(form, { id: "at", label: "Begins at", help: "Choose the time at which it begins." }),
    ],
    actions: [
      main(submit("Save", "save-time", { occurrence, session, ...(confirms !== undefined && { confirms }) })),
      button("Cancel", "occurrence", { occurrence }),
    ],
  });
}

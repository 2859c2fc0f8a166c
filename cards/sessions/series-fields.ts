import type { SeriesForm } from "../../services/sessions/planning/views.js";
import { ROLE_CHOICES, SIDE_CHOICES } from "../audience.js";
import { type Field, numberField, radioField, severalField, textField } from "../form/fields.js";

/** As services/sessions/planning/series-fields-rules.ts has it. */
const NO_SURVEY = "-";

/** What a series is; some of it can be said only at the beginning. */
export function whatFields(form: SeriesForm): Field[] {
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
  { value: "false", title: "Who leads and coordinators; reports give numbers, also by partner" },
  { value: "true", title: "Confidential: the same, but no report by partner, and forgotten after two weeks" },
];

/** Where it is, and how many can come. */
export function whereFields(form: SeriesForm): Field[] {
  return [
    textField(form, {
      ...{ id: "place", label: "Place", most: 120, optional: true, heading: "Where" },
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
  ];
}

/** Who may book. */
export function audienceFields(form: SeriesForm): Field[] {
  const lists = [
    { id: "cohorts", label: "Cohorts", choices: form.cohorts },
    { id: "sides", label: "Sides", choices: SIDE_CHOICES },
    { id: "roles", label: "Roles", choices: ROLE_CHOICES },
    { id: "partners", label: "Partners", choices: form.partners },
  ];
  return lists
    .filter(({ choices }) => choices.length > 0)
    .map((list) => severalField(form, { ...list, help: "Choose from the list." }));
}

/** Who is asked to lead, and when. */
export function rotaFields(form: SeriesForm): Field[] {
  return [
    textField(form, {
      ...{ id: "facilitators", label: "Emails, one a line or with commas between them", most: 2000 },
      ...{ optional: true, multiline: true, help: "Write the emails of at most 40 people." },
    }),
    numberField(form, {
      ...{ id: "perSession", label: "How many lead each session", min: 1, max: 4 },
      help: "Write how many lead each session, from 1 to 4.",
    }),
    numberField(form, {
      ...{ id: "askWeeksBefore", label: "Asked how many weeks before", min: 1, max: 26 },
      help: "Write how many weeks before they are asked, from 1 to 26.",
    }),
    numberField(form, {
      ...{ id: "answerWithinDays", label: "Days to answer, before the next is asked", min: 1, max: 30 },
      help: "Write how many days they have to answer, from 1 to 30.",
    }),
  ];
}

/** When it is announced, how people are reminded, and what they are asked afterwards. */
export function tellingFields(form: SeriesForm): Field[] {
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
    radioField(form, {
      ...{ id: "evaluation", label: "Afterwards, those who came get", help: "Choose from the list." },
      choices: [{ value: NO_SURVEY, title: "No survey" }, ...form.surveys],
    }),
  ];
}

const REMINDERS = [
  { value: "usual", title: "Pre-reading 7 days before, “can you still come?” 2 days before, join link an hour before" },
  { value: "days", title: "“Can you still come?” some days before, join link an hour before" },
  { value: "none", title: "None" },
];

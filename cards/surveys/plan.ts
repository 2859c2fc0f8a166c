import type { Choice, DefinitionLine, PlanForm, WavePreview } from "../../services/surveys/views.js";
import { ROLE_CHOICES, SIDE_CHOICES } from "../audience.js";
import type { Card } from "../card.js";
import { render } from "../render.js";
import { type Button, button, mainButton, submitButton } from "./buttons.js";
import { capital, counted, MODE_TITLES, people } from "./words.js";

/** Which survey to start. */
export function startCard(definitions: readonly DefinitionLine[], error = ""): Card {
  return render("surveys/start", {
    error,
    chosen: definitions.length === 1 ? definitions[0]?.id : null,
    choices: definitions.map(({ id, title }) => ({ title, value: id })),
    definitions: definitions.map((definition) => ({ ...definition, facts: facts(definition) })),
    buttons: [submitButton("Next", "start"), button("Back", "list")],
    speak: "Start a survey: choose what to ask.",
  });
}

/** Who is asked, and when; what was typed comes back with a sentence at each field that needs another look. */
export function planCard(form: PlanForm): Card {
  const wrong = Object.keys(form.errors).length;
  return render("surveys/plan", {
    eyebrow: form.definition.title,
    purpose: form.definition.purpose,
    facts: facts(form.definition),
    summary:
      wrong === 0 ? "" : `${counted(wrong, "field needs", "fields need")} another look. Everything else is kept.`,
    values: { ...NOTHING, ...form.values },
    errors: { ...NO_ERRORS, ...form.errors },
    cohorts: form.cohorts,
    partners: form.partners,
    roles: ROLE_CHOICES,
    sides: SIDE_CHOICES,
    reminders: REMINDER_CHOICES,
    buttons: [
      submitButton("Preview", "plan", { wave: form.waveId, definition: form.definition.id }),
      button("Cancel", "list"),
    ],
    speak: `Plan the survey ${form.definition.title}.`,
  });
}

/** The last look before it goes out. */
export function previewCard(wave: WavePreview): Card {
  const data = { wave: wave.waveId };
  const reachable = wave.people - wave.notReachable;
  return render("surveys/preview", {
    eyebrow: wave.status === "scheduled" ? `Scheduled: opens by itself on ${wave.opensInWords}` : "Not sent yet",
    title: wave.title,
    people: people(wave.people),
    peopleLine: `${wave.people === 1 ? "is" : "are"} asked: ${wave.audienceInWords}`,
    warning: warning(wave, reachable),
    notes: previewNotes(wave).map((text) => ({ text })),
    facts: [
      { title: "Questions", value: String(wave.questions) },
      { title: "Not reachable", value: wave.notReachable === 0 ? "Nobody" : people(wave.notReachable) },
      { title: "Opens", value: wave.opensInWords },
      { title: "Last day", value: wave.closesInWords },
      { title: "Reminders", value: capital(wave.remindersInWords) },
    ],
    small: smallGroups(wave),
    smallLine: `Groups of fewer than ${wave.threshold} people are counted in the totals, but never shown apart, so that nobody can be recognised.`,
    promiseTitle: `People are told: ${MODE_TITLES[wave.mode].toLowerCase()}`,
    promise: wave.promise,
    buttons: [
      ...(wave.status === "draft" && canBeSent(wave, reachable) ? [mainButton("Send", "send", data)] : []),
      button("See the survey", "preview", data),
      button("Edit", "edit", data),
      button("Cancel", "cancel", data),
      button("Back", "list"),
    ] satisfies Button[],
    speak: `${wave.title}, ${wave.status === "scheduled" ? "scheduled" : "not sent yet"}: ${people(wave.people)} asked.`,
  });
}

/** The values are those of services/surveys/plan.ts. */
const REMINDER_CHOICES: readonly Choice[] = [
  { value: "two", title: "Two: after 3 and 7 days" },
  { value: "one", title: "One: after 3 days" },
  { value: "none", title: "None" },
];

const NOTHING = {
  title: null,
  opensOn: null,
  closesOn: null,
  reminders: "two",
  cohorts: null,
  sides: null,
  roles: null,
  partners: null,
};
const NO_ERRORS = {
  title: "",
  opensOn: "",
  closesOn: "",
  reminders: "",
  cohorts: "",
  sides: "",
  roles: "",
  partners: "",
};

/** For whoever starts a survey; its readers are told "with your name". */
const MODES_IN_SHORT = { ...MODE_TITLES, named: "With names" };

function facts(definition: DefinitionLine): string {
  return `${MODES_IN_SHORT[definition.mode]}, ${counted(definition.questions, "question", "questions")}`;
}

/** As services/surveys/sending.ts decides; a promise of anonymity to a handful of people can't be kept. */
function canBeSent({ mode, people: asked, threshold }: WavePreview, reachable: number): boolean {
  return reachable > 0 && (mode === "named" || asked >= threshold);
}

function warning(wave: WavePreview, reachable: number): string {
  if (wave.people === 0) return "Nobody matches. Press Edit, and choose other people.";
  if (reachable === 0) return "None of them can be reached: the app isn't installed for them.";
  if (!canBeSent(wave, reachable))
    return `With fewer than ${wave.threshold} people, no result can be shown. Press Edit, and choose more people.`;
  return "";
}

/** What happens when, as far as the days above don't say it. */
function previewNotes(wave: WavePreview): string[] {
  const opens = wave.opensLater && wave.status === "draft";
  return [
    ...(wave.opensLater ? ["Who is asked is settled when it opens; these are the people of today."] : []),
    ...(opens ? ["Send schedules it: it opens by itself on its day, and until then you can edit or cancel it."] : []),
    ...(wave.heldUntilInWords === undefined ? [] : [quietLine(wave, wave.heldUntilInWords)]),
    ...(wave.remindersTooLate > 0 ? [tooLateLine(wave.remindersTooLate)] : []),
  ];
}

function quietLine({ opensLater }: WavePreview, until: string): string {
  return `${opensLater ? "It opens in" : "It is"} quiet hours: people get it from ${until} on.`;
}

function tooLateLine(reminders: number): string {
  const which = reminders === 1 ? "One reminder is" : `${reminders} reminders are`;
  return `${which} left out: no working day is left before the survey closes.`;
}

/** By dimension, on one line each: `Partner: Vale County (3), Open Hands (2)`. */
function smallGroups(wave: WavePreview): { text: string }[] {
  const lines = new Map<string, string[]>();
  for (const group of wave.tooSmall) {
    lines.set(group.dimension, [...(lines.get(group.dimension) ?? []), `${group.name} (${group.people})`]);
  }
  return [...lines].map(([dimension, groups]) => ({ text: `By ${dimension}: ${groups.join(", ")}` }));
}

import { type Mode, POSITIONS, type Question, SCALES } from "../../services/surveys/schema.js";
import type { AnswerForm } from "../../services/surveys/views.js";
import type { Card } from "../card.js";
import { render } from "../render.js";
import { button, ELSEWHERE, submitButton } from "./buttons.js";
import { capital, counted, MODE_TITLES } from "./words.js";

/**
 * The survey with all its questions; as a preview it can be looked at but not sent. `elsewhere`: in another message than
 * one that it was sent in.
 */
export function answerCard(form: AnswerForm, elsewhere = false): Card {
  return card(form, "", elsewhere);
}

/** What people get when a wave opens: the survey itself, so that answering needs no other step. */
export function invitationCard(form: AnswerForm): Card {
  return card(form, "");
}

/** The same once more, for those who have not answered. */
export function reminderCard(form: AnswerForm): Card {
  return card(
    form,
    "A reminder: this survey is still open, and every answer counts. If you have just answered, please ignore this.",
  );
}

/** What each input's placeholder and the line under it say. */
const DO_NOT_NAME = "Please don't name anybody, neither colleagues nor families.";

function card(form: AnswerForm, reminder: string, elsewhere = false): Card {
  return render("surveys/answer", answerData(form, reminder, elsewhere));
}

function answerData(form: AnswerForm, reminder: string, elsewhere: boolean): object {
  const questions = counted(form.questions.length, "question", "questions");
  return {
    eyebrow: form.preview ? "Preview: this is what people will see" : form.partnershipName,
    title: form.title,
    reminder,
    purpose: form.purpose,
    until: `${questions}, until ${form.closesInWords}`,
    promiseTitle: `${MODE_TITLES[form.mode]}: who can see what`,
    promise: form.promise,
    summary: summary(Object.keys(form.errors).length),
    questions: form.questions.map((question) => field(question, form)),
    foot: FOOT[form.mode](form.closesInWords),
    buttons: form.preview
      ? [button("Back", "progress", { wave: form.waveId })]
      : [submitButton("Submit", "submit", { wave: form.waveId, ...(elsewhere ? ELSEWHERE : {}) })],
    speak: `${form.title}: ${questions} from ${form.partnershipName}, until ${form.closesInWords}.`,
  };
}

const FOOT: Record<Mode, (closes: string) => string> = {
  named: (closes) => `You can change your answers until ${closes}.`,
  confidential: (closes) => `You can change your answers until ${closes}.`,
  anonymous: () => "Have a last look: since they are anonymous, answers can't be changed after you press Submit.",
};

function summary(errors: number): string {
  if (errors === 0) return "";
  return `${counted(errors, "answer needs", "answers need")} another look. Everything else is kept as you left it.`;
}

function field(question: Question, form: AnswerForm): object {
  const value = form.values[question.id] ?? null;
  return {
    id: question.id,
    lead: lead(question, form.questions),
    error: form.errors[question.id] ?? "",
    label: question.required ? question.text : `${question.text} (optional)`,
    must: question.required && question.showIf === undefined,
    hint: "",
    value,
    ...OF_TYPE[question.type](question as never, form.values),
  };
}

type Values = AnswerForm["values"];
type OfType<T extends Question["type"]> = Extract<Question, { type: T }>;

const OF_TYPE: { readonly [T in Question["type"]]: (question: OfType<T>, values: Values) => object } = {
  scale: (question) => pick(optionsOf(question), false),
  choice: (question) => pick(optionsOf(question), false),
  choices: (question) => pick(optionsOf(question), true),
  number: ({ id, min, max, unit }, values) => ({
    kind: "number",
    min,
    max,
    value: numberOf(values[id]),
    help: `Give a number from ${min} to ${max}.`,
    placeholder: unit === undefined ? `${min} to ${max}` : `${min} to ${max} ${unit}`,
    hint: unit === undefined ? "" : `Number of ${unit}.`,
  }),
  text: ({ maxLength }) => ({
    kind: "text",
    maxLength,
    help: "Write a few words.",
    placeholder: "In your own words",
    hint: DO_NOT_NAME,
  }),
  position: ({ id }, values) => ({
    kind: "position",
    choices: POSITIONS.map((position) => ({ title: capital(position), value: position })),
    help: "Say whether you are for, against or mixed.",
    value: values[`${id}.position`] ?? null,
    respondent: values[`${id}.respondent`] ?? "person",
    people: numberOf(values[`${id}.people`]),
  }),
};

function pick(options: readonly Option[], multi: boolean): object {
  const help = multi ? "Choose at least one of the answers." : "Choose one of the answers.";
  const choices = options.map(({ id, title }) => ({ title, value: id }));
  return { kind: "pick", multi, help, choices, hint: multi ? "You can choose more than one." : "" };
}

interface Option {
  readonly id: string;
  readonly title: string;
}

function optionsOf(question: Question): readonly Option[] {
  if (question.type === "scale") return SCALES[question.scale].map((title) => ({ id: title, title: capital(title) }));
  return question.type === "choice" || question.type === "choices" ? question.options : [];
}

function numberOf(text: string | undefined): number | null {
  return text === undefined || text.trim() === "" || Number.isNaN(Number(text)) ? null : Number(text);
}

/** All questions are on the card, so one with a condition says it in words. */
function lead({ id, showIf }: Question, questions: readonly Question[]): string {
  if (showIf === undefined) return "";
  const asked = questions.findIndex((question) => question.id === showIf.question);
  const own = questions.findIndex((question) => question.id === id);
  const titles = optionsOf(questions[asked] as Question)
    .filter((option) => showIf.is.includes(option.id))
    .map((option) => `“${option.title}”`);
  const where = own - asked === 1 ? "above" : `to “${questions[asked]?.text}”`;
  return `Only if you answered ${titles.join(" or ")} ${where}:`;
}
